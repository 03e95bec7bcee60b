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
    guard (parentText == nil) == (parent == nil), Self.take("author", &lines) != nil,
      Self.take("committer", &lines) != nil
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
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
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
