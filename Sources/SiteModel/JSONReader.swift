/// Where and why a text is no JSON.
package struct JSONFault: Fault, Equatable {
  /// Bytes before the place, counted from 0.
  package let offset: Int
  /// One of `end`, `token`, `number`, `string`, `escape`, `utf8`, `duplicate`, `depth`, `trailing`.
  package let reason: String

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    Phrase("json.unreadable", ["offset": String(offset), "reason": reason])
  }
}

extension JSON {
  /// Reads one JSON text by RFC 8259, strictly.
  ///
  /// Beyond the grammar it refuses two members of one name, bytes that are no UTF-8, a lone
  /// surrogate, and nesting deeper than 128.
  ///
  /// - Throws: ``JSONFault`` with the offset of the byte that broke the rule.
  package static func parse(_ bytes: some Sequence<UInt8>) throws(JSONFault) -> JSON {
    var reader = JSONReader(Array(bytes))
    return try reader.document()
  }

  /// Reads one JSON text; see ``parse(_:)-(Sequence<UInt8>)``.
  package static func parse(_ text: String) throws(JSONFault) -> JSON { try parse(text.utf8) }
}

private struct JSONReader {
  let bytes: [UInt8]
  var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func fault(_ reason: String) -> JSONFault { JSONFault(offset: at, reason: reason) }

  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func document() throws(JSONFault) -> JSON {
    let result = try value(depth: 0)
    blank()
    guard at == bytes.count else { throw fault("trailing") }
    return result
  }

  mutating func blank() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  mutating func value(depth: Int) throws(JSONFault) -> JSON {
    guard depth <= 128 else { throw fault("depth") }
    blank()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw fault("end")
    default: return try number()
    }
  }

  mutating func word(_ text: String, _ value: JSON) throws(JSONFault) -> JSON {
    guard bytes[at...].starts(with: text.utf8) else { throw fault("token") }
    at += text.utf8.count
    return value
  }

  mutating func expect(_ byte: UInt8) throws(JSONFault) {
    blank()
    guard next == byte else { throw fault(next == nil ? "end" : "token") }
    at += 1
  }

  /// Whether another item follows; takes the comma or the closing byte.
  mutating func goesOn(until close: UInt8) throws(JSONFault) -> Bool {
    blank()
    if next == close {
      at += 1
      return false
    }
    try expect(UInt8(ascii: ","))
    return true
  }

  mutating func isEmpty(_ close: UInt8) -> Bool {
    at += 1
    blank()
    guard next == close else { return false }
    at += 1
    return true
  }

  mutating func array(depth: Int) throws(JSONFault) -> JSON {
    if isEmpty(UInt8(ascii: "]")) { return .array([]) }
    var items: [JSON] = []
    repeat { items.append(try value(depth: depth + 1)) } while try goesOn(until: UInt8(ascii: "]"))
    return .array(items)
  }

  mutating func object(depth: Int) throws(JSONFault) -> JSON {
    if isEmpty(UInt8(ascii: "}")) { return .object([:]) }
    var members: [String: JSON] = [:]
    repeat {
      blank()
      guard next == UInt8(ascii: "\"") else { throw fault(next == nil ? "end" : "token") }
      let key = try string()
      try expect(UInt8(ascii: ":"))
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: key) == nil else { throw fault("duplicate") }
    } while try goesOn(until: UInt8(ascii: "}"))
    return .object(members)
  }

  mutating func number() throws(JSONFault) -> JSON {
    let start = at
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") { at += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if let mark = next, mark | 32 == UInt8(ascii: "e") {
      at += 1
      if let sign = next, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { at += 1 }
      try digits()
    }
    return .number(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  mutating func digits() throws(JSONFault) {
    let start = at
    while let byte = next, byte &- 48 < 10 { at += 1 }
    guard at > start else { throw fault(start == bytes.count ? "end" : "number") }
  }

  mutating func string() throws(JSONFault) -> String {
    at += 1
    var (text, start) = ([UInt8](), at)
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("string") }
      at += 1
      if byte == UInt8(ascii: "\\") {
        text += bytes[start..<(at - 1)]
        text += Array(String(try escape()).utf8)
        start = at
      }
    }
    guard next != nil else { throw fault("end") }
    text += bytes[start..<at]
    at += 1
    guard let result = String(validating: text, as: UTF8.self) else { throw fault("utf8") }
    return result
  }

  mutating func escape() throws(JSONFault) -> Unicode.Scalar {
    guard let byte = next else { throw fault("end") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw fault("escape")
    }
  }

  mutating func unicode() throws(JSONFault) -> Unicode.Scalar {
    let high = try hex()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00, bytes[at...].starts(with: "\\u".utf8) else { throw fault("escape") }
    at += 2
    let low = try hex()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw fault("escape") }
    return scalar
  }

  mutating func hex() throws(JSONFault) -> UInt32 {
    guard at + 4 <= bytes.count,
      bytes[at..<at + 4].allSatisfy({ ($0 | 32 >= 97 && $0 | 32 <= 102) || $0 &- 48 < 10 }),
      let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { throw fault("escape") }
    at += 4
    return value
  }
}
