import SiteModel

/// DUE-07: instruments that serve a point are calibrated before their validity ends, or at once where
/// nothing is valid. What failed has no day: it is out of use until it is repaired.
struct CalibrationDues: DueSource {
  func items(_ ground: DueGround) throws -> [DueItem] {
    let title = BilingualText(zh: "检定/校准", en: "Calibrate")
    let ledger = try ground.site.instrumentLedger()
    return try AskCalibrations.due(within: nil, on: ground.day, at: ground.site).compactMap { due in
      let instrument = due.instrument
      guard instrument.calibrationMonths != nil, due.state != .failed,
        let day = due.until ?? Self.since(instrument, due.state, ledger, ground)
      else { return nil }
      let named = { (field: String) in instrument.fields[field]?.string.map { [$0] } ?? [] }
      let what = RecordDue(
        rule: "DUE-07", title: title, due: day, people: named("keeper"),
        departments: named("department"))
      return DueItem(
        what, of: instrument.key, number: instrument.name.string ?? "",
        title: instrument.fields["name"]?.string ?? "")
    }
  }

  /// The day of the repair, or the one it was first put up.
  private static func since(
    _ instrument: OtherRecord, _ state: CalibrationState, _ ledger: InstrumentLedger,
    _ ground: DueGround
  ) -> CivilDate? {
    let id = instrument.key.id
    if state == .needsCalibration, let last = ledger.timelines[id]?.stretches.last {
      return CivilDate(days: last.from)
    }
    guard let begin = ledger.services(of: id).map(\.from).min(), begin != .min, state == .none
    else { return nil }
    return CivilTime(seconds: begin + Int64(ground.site.dayOffset.seconds)).date
  }
}

/// DUE-08: next year's plan of calibrations is there by the end of this one.
struct CalibrationPlanDues: DueSource {
  func items(_ ground: DueGround) throws -> [DueItem] {
    let records = NodeRecords(ground.site)
    let next = ground.day.year + 1
    let instruments = try records.records(of: "instrument")
      .filter { $0.isCurrent && $0.calibrationMonths != nil }
    let plans = try records.records(of: "calibration-plan").filter {
      $0.fields["year"]?.number == String(next) && $0.states != ["cancelled"]
    }
    guard !instruments.isEmpty, plans.isEmpty,
      let last = CivilDate(year: ground.day.year, month: 12, day: 31)
    else { return [] }
    let title = BilingualText(zh: "编制下年度检定/校准计划", en: "Plan next year's calibrations")
    let what = RecordDue(rule: "DUE-08", title: title, due: last)
    return [DueItem(what, of: nil, number: String(next), title: "")]
  }
}

/// DUE-26: of what a calibration found out of tolerance the impact is assessed within five working
/// days; once somebody has begun, the assessment says so itself.
struct AssessmentDues: DueSource {
  private static let workingDays = 5

  func items(_ ground: DueGround) throws -> [DueItem] {
    let ledger = try ground.site.instrumentLedger()
    let begun = Set(
      try NodeRecords(ground.site).records(of: "oot-assessment")
        .compactMap { $0.fields["calibration"]?.string })
    return ledger.events.values.joined().compactMap { event in
      let instrument = ledger.instruments[event.instrument]
      let isOut = event.isOut(mpe: instrument?.permissibleError) ?? false
      guard event.outcome == .failed || isOut, !begun.contains(event.record.key.id) else {
        return nil
      }
      return item(event, instrument, ground)
    }
  }

  private func item(
    _ event: CalibrationEvent, _ instrument: OtherRecord?, _ ground: DueGround
  ) -> DueItem? {
    guard
      case .workingDays(let days) = ground.windows.term(
        of: "DUE-26", .workingDays(Self.workingDays))
    else { return nil }
    let received = event.record.fields.day("received") ?? event.day
    let last = ground.workingDays.day(days, after: received)
    let what = RecordDue(
      rule: "DUE-26", title: BilingualText(zh: "评估失准影响", en: "Assess the impact"),
      due: last.day, people: instrument?.fields["keeper"]?.string.map { [$0] } ?? [],
      unknownYears: last.unknown)
    return DueItem(
      what, of: event.record.key, number: event.record.name.string ?? "",
      title: instrument?.fields["name"]?.string ?? "")
  }
}
