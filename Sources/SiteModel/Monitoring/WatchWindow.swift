/// How long a rule looks at once: `15min`, `24h`, `7d`, `1M`; also 分, 小时, 天, 月.
package enum WatchWindow: Sendable, Hashable {
  case seconds(Int64)
  case days(Int64)
  /// One calendar month of the site.
  case month

  /// - Throws: ``DataRuleFault/window(_:)``.
  package init(_ text: String) throws(DataRuleFault) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).trimmingPrefix(while: \.isWhitespace)
    guard let count = Int64(digits), (1...10_000).contains(count) else { throw .window(text) }
    switch unit {
    case "min", "分", "分钟": self = .seconds(count * 60)
    case "h", "时", "小时": self = .seconds(count * 3600)
    case "d", "日", "天": self = .days(count)
    case "M", "月", "个月": if count == 1 { self = .month } else { throw .window(text) }
    default: throw .window(text)
    }
  }

  /// The same in days, where it is so many; nil for what is not.
  package var wholeDays: WatchWindow? {
    guard case .seconds(let seconds) = self else { return self }
    return seconds % 86_400 == 0 ? .days(seconds / 86_400) : nil
  }

  /// The length; of a month its shortest.
  package var seconds: Int64 {
    switch self {
    case .seconds(let seconds): seconds
    case .days(let days): days * 86_400
    case .month: 28 * 86_400
    }
  }

  /// The windows of the calendar that touch a span and are over; ascending.
  ///
  /// Windows of several days are counted from 1970-01-01, so that every node cuts alike.
  ///
  /// - Returns: none for windows of hours: a total is of days or of a month.
  package func periods(
    touching span: Range<Instant>, until now: Instant, in calendar: ProductionCalendar
  ) -> [Period] {
    guard !span.isEmpty else { return [] }
    let last = calendar.day(of: Instant(seconds: span.upperBound.seconds - 1))
    let days = calendar.day(of: span.lowerBound).days...last.days
    let all: [Period] =
      switch self {
      case .seconds: []
      case .days(let count):
        (days.lowerBound / count...days.upperBound / count).map { part in
          Period(days: CivilDate(days: part * count)...CivilDate(days: (part + 1) * count - 1))
        }
      case .month:
        Period(days: CivilDate(days: days.lowerBound)...last).monthsTouched(in: calendar)
      }
    return all.filter { $0.bounds(in: calendar).upperBound <= now }
  }
}
