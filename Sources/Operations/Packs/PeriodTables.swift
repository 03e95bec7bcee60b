import Indexing
import Intake
import SiteModel
import Storage

/// What the readings, imports and instruments of a period say, as tables.
struct PeriodTables {
  let period: Period
  let site: Site
  let calendar: ProductionCalendar
  private var span: Range<Instant> { period.bounds(in: calendar) }

  init(of period: Period, on site: Site) throws {
    (self.period, self.site, calendar) = (period, site, try site.calendar())
  }

  /// Every reading as it is shown, with the state of its instrument then; how many there are.
  func readings() throws -> (table: CSVTable, count: Int) {
    var table = CSVTable(AskReadings.Row.headings)
    for point in try Points(of: site).asked([]) {
      let (rows, _) = try AskReadings.run(
        on: site, points: [point.number], from: span.lowerBound, until: span.upperBound)
      let kind = point.settings.latest.kind
      // Of a register the standing at the very end closes the period; else it belongs to the next.
      for row in rows where span.isTouched(by: kind, at: row.at, length: row.length) {
        table.add(row.cells(at: calendar.offset))
      }
    }
    return (table, table.rows)
  }

  /// What was consumed at each point, and how much of what should be known is.
  func quantities() throws -> CSVTable {
    var table = CSVTable([
      "point", "name", "quantity", "unit", "complete", "readings", "expected", "read", "gaps",
    ])
    for answer in try AskCompleteness.run([], over: period, on: site) {
      let readings = PointReadings(of: answer.point, on: site, calendar)
      let consumed = try readings.consumedIfAny(over: span)
      table.add([
        answer.point.number, guarded(answer.point.name), consumed?.value?.text ?? "",
        consumed?.unit ?? "", consumed.map { $0.complete ? "true" : "false" } ?? "",
        consumed.map { String($0.readings) } ?? "",
        answer.completeness.expected.map(String.init) ?? "",
        // Without a frequency nothing was expected, and nothing of that was read.
        answer.completeness.expected.map { _ in String(answer.completeness.read) } ?? "",
        String(answer.completeness.gaps.count),
      ])
    }
    return table
  }

  /// The imports that brought readings of the period, the oldest first.
  func imports() throws -> CSVTable {
    let brought = try Set(Points(of: site).asked([]).flatMap(batches))
    var table = CSVTable(["batch", "file", "sha256", "rows", "new", "refused", "by", "imported"])
    for answer in try AskImports.run(on: site).reversed() where brought.contains(answer.batch) {
      let text = { (field: String) in answer.values[field]?.string ?? "" }
      let count = { (name: String) in answer.values["counts"]?[name]?.number ?? "" }
      table.add([
        answer.batch, guarded(text("file")), text("source"), count("rows"), count("new"),
        count("refused"), answer.by, answer.clock,
      ])
    }
    return table
  }

  private func batches(of point: MeasurementPoint) throws -> [String] {
    try PointReadings(of: point, on: site, calendar).statements(span).compactMap { said in
      let (times, length) = (said.statements.times, said.statements.length ?? 0)
      let isOfPeriod = times.contains { time in
        span.isTouched(by: said.kind, at: Instant(seconds: time), length: length)
      }
      return isOfPeriod ? said.batch : nil
    }
  }

  /// How far each instrument could be trusted on the last day.
  func calibrations() throws -> CSVTable {
    let day = period.dates(in: calendar).upperBound
    var table = CSVTable(["instrument", "name", "day", "state", "valid until", "points"])
    let due = try AskCalibrations.due(within: nil, on: day, at: site)
    for row in due.sorted(by: { $0.instrument.key < $1.instrument.key }) {
      table.add([
        row.instrument.name.string ?? row.instrument.key.id,
        guarded(row.instrument.fields["name"]?.string ?? ""), day.description, row.state.rawValue,
        row.until?.description ?? "", row.points.joined(separator: " "),
      ])
    }
    return table
  }
}
