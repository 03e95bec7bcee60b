/// When keeping a record ends.
package enum RetentionEnd: Sendable, Hashable {
  /// It is kept for ever.
  case never
  /// This day is the last on which it must be kept.
  case last(CivilDate)
  /// What it is counted from is not known.
  case unknown(Unknown)

  /// What is missing.
  package enum Unknown: String, Sendable, CaseIterable {
    /// It is closed, and nobody signed when.
    case closing
    /// The thing it is about is still there.
    case thingInUse = "thing-in-use"
    /// It names no thing whose life could end.
    case noThing = "no-thing"
    /// The person is still employed, or no day was written on which he left.
    case employed
    /// The end is later than any date.
    case calendar
  }

  /// Whether the record need not be kept any more on a day.
  package func isOver(on day: CivilDate) -> Bool {
    if case .last(let last) = self { return day > last }
    return false
  }
}

extension RecordRules.Retention {
  /// What the years are counted from.
  package enum Start: Sendable, Hashable {
    case on(CivilDate)
    case unknown(RetentionEnd.Unknown)
  }

  /// Years of keeping after the start; nil: for ever.
  package var years: Int? {
    switch self {
    case .permanent: nil
    case .fiveYears, .lifeAndFive, .employedAndFive: 5
    case .tenYears: 10
    }
  }

  /// The last day of keeping.
  ///
  /// - Parameter start: the day it was closed; for ``lifeAndFive`` the day the thing's life ended,
  ///   for ``employedAndFive`` the day the person left.
  package func end(from start: Start) -> RetentionEnd {
    guard let years else { return .never }
    switch start {
    case .unknown(let why): return .unknown(why)
    case .on(let day): return day.after(years: years).map { .last($0) } ?? .unknown(.calendar)
    }
  }
}

extension CivilDate {
  /// The same day some years later; nil after the year 9999.
  ///
  /// 29 February has no such day in most years: then it is 1 March, so that nothing is kept a day
  /// less.
  package func after(years: Int) -> CivilDate? {
    CivilDate(year: year + years, month: month, day: day)
      ?? (month == 2 && day == 29 ? CivilDate(year: year + years, month: 3, day: 1) : nil)
  }
}
