import SiteModel

extension TimeForm {
  /// Takes a date; answers its days since 1970, or nil for a day the calendar does not have.
  ///
  /// Forms: `2025-03-14`, `2025/3/14`, `2025.3.14`, `20250314`, `2025年3月14日`, and with the year
  /// last in the plan's order. Years have four digits: a short one is never completed.
  func date(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int64? {
    skipBlanks(bytes, &at, end)
    let start = at
    let first = takeDigits(bytes, &at, end)
    switch first.count {
    case 4: return yearFirst(first.value, bytes, &at, end)
    case 8, 12, 14:
      at = start + 8
      return compact(bytes, start)
    case 1, 2:
      return dayOfMonth(first.value, bytes, &at, end) ?? yearLast(first.value, bytes, &at, end)
    default: return nil
    }
  }

  /// A day's number alone, where the title said the month.
  private func dayOfMonth(
    _ day: Int, _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int
  ) -> Int64? {
    guard let month else { return nil }
    var place = at
    for mark in Self.dayMarks where matches(bytes, place, end, mark) { place += mark.count }
    skipBlanks(bytes, &place, end)
    guard place == end else { return nil }
    at = place
    return month.days(day)
  }

  private static let dayMarks = ["日", "号", "號"].map { Array($0.utf8) }

  private func yearFirst(
    _ year: Int, _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int
  ) -> Int64? {
    guard let mark = takeMark(bytes, &at, end) else { return nil }
    let month = takeDigits(bytes, &at, end)
    guard (1...2).contains(month.count), let second = takeMark(bytes, &at, end),
      mark == second || mark == .year && second == .month
    else { return nil }
    let day = takeDigits(bytes, &at, end)
    guard (1...2).contains(day.count) else { return nil }
    if mark == .year { _ = takeMark(bytes, &at, end, only: .day) }
    return days(year, month.value, day.value)
  }

  private func yearLast(
    _ first: Int, _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int
  ) -> Int64? {
    guard order != .ymd, let mark = takeMark(bytes, &at, end), mark != .year else { return nil }
    let second = takeDigits(bytes, &at, end)
    guard (1...2).contains(second.count), takeMark(bytes, &at, end) == mark else { return nil }
    let year = takeDigits(bytes, &at, end)
    guard year.count == 4 else { return nil }
    return order == .dmy
      ? days(year.value, second.value, first) : days(year.value, first, second.value)
  }

  private func compact(_ bytes: Span<UInt8>, _ start: Int) -> Int64? {
    var at = start
    let year = takeDigits(bytes, &at, start + 4).value
    let month = takeDigits(bytes, &at, start + 6).value
    return days(year, month, takeDigits(bytes, &at, start + 8).value)
  }

  private func days(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
    CivilDate(year: year, month: month, day: day)?.days
  }

  private func takeMark(
    _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, only: DateMark? = nil
  ) -> DateMark? {
    guard at < end, let (mark, width) = DateMark.read(bytes, at, end), only == nil || only == mark
    else { return nil }
    at += width
    return mark
  }
}

/// What stands between the parts of a date.
private enum DateMark: Equatable {
  case dash, slash, dot, year, month, day

  static func read(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> (DateMark, Int)? {
    switch bytes[at] {
    case UInt8(ascii: "-"): (.dash, 1)
    case UInt8(ascii: "/"): (.slash, 1)
    case UInt8(ascii: "."): (.dot, 1)
    case 0xE5 where matches(bytes, at, end, [0xE5, 0xB9, 0xB4]): (.year, 3)
    case 0xE6 where matches(bytes, at, end, [0xE6, 0x9C, 0x88]): (.month, 3)
    case 0xE6 where matches(bytes, at, end, [0xE6, 0x97, 0xA5]): (.day, 3)
    default: nil
    }
  }
}

/// Whether these bytes stand here.
func matches(_ bytes: Span<UInt8>, _ at: Int, _ end: Int, _ text: [UInt8]) -> Bool {
  guard end - at >= text.count else { return false }
  return text.indices.allSatisfy { bytes[at + $0] == text[$0] }
}
