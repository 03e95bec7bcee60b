package import SiteModel

/// Proposes what is to be calibrated in a year, from days of validity and intervals (8.1.3).
package struct PlanCalibrations {
  /// One line of the proposal.
  package struct Line: Sendable {
    package let instrument: OtherRecord
    /// The state it is in now.
    package let state: CalibrationState
    package let method: String
    package let months: Int
    package let validUntil: CivilDate?
    /// The last day in time.
    package let due: CivilDate
    package let agency: String?
    /// Whether it serves a point that is accounted or settled by: then a stand-in is needed.
    package let needsStandby: Bool
  }

  /// The lines of a year, by day and number.
  package static func propose(_ year: Int, on site: Site) throws -> [Line] {
    let ledger = try site.instrumentLedger()
    return ledger.instruments.values.flatMap { lines(of: $0, year, ledger, site.today) }
      .sorted {
        ($0.due, $0.instrument.name.string ?? "") < ($1.due, $1.instrument.name.string ?? "")
      }
  }

  /// Nothing of what was scrapped, lost or sealed; the clock of what is sealed stands still.
  private static func lines(
    of instrument: OtherRecord, _ year: Int, _ ledger: InstrumentLedger, _ today: CivilDate
  ) -> [Line] {
    let id = instrument.key.id
    guard let months = instrument.calibrationMonths, !instrument.permits.contains(.closed),
      !["scrapped", "lost", "sealed"].contains(ledger.status(of: id)),
      let timeline = ledger.timelines[id]
    else { return [] }
    let state = timeline.state(on: today)
    let until = timeline.validUntil(on: today)
    let last = ledger.lastCalibration(of: id)
    return days(from: until, months, year, today).map { day in
      Line(
        instrument: instrument, state: state, method: Self.method(instrument), months: months,
        validUntil: until, due: day, agency: last?.record.fields["agency"]?.string,
        needsStandby: ledger.servesAccounting(id, on: today))
    }
  }

  /// What has no validity is due at once; then every interval, within the year.
  private static func days(
    from until: CivilDate?, _ months: Int, _ year: Int, _ today: CivilDate
  ) -> [CivilDate] {
    guard let first = CivilDate(year: year, month: 1, day: 1),
      let last = CivilDate(year: year, month: 12, day: 31)
    else { return [] }
    var day = until ?? max(first, today)
    if day < first { day = max(first, min(today, last)) }
    var days: [CivilDate] = []
    while day <= last {
      days.append(day)
      day = day.adding(months: months)
    }
    return days
  }

  private static func method(_ instrument: OtherRecord) -> String {
    switch instrument.fields["management"]?.string {
    case "calibration": "calibration"
    case "compare": "compare"
    default: "verification"
    }
  }

  /// Writes the proposal down as the plan of the year, for its owner to complete and submit.
  ///
  /// - Throws: ``CalibrationFault/planned(year:number:)`` where there is one.
  package static func write(_ year: Int, owner: String?, on site: Site) throws -> RecordKey {
    let held = try NodeRecords(site).records(of: "calibration-plan").first {
      $0.fields["year"]?.number == String(year) && $0.states != ["cancelled"]
    }
    if let held {
      throw CalibrationFault.planned(year: year, number: held.name.string ?? held.key.id)
    }
    let lines = try propose(year, on: site).map(\.row)
    var values: [String: JSON] = ["year": .number(String(year)), "lines": .array(lines)]
    values["owner"] = owner.map(JSON.string)
    return try WriteRecord.new("calibration-plan", values, on: site)
  }
}

extension PlanCalibrations.Line {
  /// As a row of the plan; what nobody has said stays blank.
  fileprivate var row: JSON {
    var row: [String: JSON] = [
      "instrument": .string(instrument.key.id), "method": .string(method),
      "intervalMonths": .number(String(months)), "dueOn": .string(due.description),
      "month": .string(String(due.description.prefix(7))),
    ]
    row["basis"] = instrument.fields["calibrationBasis"]
    row["validUntil"] = validUntil.map { .string($0.description) }
    row["agency"] = agency.map(JSON.string)
    return .object(row)
  }
}

extension InstrumentLedger {
  /// Whether an instrument serves a point that emissions or bills are reckoned by.
  func servesAccounting(_ instrument: String, on day: CivilDate) -> Bool {
    services.contains { service in
      service.instrument == instrument && service.stands(on: day)
        && ["accounting", "settlement"].contains(points[service.point]?.fields["role"]?.string)
    }
  }
}
