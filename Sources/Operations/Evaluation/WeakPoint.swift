import Indexing
package import SiteModel

/// Where the system is weak (9.1.3 「体系运行薄弱环节」): seen in the data, not in what people say of it.
package struct WeakPoint: Sendable {
  /// What it is seen by.
  package enum Kind: String, Sendable, CaseIterable {
    /// Readings that should be there are not.
    case gaps
    /// Readings look wrong by the limits of their point.
    case quality
    /// An alert that is not closed.
    case alert
    /// An instrument in use that is not to be relied on.
    case calibration
    /// An accounting point that was not retested in time, or did not agree.
    case retest
  }

  package let kind: Kind
  /// The number of a point, an instrument or an alert.
  package let subject: String
  package let phrase: Phrase

  /// Those of a period; calibrations and retests as of its last day, or today while it lasts.
  static func all(over period: Period, on site: Site) throws -> [WeakPoint] {
    let days = period.dates(in: try site.calendar())
    let day = min(site.today, days.upperBound)
    return try gaps(period, site) + quality(period, site) + alerts(days, site)
      + calibrations(day, site) + retests(day, site)
  }

  private static func gaps(_ period: Period, _ site: Site) throws -> [WeakPoint] {
    try AskCompleteness.run([], over: period, on: site)
      .filter { !$0.completeness.isWhole }.map { answer in
        let share = answer.completeness.share ?? answer.completeness.knownShare
        return WeakPoint(
          .gaps, answer.point.number,
          [
            "share": share.map { ($0 * Rational(100)).text(decimals: 2) + " %" } ?? "—",
            "gaps": String(answer.completeness.gaps.count),
          ])
      }
  }

  private static func quality(_ period: Period, _ site: Site) throws -> [WeakPoint] {
    try AskQuality.run([], over: period, on: site).filter { !$0.findings.isEmpty }.map { answer in
      let flags = Set(answer.findings.map(\.flag.rawValue)).sorted()
      let readings = answer.findings.map(\.readings).reduce(0, +)
      return WeakPoint(
        .quality, answer.point.number, ["readings": String(readings)],
        within: ["flags": flags.map { Phrase("quality.\($0)") }])
    }
  }

  private static func alerts(_ days: ClosedRange<CivilDate>, _ site: Site) throws -> [WeakPoint] {
    try DrawPicture.run(on: nil, types: [AskAlerts.type], at: site)
      .records[AskAlerts.type, default: []]
      .filter { $0.isOpenAlert && ($0.text("raisedOn") ?? "") <= days.upperBound.description }
      .map { alert in
        WeakPoint(
          .alert, alert.label,
          ["subject": alert.text("subject") ?? "—", "raised": alert.text("raisedOn") ?? "—"])
      }
  }

  private static func calibrations(_ day: CivilDate, _ site: Site) throws -> [WeakPoint] {
    try AskCalibrations.due(within: nil, on: day, at: site).filter { !$0.state.isGood }.map { due in
      WeakPoint(
        .calibration, due.instrument.name.string ?? due.instrument.key.id,
        ["points": due.points.isEmpty ? "—" : due.points.joined(separator: " "), "day": "\(day)"],
        within: ["state": [due.state.phrase]])
    }
  }

  private static func retests(_ day: CivilDate, _ site: Site) throws -> [WeakPoint] {
    try AskRetests.run(on: day, at: site).rows
      .filter { [.never, .overdue, .failed].contains($0.standing) }.map { row in
        WeakPoint(
          .retest, row.number, [:],
          within: ["standing": [Phrase("retest.\(row.standing.rawValue)")]])
      }
  }

  private init(
    _ kind: Kind, _ subject: String, _ values: [String: String], within: [String: [Phrase]] = [:]
  ) {
    (self.kind, self.subject) = (kind, subject)
    phrase = Phrase("weak.\(kind.rawValue)", values, within: within)
  }
}
