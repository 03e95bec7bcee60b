extension SitePicture {
  /// The same records, put in order for questions about instruments.
  var instrumentLedger: InstrumentLedger {
    InstrumentLedger { type in records[type, default: []].map(\.other) }
  }

  /// 8.1.3: every instrument that serves a point today may be relied on today, and those of accounting points
  /// could be on every day of the last year on which they were read.
  var instrumentsValid: CheckAnswer {
    let ledger = instrumentLedger
    let used = standing("instrument").filter { instrument in
      ledger.services(of: instrument.key.id).contains { $0.stands(on: day) }
        && ["in-use", "limited"].contains(ledger.status(of: instrument.key.id))
    }
    let failing = used.filter { !(ledger.timelines[$0.key.id]?.state(on: day).isGood ?? false) }
    let read = records["calibrated-days", default: []]
    let doubtful = read.filter { $0.number("bad").map { $0 > .zero } ?? false }
    return CheckAnswer(asking: used + read, failing: failing + doubtful)
  }

  /// 8.1.3: of every instrument that was found out of tolerance somebody has assessed the impact, and
  /// decided.
  var failuresAssessed: CheckAnswer {
    let ledger = instrumentLedger
    let found = records["calibration-event", default: []].filter { record in
      let instrument = record.text("instrument").flatMap { ledger.instruments[$0] }
      let event = CalibrationEvent(record.other, months: nil)
      return event?.outcome == .failed
        || event?.isOut(mpe: instrument?.fields.number("mpe")) ?? false
    }
    let failing = found.filter { event in
      !users(of: event.key, "oot-assessment").contains { $0.stands && $0.text("decision") != nil }
    }
    return CheckAnswer(asking: found, failing: failing)
  }

  /// 8.1.3: the plan of this year is approved, and has every instrument that serves a point and is
  /// calibrated at intervals and whose validity ends in the year.
  var calibrationsPlanned: CheckAnswer {
    let ledger = instrumentLedger
    let plans = standing("calibration-plan").filter { $0.number("year") == Rational(day.year) }
    guard !plans.isEmpty else { return .missing("calibration-plan") }
    let planned = Set(
      plans.flatMap { $0.rows("lines") }.compactMap { $0["instrument"]?.string })
    let due = standing("instrument").filter { instrument in
      let id = instrument.key.id
      let until = ledger.timelines[id]?.validUntil(on: day)
      return ledger.services(of: id).contains { $0.stands(on: day) }
        && instrument.other.calibrationMonths != nil && (until.map { $0.year <= day.year } ?? true)
    }
    return CheckAnswer(asking: plans + due, failing: due.filter { !planned.contains($0.key.id) })
  }

  /// 8.1.3: where one meter took the place of another, that is an event with both readings, and who broke a
  /// seal did not do so alone.
  var swapsRecorded: CheckAnswer {
    let events = standing("meter-event").filter { ["swap", "seal"].contains($0.text("kind")) }
    let removed = records["installation", default: []].filter {
      $0.permits.contains(.counts) && $0.text("until") != nil
    }
    let failing = events.filter { !isWitnessed($0) } + removed.filter { !isFollowed($0) }
    return CheckAnswer(asking: events + removed, failing: failing)
  }

  private func isWitnessed(_ event: PicturedRecord) -> Bool {
    let read = event.text("kind") == "swap" ? ["oldEnd", "newStart"] : []
    return (read + ["witness"]).allSatisfy { event.text($0) != nil }
  }

  /// Whether an event of that day says what came after a meter that was taken off.
  private func isFollowed(_ removed: PicturedRecord) -> Bool {
    let end = removed.fields.seconds("until") ?? .max
    let point = removed.text("point")
    guard removed.text("lastReading") != nil else { return false }
    let next = standing("installation").filter {
      $0.text("point") == point && ($0.fields.seconds("from") ?? .min) >= end
    }
    return next.isEmpty
      || standing("meter-event").contains { event in
        event.text("kind") == "swap" && event.text("point") == point
          && event.fields.seconds("at").map { abs($0 - end) <= 86_400 } ?? false
      }
  }
}
