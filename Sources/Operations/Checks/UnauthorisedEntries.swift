import Indexing
import SiteModel

extension SiteViews {
  /// `unauthorised-entry`: what somebody without the authorisation entered in the year before the day, and
  /// whether the review of its months has seen it (7.2.3).
  static let unauthorisedEntries = View(name: "unauthorised-entry") { view, site, day, known in
    let since = (day.days - 366) * 86_400
    let spans = try site.index.flagged(DataDuty.flag, since: since, knownAt: known)
    guard !spans.isEmpty else { return [] }
    let months = try FrozenMonths(on: site, knownAt: known).months
    return try spans.compactMap { span in
      // A reading at the very end of a month closes it.
      let isReviewed = [span.times.lowerBound, span.times.upperBound].allSatisfy { time in
        months.contains { ($0.span.lowerBound.seconds...$0.span.upperBound.seconds).contains(time) }
      }
      let number = try site.index.state(of: .known("point", span.point)).values["number"]?.string
      return view.row(
        "\(span.point) \(span.entry) \(span.times)",
        [
          "number": .string(number ?? span.point), "entry": .string("\(span.entry)"),
          "from": .string("\(CivilDate(days: span.times.lowerBound / 86_400))"),
          "until": .string("\(CivilDate(days: span.times.upperBound / 86_400))"),
          "reviewed": .bool(isReviewed),
        ])
    }
  }
}
