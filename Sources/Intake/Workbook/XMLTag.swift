/// An element's beginning: its name and its attributes.
struct XMLTag {
  /// With its prefix, as the end must repeat it.
  let qualified: String
  /// Without its prefix.
  let name: Substring
  private var attributes: [(name: String, value: String)] = []

  /// Reads what stands between `<` and `>`, or `/>`; nil if it is not well-formed.
  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    guard let name = Self.takeName(&rest) else { return nil }
    qualified = name
    self.name = XMLPull.local(name)
    while true {
      let isApart = rest.first.map(Self.isSpace) ?? false
      rest = Self.trimmed(rest)
      if rest.isEmpty { return }
      guard isApart, let name = Self.takeName(&rest), let value = Self.takeValue(&rest),
        !attributes.contains(where: { $0.name == name })
      else { return nil }
      attributes.append((name, value))
    }
  }

  /// The value of an attribute, whatever its prefix; the names of name spaces are none.
  subscript(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
      ?? attributes.first { $0.name.hasSuffix(":" + name) && !$0.name.hasPrefix("xmlns") }?.value
  }

  private static func takeName(_ rest: inout ArraySlice<UInt8>) -> String? {
    let name = rest.prefix { !isSpace($0) && !"=<>/\"'&".utf8.contains($0) }
    rest = rest.dropFirst(name.count)
    return name.isEmpty ? nil : String(validating: name, as: UTF8.self)
  }

  private static func takeValue(_ rest: inout ArraySlice<UInt8>) -> String? {
    rest = trimmed(rest)
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop(while: isSpace)
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = rest.dropFirst().firstIndex(of: quote)
    else { return nil }
    let raw = rest[(rest.startIndex + 1)..<end]
    rest = rest[(end + 1)...]
    guard !raw.contains(UInt8(ascii: "<")) else { return nil }
    return unescaped(raw).flatMap { String(validating: $0, as: UTF8.self) }
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes.drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return rest
  }

  /// Text with its references put in and every line end as LF; nil for a reference unknown here.
  static func unescaped(_ raw: ArraySlice<UInt8>) -> [UInt8]? {
    guard raw.contains(where: { $0 == UInt8(ascii: "&") || $0 == 0x0D }) else { return Array(raw) }
    var (text, at): ([UInt8], Int) = ([], raw.startIndex)
    while at < raw.endIndex {
      switch raw[at] {
      case UInt8(ascii: "&"):
        guard let end = raw[at...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
          let scalar = reference(raw[(at + 1)..<end])
        else { return nil }
        text += Array(String(Character(scalar)).utf8)
        at = end
      case 0x0D:
        if at + 1 == raw.endIndex || raw[at + 1] != 0x0A { text.append(0x0A) }
      default: text.append(raw[at])
      }
      at += 1
    }
    return text
  }

  private static func reference(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let name = String(decoding: name, as: UTF8.self)
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value =
      digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    // NUL is no character of XML.
    return value.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
  }
}
