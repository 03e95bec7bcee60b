/// The bytes of a commit object, taken apart as far as git's own form goes.
struct CommitText {
  let tree: ObjectID
  let parent: ObjectID?
  let message: String
  let trailers: [Trailer]
  let signature: String?
  let signedPayload: [UInt8]

  /// Reads `tree`, at most one `parent`, `author`, `committer`, `gpgsig` in this order, then one
  /// line, a blank one, and trailers; nil for anything else.
  init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self),
      let (headers, body) = Self.halves(text)
    else { return nil }
    var lines = headers[...]
    guard let tree = Self.take("tree", &lines).flatMap({ ObjectID($0) }) else { return nil }
    let parentText = Self.take("parent", &lines)
    let parent = parentText.flatMap { ObjectID($0) }
    guard (parentText == nil) == (parent == nil),
      let author = Self.take("author", &lines), Self.isWriter(author),
      let committer = Self.take("committer", &lines), Self.isWriter(committer)
    else { return nil }
    let (unsigned, signature) = (headers.count - lines.count, Self.signature(&lines))
    guard lines.isEmpty, let (message, trailers) = Self.body(body) else { return nil }
    (self.tree, self.parent, self.signature) = (tree, parent, signature)
    (self.message, self.trailers) = (message, trailers)
    signedPayload = Array((headers.prefix(unsigned).joined(separator: "\n") + "\n\n" + body).utf8)
  }

  /// Where the headers end and the message begins.
  private static func halves(_ text: String) -> (headers: [Substring], body: Substring)? {
    var (headers, rest) = ([Substring](), text.utf8[...])
    while let end = rest.firstIndex(of: 0x0A) {
      let line = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if line.isEmpty { return (headers, Substring(rest)) }
      headers.append(Substring(line))
    }
    return nil
  }

  private static func take(_ name: String, _ lines: inout ArraySlice<Substring>) -> Substring? {
    guard let line = lines.first, line.hasPrefix(name + " ") else { return nil }
    lines.removeFirst()
    return line.dropFirst(name.count + 1)
  }

  /// `name <mail> seconds ±hhmm`, as `git fsck --strict` wants it.
  private static func isWriter(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
      .map { Substring($0) }
    guard PathGrammar.isLine(text), parts.count >= 4 else { return false }
    let (mail, time, zone) = (
      parts[parts.count - 3], parts[parts.count - 2], parts[parts.count - 1]
    )
    let brackets = text.utf8.filter { $0 == 0x3C || $0 == 0x3E }
    return brackets.count == 2 && mail.first == "<" && mail.last == ">"
      && (time == "0" || Commit.positive(time) != nil)
      && zone.utf8.count == 5 && (zone.first == "+" || zone.first == "-")
      && zone.utf8.dropFirst().allSatisfy { $0 &- 48 < 10 }
  }

  /// A header of several lines: each after the first begins with a space.
  private static func signature(_ lines: inout ArraySlice<Substring>) -> String? {
    guard let first = take("gpgsig", &lines) else { return nil }
    var text = [first]
    while let line = lines.first, line.utf8.first == 0x20 {
      text.append(line.dropFirst())
      lines.removeFirst()
    }
    return text.joined(separator: "\n") + "\n"
  }

  private static func body(_ body: Substring) -> (message: String, trailers: [Trailer])? {
    let lines = body.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { Substring($0) }
    guard lines.count > 3, PathGrammar.isLine(lines[0]), lines[1].isEmpty,
      lines.last?.isEmpty == true
    else { return nil }
    var trailers: [Trailer] = []
    for line in lines[2..<(lines.count - 1)] {
      guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let trailer = Trailer(String(line[..<colon]), String(line[colon...].dropFirst(2)))
      guard trailer.isWellFormed, trailer.line == line else { return nil }
      trailers.append(trailer)
    }
    return (String(lines[0]), trailers)
  }
}
