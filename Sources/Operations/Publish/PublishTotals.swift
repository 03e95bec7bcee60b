import Indexing
import SiteModel

/// Day and month totals of an entity's points, as `karez consumption` gives them.
struct PublishTotals {
  let site: Site
  let calendar: ProductionCalendar
  /// Rows by month, `2025-03`.
  private(set) var sheets: [String: PublishedSheets] = [:]
  /// The points that have readings or totals in each month.
  private(set) var points: [String: [MeasurementPoint]] = [:]
  /// What is left out, and why.
  private(set) var notes: [Phrase] = []

  /// - Throws: ``StoreFault``, ``SegmentFault``: what damages one point's readings damages the picture.
  init(of site: Site, _ calendar: ProductionCalendar) throws {
    (self.site, self.calendar) = (site, calendar)
    let all = try Points(of: site).all()
    notes = all.undecided.map(\.phrase)
    let standing = try all.points.filter { try site.voiding(of: $0.key) == nil }
    for point in standing.sorted(by: { $0.id < $1.id }) { try add(point) }
  }

  // Of records that are one point one speaks; the others come as the same.
  private mutating func add(_ point: MeasurementPoint) throws {
    guard try site.index.same(as: point.key).first ?? point.key == point.key else { return }
    let source = PointReadings(of: point, on: site, calendar)
    guard let dates = try source.dates() else { return }
    let span = Period(days: dates)
    let months = span.monthsTouched(in: calendar)
    for month in months { points[month.description, default: []].append(point) }
    do {
      let days = span.days(in: calendar)
      let consumed = try source.consumed(cuts: [months, days], in: nil)
      for (month, consumed) in zip(months, consumed[0]) { add(month, consumed, of: point) }
      for (day, consumed) in zip(days, consumed[1]) { add(day: day, consumed, of: point) }
    } catch let fault as ConsumptionFault {
      // Of stocks and laboratory values there is none to be had.
      if case .notConsumed = fault { return }
      notes.append(
        Phrase("publish.no-totals", ["point": point.number], within: ["why": [fault.phrase]]))
    }
  }

  private mutating func add(_ month: Period, _ consumed: Consumed, of point: MeasurementPoint) {
    let first = month.firstDay
    add([first] + cells(consumed, point), month, to: .monthTotals, part: first)
  }

  private mutating func add(day: Period, _ consumed: Consumed, of point: MeasurementPoint) {
    // A moment at which the point says nothing, and nothing was to be said: of an invoice's month only
    // the day it counts at has a row.
    guard consumed.readings > 0 || consumed.sum != nil || !consumed.complete else { return }
    let month = calendar.month(of: consumed.span.lowerBound)
    add(
      [month.firstDay, day.description] + cells(consumed, point), month, to: .dayTotals,
      part: day.description)
  }

  private mutating func add(
    _ cells: [String?], _ month: Period, to table: PublishedTable, part: String
  ) {
    sheets[month.description, default: PublishedSheets(of: site.entity)]
      .add(cells, to: table, part: part)
  }

  private func cells(_ consumed: Consumed, _ point: MeasurementPoint) -> [String?] {
    let offset = calendar.offset
    return [
      point.id, consumed.span.lowerBound.text(at: offset),
      consumed.span.upperBound.text(at: offset),
      consumed.value?.text, consumed.unit, CopyText.bool(consumed.complete),
      String(consumed.readings), String(consumed.conflicts),
      CopyText.json(.array(consumed.gaps.map { $0.json(at: offset) })),
      CopyText.json(.array(consumed.fills.map { $0.json(at: offset) })),
    ]
  }
}

extension Period {
  /// A month by its name's first: `2025-03-01`.
  var firstDay: String { description + "-01" }
}
