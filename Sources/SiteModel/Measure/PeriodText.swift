extension Period {
  /// Reads `2025`, `2025-H1`, `2025-Q1`, `2025-03`, `2025-03-14` or `2025-03-01..2025-03-15`.
  ///
  /// - Throws: ``PeriodFault`` that says which part is wrong.
  package init(_ text: some StringProtocol) throws(PeriodFault) {
    let bytes = Array(text.utf8)
    if bytes.count == 22, bytes[10] == UInt8(ascii: "."), bytes[11] == UInt8(ascii: ".") {
      try self.init(first: text.prefix(10), last: text.suffix(10))
    } else if bytes.count == 10 {
      self.init(day: try Self.date(text))
    } else {
      try self.init(months: bytes, text: String(text))
    }
  }

  private init(first: some StringProtocol, last: some StringProtocol) throws(PeriodFault) {
    let (from, to) = (try Self.date(first), try Self.date(last))
    guard from <= to else { throw .reversed(first: "\(from)", last: "\(to)") }
    self.init(days: from...to)
  }

  private static func date(_ text: some StringProtocol) throws(PeriodFault) -> CivilDate {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, let year = number(bytes[..<4]), bytes[4] == UInt8(ascii: "-"),
      number(bytes[5..<7]) != nil, bytes[7] == UInt8(ascii: "-"), number(bytes[8...]) != nil
    else { throw .unreadable(text: String(text)) }
    guard years.contains(year) else { throw .year(text: String(text)) }
    guard let date = CivilDate(text) else { throw .noSuchDate(text: String(text)) }
    return date
  }

  private init(months bytes: [UInt8], text: String) throws(PeriodFault) {
    guard bytes.count >= 4, let year = Self.number(bytes[..<4]) else {
      throw .unreadable(text: text)
    }
    let rest = bytes[4...]
    guard rest.isEmpty || rest.count == 3 && rest.first == UInt8(ascii: "-"),
      let part = rest.isEmpty ? (count: 12, number: 1, of: 1) : Self.part(rest.dropFirst())
    else { throw .unreadable(text: text) }
    guard Self.years.contains(year) else { throw .year(text: text) }
    guard (1...part.of).contains(part.number) else { throw .noSuchDate(text: text) }
    self.init(firstMonth: year * 12 + (part.number - 1) * part.count, months: part.count)
  }

  /// `H1`, `Q3`, `03`: how many months it has, which one it is, how many a year has.
  private static func part(_ bytes: ArraySlice<UInt8>) -> (count: Int, number: Int, of: Int)? {
    switch bytes.first {
    case UInt8(ascii: "H"): number(bytes.dropFirst()).map { (6, $0, 2) }
    case UInt8(ascii: "Q"): number(bytes.dropFirst()).map { (3, $0, 4) }
    default: number(bytes).map { (1, $0, 12) }
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard byte &- 48 < 10 else { return nil }
      value = value * 10 + Int(byte &- 48)
    }
    return bytes.isEmpty ? nil : value
  }
}

/// Why a text names no period.
package enum PeriodFault: Fault, Equatable {
  /// The text has none of the forms.
  case unreadable(text: String)
  /// The form is right, but there is no such day, month, quarter or half.
  case noSuchDate(text: String)
  /// The year lies outside ``Period/years``.
  case year(text: String)
  /// The range ends before it begins.
  case reversed(first: String, last: String)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .unreadable(let text): Phrase("period.unreadable", ["text": text])
    case .noSuchDate(let text): Phrase("period.no-such-date", ["text": text])
    case .year(let text):
      Phrase(
        "period.year",
        ["text": text, "first": "\(Period.years.lowerBound)", "last": "\(Period.years.upperBound)"])
    case .reversed(let first, let last):
      Phrase("period.reversed", ["first": first, "last": last])
    }
  }
}
