/// A year's plan and how far it has come: a record `calibration-plan` against the events.
package struct CalibrationPlan: Sendable {
  /// One instrument to be calibrated.
  package struct Line: Sendable {
    package let instrument: String
    /// What people call it.
    package let name: String
    /// The last day by which it is planned.
    package let due: CivilDate
    /// The calibration in the plan's year that says anything for sure.
    package let done: CalibrationEvent?
  }

  package let lines: [Line]

  /// Several lines of one instrument are done by several calibrations, in the order of their days.
  package init(_ plan: [String: JSON], in ledger: InstrumentLedger) {
    let year = plan["year"]?.number.flatMap { Int($0) }
    let rows = plan.rows("lines").compactMap { row -> (instrument: String, due: CivilDate)? in
      guard let instrument = row["instrument"]?.string, let due = row.day("dueOn") else {
        return nil
      }
      return (instrument, due)
    }
    var taken: [String: Int] = [:]
    lines = rows.sorted { ($0.due, $0.instrument) < ($1.due, $1.instrument) }.map { row in
      let done = (ledger.events[row.instrument] ?? []).filter {
        $0.outcome != .pending && $0.day.year == year
      }
      let place = taken[row.instrument, default: 0]
      taken[row.instrument] = place + 1
      return Line(
        instrument: row.instrument,
        name: ledger.instruments[row.instrument]?.name.string ?? row.instrument, due: row.due,
        done: done.indices.contains(place) ? done[place] : nil)
    }
  }

  package var done: [Line] { lines.filter { $0.done != nil } }

  /// Past their day, and not done.
  package func undone(on day: CivilDate) -> [Line] {
    lines.filter { $0.done == nil && $0.due < day }
  }
}
