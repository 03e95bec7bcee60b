/// What one heading says of its column: a day, a time of day, or only a number.
struct Heading: Equatable {
  enum Meaning: Equatable {
    /// A plain number: of a day, of an hour, of a stretch of the day.
    case number(Int)
    /// A day of a month, with what else of the date stands there.
    case day(Int, month: Int?, year: Int?)
    /// A time of day in seconds, 86,400 for `24:00`.
    case clock(Int)
    /// The beginning of a stretch of the day that is written out: `00:00-00:15`.
    case stretch(Int)
  }

  let meaning: Meaning

  /// Reads a heading; nil for any other text.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    let plain = folded(bytes.span, .init(start: 0, end: bytes.count, isQuoted: false))
    let text = String(decoding: plain, as: UTF8.self)
    guard !text.isEmpty, text.utf8.count <= 40,
      let meaning = Self.number(text) ?? Self.day(text) ?? Self.stretch(text) ?? Self.clock(text)
    else { return nil }
    self.meaning = meaning
  }

  private static func number(_ text: String) -> Meaning? {
    var rest = Substring(text)
    if let first = rest.first, first == "P" || first == "p" { rest.removeFirst() }
    if rest.hasPrefix("第"), rest.hasSuffix("点") || rest.hasSuffix("時") || rest.hasSuffix("时") {
      rest = rest.dropFirst().dropLast()
    }
    return whole(rest).map { .number($0) }
  }

  private static func day(_ text: String) -> Meaning? {
    if let last = text.last, last == "日" || last == "号" || last == "號" {
      if let day = whole(text.dropLast()) { return .day(day, month: nil, year: nil) }
      let parts = text.dropLast().split { $0 == "年" || $0 == "月" }
      if parts.count == 2, let month = whole(parts[0]), let day = whole(parts[1]) {
        return .day(day, month: month, year: nil)
      }
    }
    let parts = text.split { "-/.年月日".contains($0) }
    guard !text.contains(":") else { return nil }
    if parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]),
      let month = whole(parts[1]), let day = whole(parts[2])
    {
      return .day(day, month: month, year: year)
    }
    guard parts.count == 2, !text.contains("."), text.utf8.last != UInt8(ascii: "-"),
      let month = whole(parts[0]), let day = whole(parts[1])
    else { return nil }
    return .day(day, month: month, year: nil)
  }

  private static func stretch(_ text: String) -> Meaning? {
    let ends = text.split { "-~～—–至".contains($0) }
    guard ends.count == 2, case .clock(let start) = clock(String(ends[0])),
      case .clock(let end) = clock(String(ends[1])), end > start || end == 0
    else { return nil }
    return .stretch(start)
  }

  private static func clock(_ text: String) -> Meaning? {
    guard text.contains(":") || text.contains("时") || text.contains("時") || text.contains("点")
    else { return nil }
    let bytes = Array(text.utf8)
    var at = 0
    guard
      case .second(let second, offset: nil) = TimeForm(order: .ymd).clock(
        bytes.span, &at, bytes.count, isAlone: true)
    else { return nil }
    return .clock(Int(second))
  }

  private static func whole(_ text: some StringProtocol) -> Int? {
    (1...2).contains(text.utf8.count) && text.utf8.allSatisfy { $0 &- 48 < 10 } ? Int(text) : nil
  }
}
