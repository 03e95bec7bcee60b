import SiteModel

/// From which day a workbook counts: 1900 as usual, or 1904 as on old Macintoshes.
enum SheetEpoch {
  case from1900, from1904

  /// What a number in a cell with the format of a date or time means.
  func value(_ number: String, _ meaning: CellStyles.Meaning) -> CellValue {
    guard meaning != .number else { return .number(number) }
    guard let (days, second) = CellNumber(number)?.daysAndSeconds else { return .fault(number) }
    if days == 0, meaning == .clock || self == .from1900 { return .clock(second: second) }
    return date(days).map { .date($0, second: second) } ?? .fault(number)
  }

  /// Lotus took 1900 for a leap year, and every spreadsheet since counts a 29 February 1900, which
  /// is day 60 and no day.
  private func date(_ days: Int) -> CivilDate? {
    let start = CivilDate(year: self == .from1904 ? 1904 : 1900, month: 1, day: 1)
    guard let start, self == .from1904 || days != 60 else { return nil }
    let offset = self == .from1904 ? days : days < 60 ? days - 1 : days - 2
    let date = CivilDate(days: start.days + Int64(offset))
    return date.year <= 9999 ? date : nil
  }
}
