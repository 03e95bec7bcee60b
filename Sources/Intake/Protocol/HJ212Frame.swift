import SiteModel

/// One frame of HJ 212: `##`, four digits of length, the data, four hex digits of CRC.
///
/// Facts confirmed by published frames: the CRC, the length, the fields and `N` for a good value.
/// Known and not confirmed here ([K]): the meaning of the other flags, the bits of `Flag` that
/// tell the edition, and which `CN` is which interval; so nothing is computed from those.
struct HJ212Frame {
  private let fields: [String: String]
  private let content: String

  static func resembles(_ line: ArraySlice<UInt8>) -> Bool {
    guard let start = start(of: line) else { return false }
    return line[start...].dropFirst(2).prefix(4).allSatisfy(isDigit)
  }

  /// `2017` or `2005` by the first frame whose `Flag` field says it [K]; else `unstated`.
  static func edition(of head: [UInt8]) -> String {
    for line in FrameLines(head[...]) {
      guard let frame = try? HJ212Frame(line), let flag = frame.fields["Flag"].flatMap({ Int($0) })
      else { continue }
      switch flag >> 2 {
      case 0: return "2005"
      case 1: return "2017"
      default: continue
      }
    }
    return "unstated"
  }

  static func read(_ line: ArraySlice<UInt8>) -> FrameVerdict {
    do throws(FrameFlaw) {
      return try HJ212Frame(line).verdict()
    } catch {
      return .flaw(error)
    }
  }

  /// Length first, then CRC: what is cut short is said to be short.
  init(_ line: ArraySlice<UInt8>) throws(FrameFlaw) {
    let whole = XMLTag.trimmed(line)
    guard let start = Self.start(of: whole), whole.endIndex - start >= 10,
      whole[(start + 2)..<(start + 6)].allSatisfy(Self.isDigit),
      let length = Int(Self.text(whole[(start + 2)..<(start + 6)]))
    else {
      throw FrameFlaw(.frame, found: Self.shown(whole), expected: "##0000…")
    }
    let data = whole[(start + 6)..<(whole.endIndex - 4)]
    guard data.count == length else {
      throw FrameFlaw(.frameLength, found: String(length), expected: String(data.count))
    }
    let (found, computed) = (Self.text(whole.suffix(4)), Self.crc(data))
    guard found.uppercased() == computed else {
      throw FrameFlaw(.checksum, found: Self.shown(whole.suffix(4)), expected: computed)
    }
    (fields, content) = try Self.fields(data)
  }

  private static func fields(
    _ data: ArraySlice<UInt8>
  ) throws(FrameFlaw) -> ([String: String], String) {
    let text = text(data)
    let parts = text.components(between: "CP=&&", and: "&&")
    guard let parts else { throw FrameFlaw(.frame, found: shown(data), expected: "CP=&&…&&") }
    return (try pairs(parts.before), parts.inner)
  }

  /// `key=value`, separated by `;` or `,`; a key twice is no frame of a sound device.
  private static func pairs(_ text: some StringProtocol) throws(FrameFlaw) -> [String: String] {
    var pairs: [String: String] = [:]
    for part in text.split(whereSeparator: { $0 == ";" || $0 == "," }) {
      guard let mark = part.firstIndex(of: "=") else {
        // Not shown: what stands outside of its place may be a password.
        throw FrameFlaw(.frame, found: "…", expected: "…=…")
      }
      let key = String(part[..<mark])
      guard pairs.updateValue(String(part[part.index(after: mark)...]), forKey: key) == nil
      else { throw FrameFlaw(.frame, found: key, expected: "1 × " + key) }
    }
    return pairs
  }

  private func verdict() throws(FrameFlaw) -> FrameVerdict {
    let pairs = try Self.pairs(content)
    let keys = pairs.keys.filter { Self.isValue($0) }.sorted()
    guard !keys.isEmpty else { return .aside }
    let clock = try Self.clock(pairs["DataTime"] ?? "")
    let device = [fields["MN"] ?? "", fields["CN"] ?? ""].joined(separator: "/") + "/"
    return .readings(
      keys.map { key in
        let code = key.prefix { $0 != "-" }
        let (flag, flaw) = Self.flag(pairs[code + "-Flag"])
        return FrameReading(
          name: device + key, clock: clock, value: flaw ?? Self.number(pairs[key] ?? ""),
          flag: flag)
      })
  }

  private static func isValue(_ key: String) -> Bool {
    ["-Rtd", "-Avg", "-Min", "-Max", "-Cou", "-ZsRtd", "-ZsAvg", "-ZsMin", "-ZsMax"]
      .contains(where: key.hasSuffix)
  }

  private static func number(_ text: String) -> NumberInFrame {
    let isGap = text.isEmpty || IntakePlan.usualPlaceholders.contains(text.lowercased())
    return isGap ? .gap : .value(text)
  }

  /// `N` is a good value; the others are kept beside the value as `hj-f`, `hj-m` … and never turn
  /// it into another one.
  private static func flag(_ text: String?) -> (String?, NumberInFrame?) {
    guard let text, text != "N" else { return (nil, nil) }
    guard ["F", "M", "S", "D", "C", "T", "B"].contains(text) else {
      return (nil, .flaw(FrameFlaw(.flag, found: text, expected: "N F M S D C T B")))
    }
    return ("hj-" + text.lowercased(), nil)
  }

  /// `20180315134400`, local time; some devices write three digits of thousandths behind it.
  private static func clock(_ text: String) throws(FrameFlaw) -> Int64 {
    let digits = Array(text.utf8)
    guard [14, 17].contains(digits.count), digits.allSatisfy(isDigit) else {
      throw FrameFlaw(.date, found: text, expected: "yyyyMMddHHmmss")
    }
    guard digits.dropFirst(14).allSatisfy({ $0 == UInt8(ascii: "0") }) else {
      throw FrameFlaw(.fraction, found: text, expected: String(text.prefix(14)))
    }
    let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<12, 12..<14].map { range in
      digits[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
    guard let clock = CivilClock.seconds(parts) else {
      throw FrameFlaw(.date, found: text, expected: "yyyyMMddHHmmss")
    }
    return clock
  }

  /// CRC as the standard computes it: four hex digits, upper case.
  static func crc(_ data: ArraySlice<UInt8>) -> String {
    var crc: UInt16 = 0xFFFF
    for byte in data {
      crc = crc >> 8 ^ UInt16(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xA001 : crc >> 1 }
    }
    let digits = String(crc, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  private static func start(of line: ArraySlice<UInt8>) -> Int? {
    line.indices.dropLast().first {
      line[$0] == UInt8(ascii: "#") && line[$0 + 1] == UInt8(ascii: "#")
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    String(text(HJ212Password.masked(bytes)[...]).prefix(80))
  }
}

extension String {
  /// What stands before a mark, and what stands between it and the text's end, which `end` closes.
  fileprivate func components(
    between mark: String, and end: String
  ) -> (before: Substring, inner: String)? {
    guard hasSuffix(end), let range = firstRange(of: mark) else { return nil }
    let inner = self[range.upperBound...]
    guard inner.count >= end.count else { return nil }
    return (self[..<range.lowerBound], String(inner.dropLast(end.count)))
  }
}
