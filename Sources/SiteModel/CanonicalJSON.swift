/// A JSON value whose numbers are kept as they are written, never as binary floats.
///
/// Two values are equal when their bytes are: `é` in one code point is another text than `é` in
/// two, although Swift's strings call them equal. Otherwise nodes could show different bytes for
/// what they think is one value.
package enum JSON: Sendable {
  case null
  case bool(Bool)
  /// A number's text, exactly as RFC 8259 writes it: `12.50` and `12.5` differ here.
  case number(String)
  case string(String)
  case array([JSON])
  case object([String: JSON])
}

extension JSON: Hashable {
  package static func == (a: JSON, b: JSON) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.count == b.count
        && a.allSatisfy { key, value in
          guard let place = b.index(forKey: key) else { return false }
          return b[place].key.utf8.elementsEqual(key.utf8) && b[place].value == value
        }
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let text): hasher.combine(text)
    case .string(let text): hasher.combine(text)
    case .array(let items): hasher.combine(items)
    case .object(let members): hasher.combine(members)
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByIntegerLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(String(value)) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}

extension JSON {
  /// The member of an object, or nil if this is no object or has no such member.
  package subscript(_ key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The text of a string, else nil.
  package var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The text of a number, else nil.
  package var number: String? { if case .number(let text) = self { text } else { nil } }

  /// The items of an array, else nil.
  package var array: [JSON]? { if case .array(let items) = self { items } else { nil } }

  /// The members of an object, else nil.
  package var object: [String: JSON]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The value of `true` or `false`, else nil.
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The one byte form of this value, because signatures and hashes cover bytes.
  ///
  /// UTF-8; members sorted by the bytes of their keys; no white space; only `"`, `\` and control
  /// characters are escaped, the latter as `\u00xx` but for `\n`, `\r` and `\t`; numbers as kept.
  package var canonical: String { String(decoding: canonicalBytes, as: UTF8.self) }

  /// The bytes of ``canonical``.
  package var canonicalBytes: [UInt8] {
    var text: [UInt8] = []
    write(to: &text)
    return text
  }

  private func write(to text: inout [UInt8]) {
    switch self {
    case .null: text += "null".utf8
    case .bool(let value): text += (value ? "true" : "false").utf8
    case .number(let number): text += number.utf8
    case .string(let string): Self.quote(string, to: &text)
    case .array(let items):
      Self.list("[", "]", items, to: &text) { $0.write(to: &$1) }
    case .object(let members):
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.list("{", "}", sorted, to: &text) {
        Self.quote($0.key, to: &$1)
        $1.append(UInt8(ascii: ":"))
        $0.value.write(to: &$1)
      }
    }
  }

  private static func list<Item>(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ items: [Item], to text: inout [UInt8],
    _ write: (Item, inout [UInt8]) -> Void
  ) {
    text.append(UInt8(ascii: open))
    for (place, item) in items.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      write(item, &text)
    }
    text.append(UInt8(ascii: close))
  }

  private static func quote(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): text += "\\\"".utf8
      case UInt8(ascii: "\\"): text += "\\\\".utf8
      case UInt8(ascii: "\n"): text += "\\n".utf8
      case UInt8(ascii: "\r"): text += "\\r".utf8
      case UInt8(ascii: "\t"): text += "\\t".utf8
      case ..<0x20: text += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
