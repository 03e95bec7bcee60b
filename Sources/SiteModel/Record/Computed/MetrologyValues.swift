/// What is computed of instruments, their calibrations and standards (7.1.2, 8.1.3).
extension RecordQuestion {
  private func ledger() throws -> InstrumentLedger {
    try InstrumentLedger { try others.records(of: $0) }
  }

  func calibrationStatus() throws -> JSON? {
    (try ledger().timelines[key.id]?.state(on: day.today)).map { .string($0.rawValue) }
  }

  /// The day of the last calibration that says anything for sure, good or bad.
  func lastCalibrated() throws -> JSON? {
    (try ledger().lastCalibration(of: key.id)).map { .string($0.day.description) }
  }

  func validUntil() throws -> JSON? {
    (try ledger().timelines[key.id]?.validUntil(on: day.today)).map { .string($0.description) }
  }

  /// The life line, one line for each event; `instrument life` says it in words.
  func instrumentHistory() throws -> JSON? {
    let ledger = try ledger()
    return .array(InstrumentLife(of: key.id, in: ledger).events.map { .string($0.line) })
  }
}

extension RecordQuestion {
  private func ownEvent() throws -> CalibrationEvent? {
    try ledger().events.values.joined().first { $0.record.key == key }
  }

  func calibrationUntil() throws -> JSON? {
    (try ownEvent()?.until).map { .string($0.description) }
  }

  /// The largest error as found, in percent: what was written down, else of the rows.
  func calibrationError() throws -> JSON? {
    FoundError(calibration: record).map { .string($0.percent.text) }
  }

  /// Whether it was out of tolerance as found.
  func calibrationOut() throws -> JSON? {
    guard let event = try ownEvent() else { return nil }
    let instrument = try self.record(named: "instrument", of: "instrument")
    return event.isOut(mpe: instrument?.fields.number("mpe")).map(JSON.bool)
  }

  /// The calibrations that used this standard, by number.
  func standardUsed() throws -> JSON? {
    .array(
      try others.records(of: "calibration-event")
        .filter { !$0.isVoided && $0.fields.texts("standards").contains(key.id) }.map(\.name))
  }
}

extension RecordQuestion {
  /// The lines of a plan, and which of them have been done in its year.
  private func plan() throws -> CalibrationPlan { CalibrationPlan(record, in: try ledger()) }

  func calibrationsDone() throws -> JSON? { .count(try plan().done.count) }

  func calibrationsUndone() throws -> JSON? {
    .array(try plan().undone(on: day.today).map { .string($0.name) })
  }

  func calibrationsRate() throws -> JSON? {
    let plan = try plan()
    guard !plan.lines.isEmpty else { return nil }
    let rate = Rational(plan.done.count * 100) / Rational(plan.lines.count)
    return .string(rate.text(decimals: 1))
  }
}
