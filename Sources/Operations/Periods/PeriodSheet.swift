import Indexing
import SiteModel
import Storage

/// What a month holds and lacks, counted from the facts: the sheet that is reported and frozen.
struct PeriodSheet {
  let snapshot: PeriodSnapshot
  /// Readings that should be there, and those that are.
  let expected: Int
  let read: Int
  let gaps: Int
  /// Gaps that reviewed quantities fill as a whole.
  let filled: Int
  /// The first gap that nothing fills, in words; nil without one.
  let open: String?

  /// - Parameter knownAt: only what was known then; nil: all that is held.
  init(of month: Period, on site: Site) throws {
    snapshot = try PeriodSnapshot(of: month, on: site)
    let answers = try AskCompleteness.run([], over: month, on: site)
    let gaps = answers.flatMap { answer in answer.completeness.gaps.map { (answer, $0) } }
    let open = gaps.filter { !$0.0.isFilled($0.1) }
    expected = answers.compactMap(\.completeness.expected).reduce(0, +)
    read = answers.filter { $0.completeness.expected != nil }.map(\.completeness.read).reduce(0, +)
    (self.gaps, filled) = (gaps.count, gaps.count - open.count)
    self.open = open.first.map { answer, gap in
      let offset = answer.calendar.offset
      return
        "\(answer.point.number) \(gap.from.text(at: offset)) … \(gap.until.text(at: offset))"
    }
  }

  /// The fields of its record, but for the content.
  var fields: [String: JSON] {
    let counts = [
      "points": snapshot.points.count, "expected": expected, "read": read, "gaps": gaps,
      "filled": filled,
    ]
    return counts.mapValues { .number(String($0)) }
      .merging(["month": .string("\(snapshot.period)")]) { $1 }
  }
}

extension AskCompleteness.Answer {
  /// Whether reviewed quantities stand for all of a gap.
  fileprivate func isFilled(_ gap: Consumed.Gap) -> Bool {
    var reached = gap.from
    for fill in fills.sorted(by: { $0.span.lowerBound < $1.span.lowerBound })
    where fill.span.lowerBound <= reached {
      reached = max(reached, fill.span.upperBound)
    }
    return reached >= gap.until
  }
}

extension PeriodSnapshot {
  /// Computes it from the facts.
  ///
  /// - Parameter knownAt: only what was known then; nil: all that is held.
  init(of month: Period, on site: Site, knownAt: VersionVector? = nil) throws {
    let calendar = try site.calendar(knownAt: knownAt)
    let span = month.bounds(in: calendar)
    let all = try Points(of: site, knownAt: knownAt).all()
    if let fault = all.undecided.first { throw fault }
    let points = try all.points.compactMap { point -> Point? in
      guard try site.voiding(of: point.key, knownAt: knownAt) == nil else { return nil }
      let readings = PointReadings(of: point, on: site, calendar, knownAt: knownAt)
      return Point(
        point.id, try readings.shown(span), giving: try readings.consumedIfAny(over: span), in: span
      )
    }
    self.init(month, in: calendar, points)
  }
}
