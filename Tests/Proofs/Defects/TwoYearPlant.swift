import SiteModel

/// The plant on which every check is met, with the records of two years: what is done every month was done in
/// each, but for a few that were missed long ago; what is done every year was done last year, too; and what
/// followed from it then has come to its end.
struct TwoYearPlant {
  let picture: SitePicture

  /// How often records are made.
  private struct Cycle {
    let months: Int
    /// Of each calendar month: never missed, and no day of it lies in another month.
    let isCalendar: Bool

    init(_ months: Int, calendar: Bool = false) { (self.months, isCalendar) = (months, calendar) }
  }

  /// Of all records of a type, or of one record.
  private static let cycles: [String: Cycle] = [
    "analysis-report": Cycle(3), "audit-programme": Cycle(12), "auto-manual-check": Cycle(1),
    "awareness-activity": Cycle(3), "budget-entry": Cycle(12), "calibration-event": Cycle(12),
    "calibration-plan": Cycle(12), "check-plan": Cycle(12), "check-record": Cycle(3),
    "communication-record": Cycle(3), "competence-evaluation": Cycle(12),
    "compliance-evaluation": Cycle(12), "context-review": Cycle(12),
    "coordination-record": Cycle(6), "data-alert": Cycle(2), "data-correction": Cycle(6),
    "data-period/pe-1": Cycle(1, calendar: true), "effectiveness-evaluation": Cycle(12),
    "emergency-drill": Cycle(12), "lab-sample": Cycle(1, calendar: true),
    "maintenance-plan": Cycle(12), "maintenance-record": Cycle(3),
    "nonconformity/nc-alert": Cycle(6), "nonconformity/nc-doc": Cycle(6),
    "objective-measurement": Cycle(3), "party-feedback": Cycle(6), "patrol-inspection": Cycle(1),
    "policy-communication": Cycle(12), "programme-progress": Cycle(1), "resource-plan": Cycle(12),
    "retest": Cycle(12), "satisfaction-survey": Cycle(12), "staffing-review": Cycle(12),
    "suggestion": Cycle(6), "support-record": Cycle(6), "training-need": Cycle(12),
    "training-plan": Cycle(12), "training-session": Cycle(6),
  ]

  /// What follows from a record, and was made when it was made.
  private static let followers: [String: [String]] = [
    "audit-programme": ["audit"],
    "audit": ["audit-checklist", "audit-finding", "audit-report"],
    "audit-finding": ["nonconformity"], "calibration-event": ["oot-assessment"],
    "competence-evaluation": ["authorisation"], "compliance-evaluation": ["nonconformity"],
    "data-correction": ["emergency-event"], "data-period": ["monthly-evidence"],
    "emergency-drill": ["change-request"], "lab-sample": ["lab-report"],
    "party-feedback": ["improvement", "nonconformity"], "suggestion": ["improvement"],
    "training-session": ["action"],
  ]

  /// - Parameter permits: what a state of a type grants.
  init(
    _ base: SitePicture, seed: UInt64, permits: (String, String) -> Set<Permission>
  ) {
    var random = SeededRandom(seed: seed)
    let roots = base.records.sorted { $0.key < $1.key }.flatMap(\.value)
      .compactMap { record in Self.cycle(of: record).map { (record, $0) } }
    var records = base.records.sorted { $0.key < $1.key }.flatMap(\.value)
    for months in 1...23 {
      let due = roots.filter { _, cycle in
        months % cycle.months == 0
          && (months < 13 || cycle.isCalendar || Int.random(in: 0..<5, using: &random) > 0)
      }
      let days = Int64.random(in: 0...2, using: &random)
      for isCalendar in [true, false] {
        let made = due.filter { $0.1.isCalendar == isCalendar }.map(\.0)
          .flatMap { Self.following($0, in: base) }
        let shift = PictureShift(months: months, days: isCalendar ? 0 : days, of: made.map(\.key))
        records += shift.copies(of: made, endedBy: base.day, permits: permits)
      }
    }
    picture = SitePicture(on: base.day, schemas: base.schemas, records: records)
  }

  private static func cycle(of record: PicturedRecord) -> Cycle? {
    cycles[record.key.type] ?? cycles[record.key.description]
  }

  /// A record, and what followed from it.
  private static func following(
    _ record: PicturedRecord, in base: SitePicture
  ) -> [PicturedRecord] {
    let next = followers[record.key.type, default: []].flatMap { base.users(of: record.key, $0) }
    return [record] + next.flatMap { following($0, in: base) }
  }
}
