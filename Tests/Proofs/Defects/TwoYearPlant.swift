import SiteModel

/// The plant on which every check is met, with the records of two years: what is done every month was done in
/// each, but for a few that were missed long ago; what is done every year was done last year, too.
struct TwoYearPlant {
  let picture: SitePicture

  /// How often a type's records are made, and where acts have brought an old one; nil: as the new one.
  private struct Cycle {
    let months: Int
    let state: String?

    init(_ months: Int, _ state: String? = nil) { (self.months, self.state) = (months, state) }
  }

  private static let cycles: [String: Cycle] = [
    "analysis-report": Cycle(3), "audit-checklist": Cycle(12), "audit-report": Cycle(12),
    "auto-manual-check": Cycle(1), "awareness-activity": Cycle(3), "budget-entry": Cycle(12),
    "calibration-event": Cycle(12), "check-record": Cycle(3), "communication-record": Cycle(3),
    "compliance-evaluation": Cycle(12), "context-review": Cycle(12),
    "coordination-record": Cycle(6),
    "effectiveness-evaluation": Cycle(12), "emergency-drill": Cycle(12), "lab-report": Cycle(1),
    "lab-sample": Cycle(1), "maintenance-record": Cycle(3), "monthly-evidence": Cycle(1),
    "objective-measurement": Cycle(3), "patrol-inspection": Cycle(1),
    "policy-communication": Cycle(12), "programme-progress": Cycle(1), "retest": Cycle(12),
    "satisfaction-survey": Cycle(12), "staffing-review": Cycle(12), "support-record": Cycle(6),
    "training-need": Cycle(12), "training-session": Cycle(6),
  ]

  /// - Parameter permits: what a state of a type grants.
  init(
    _ base: SitePicture, seed: UInt64, permits: (String, String) -> Set<Permission>
  ) {
    var random = SeededRandom(seed: seed)
    var records = base.records.sorted { $0.key < $1.key }.flatMap(\.value)
    for months in 1...23 {
      let due = records.filter { record in
        Self.cycles[record.key.type].map { months % $0.months == 0 } ?? false
          && base[record.key] != nil && (months < 13 || Int.random(in: 0..<5, using: &random) > 0)
      }
      // What was made of them then: an absent man's second chance.
      let copied = due + due.flatMap { base.users(of: $0.key, "action") }
      let shift = PictureShift(
        months: months, days: Int64.random(in: 0...2, using: &random), of: copied.map(\.key))
      records += copied.compactMap { record in
        shift.copy(record) { state in permits(record.key.type, state) }
      }
    }
    picture = SitePicture(on: base.day, schemas: base.schemas, records: records)
  }
}

/// Copies of records that were made some months earlier: dates, months and numbers moved, and what they name of
/// each other named as it was called then.
struct PictureShift {
  let months: Int
  /// How many days earlier still.
  let days: Int64
  private let names: Set<String>

  init(months: Int, days: Int64, of keys: [RecordKey]) {
    (self.months, self.days) = (months, days)
    names = Set(keys.flatMap { [$0.id, $0.description] })
  }

  func copy(
    _ record: PicturedRecord, permits: (String) -> Set<Permission>
  ) -> PicturedRecord? {
    RecordKey(type: record.key.type, id: name(record.key.id)).map { key in
      var fields = record.fields.mapValues(moved)
      if let number = record.fields["number"]?.string {
        fields["number"] = .string("\(number)-\(months)")
      }
      if let year = record.fields["year"]?.number.flatMap({ Int($0) }) {
        fields["year"] = .number(String(year - (months + 11) / 12))
      }
      return PicturedRecord(
        key, fields: fields, state: record.state, permits: permits(record.state),
        moved: record.moved.flatMap { CivilDate(day($0.description)) })
    }
  }

  private func name(_ id: String) -> String { "\(id)-m\(months)" }

  private func moved(_ value: JSON) -> JSON {
    switch value {
    case .string(let text): .string(moved(text))
    case .array(let items): .array(items.map(moved))
    case .object(let members): .object(members.mapValues(moved))
    default: value
    }
  }

  private func moved(_ text: String) -> String {
    if names.contains(text) { return name(text) }
    if text.wholeMatch(of: /\d{4}-\d{2}/) != nil { return month(text) }
    if text.prefixMatch(of: /\d{4}-\d{2}-\d{2}(T|$)/) != nil {
      return day(String(text.prefix(10))) + text.dropFirst(10)
    }
    return text
  }

  private func month(_ text: String) -> String {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    let count = parts[0] * 12 + parts[1] - 1 - months
    let month = String(count % 12 + 1)
    return "\(count / 12)-\(month.count < 2 ? "0" : "")\(month)"
  }

  // The 28th is there in every month.
  private func day(_ text: String) -> String {
    let day = min(Int(text.suffix(2)) ?? 1, 28)
    let moved = CivilDate("\(month(String(text.prefix(7))))-\(day < 10 ? "0" : "")\(day)")
    return moved.map { CivilDate(days: $0.days - days).description } ?? text
  }
}
