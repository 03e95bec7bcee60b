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
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    var rest = bytes[...]
    guard let tree = Self.take("tree ", &rest).flatMap({ ObjectID(hex: $0) }) else { return nil }
    let parentText = Self.take("parent ", &rest)
    let parent = parentText.flatMap { ObjectID(hex: $0) }
    guard (parentText == nil) == (parent == nil),
      let author = Self.take("author ", &rest), Self.isWriter(author),
      let committer = Self.take("committer ", &rest), Self.isWriter(committer)
    else { return nil }
    let unsigned = bytes[..<rest.startIndex]
    let signature = Self.signature(&rest)
    guard rest.first == 0x0A, let (message, trailers) = Self.body(rest.dropFirst()) else {
      return nil
    }
    (self.tree, self.parent, self.signature) = (tree, parent, signature)
    (self.message, self.trailers) = (message, trailers)
    signedPayload = Array(unsigned + rest)
  }

  /// What stands in the next line after `start`; nil, and nothing is taken, if it begins otherwise.
  private static func take(
    _ start: String, _ rest: inout ArraySlice<UInt8>
  ) -> ArraySlice<UInt8>? {
    guard rest.starts(with: start.utf8), let end = rest.firstIndex(of: 0x0A) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end].dropFirst(start.utf8.count)
  }

  /// `name <mail> seconds ±hhmm`, as `git fsck --strict` wants it.
  private static func isWriter(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: 0x20, omittingEmptySubsequences: false)
    guard PathGrammar.isLine(String(decoding: text, as: UTF8.self)), parts.count >= 4 else {
      return false
    }
    let (mail, time, zone) = (
      parts[parts.count - 3], String(decoding: parts[parts.count - 2], as: UTF8.self),
      parts[parts.count - 1]
    )
    return text.count { $0 == 0x3C || $0 == 0x3E } == 2 && mail.first == 0x3C && mail.last == 0x3E
      && (time == "0" || Commit.positive(time) != nil)
      && zone.count == 5 && (zone.first == UInt8(ascii: "+") || zone.first == UInt8(ascii: "-"))
      && zone.dropFirst().allSatisfy { $0 &- 48 < 10 }
  }

  /// A header of several lines: each after the first begins with a space.
  private static func signature(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard var text = take("gpgsig ", &rest).map(Array.init) else { return nil }
    while let line = take(" ", &rest) { text += [0x0A] + line }
    return String(decoding: text + [0x0A], as: UTF8.self)
  }

  private static func body(_ body: ArraySlice<UInt8>) -> (message: String, trailers: [Trailer])? {
    let lines = body.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count > 3, lines[1].isEmpty, lines.last?.isEmpty == true else { return nil }
    let message = String(decoding: lines[0], as: UTF8.self)
    guard PathGrammar.isLine(message) else { return nil }
    var trailers: [Trailer] = []
    for line in lines[2..<(lines.count - 1)] {
      guard let trailer = Trailer(line: line) else { return nil }
      trailers.append(trailer)
    }
    return (message, trailers)
  }
}

extension Trailer {
  /// Reads one line; nil if it is not well-formed.
  fileprivate init?(line: ArraySlice<UInt8>) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
      line[colon...].dropFirst().first == 0x20
    else { return nil }
    self.init(
      String(decoding: line[..<colon], as: UTF8.self),
      String(decoding: line[(colon + 2)...], as: UTF8.self))
    guard isWellFormed else { return nil }
  }
}
