import SiteModel

/// One kind of thing that goes wrong in a plant, and the clause of the guide that it goes against.
struct Defect: Sendable {
  let name: String
  /// One of them must be the clause of a check that finds it.
  let clauses: [String]
  let type: String
  /// Which records it can happen to.
  let isApt: @Sendable (PicturedRecord, SitePicture) -> Bool
  /// Whether it happens to all of these, as where the last one of its kind is missing.
  let isAll: Bool
  /// Whether it can happen to what does not stand, too: what acts have ended, or not begun.
  let isInAnyState: Bool
  let changes: [Change]

  /// What is changed of a record.
  enum Change: Sendable {
    /// It was never made.
    case gone
    /// Acts have brought it elsewhere.
    case state(String)
    /// A field has no value, or another.
    case field(String, JSON?)
    /// A field says a day so many days ago.
    case ago(String, ClosedRange<Int64>)
    /// A field says what another one says: one person in two places.
    case same(String, as: String)
    /// A field says a day so many days before the one it said.
    case earlier(String, ClosedRange<Int64>)
    /// A column of some row, any of those that have `value` in `key`.
    case column(String, String, JSON?, key: String? = nil, value: String? = nil)
    /// Rows are missing, all that have `value` in `key`.
    case noRows(String, key: String, value: String)
  }

  /// Every kind that is planted; each goes against words of the guide.
  static let all =
    context + leadership + planning + resources + people + documents + process + upkeep + monitoring
    + audits + reviews + improvements

  init(
    _ name: String, _ clauses: String..., of type: String, all: Bool = false,
    inAnyState: Bool = false,
    _ changes: Change...,
    where isApt: @escaping @Sendable (PicturedRecord, SitePicture) -> Bool = { _, _ in true }
  ) {
    (self.name, self.clauses, self.type, self.changes) = (name, clauses, type, changes)
    (isAll, isInAnyState, self.isApt) = (all, inAnyState, isApt)
  }

  /// What it changes in a plant; nil where it cannot happen.
  func edits(in plant: SitePicture, using random: inout SeededRandom) -> [PictureEdit]? {
    let apt = plant.records[type, default: []].filter {
      ($0.stands || isInAnyState) && isApt($0, plant)
    }
    let hit = isAll ? apt : [apt.randomElement(using: &random)].compactMap { $0 }
    guard !hit.isEmpty else { return nil }
    var edits: [PictureEdit] = []
    for record in hit {
      for change in changes { edits.append(edit(change, record, plant.day, &random)) }
    }
    return edits
  }

  private func edit(
    _ change: Change, _ record: PicturedRecord, _ today: CivilDate, _ random: inout SeededRandom
  ) -> PictureEdit {
    let set = { (field: String, value: JSON?) in
      PictureEdit.set(record.key, [field: value ?? .null])
    }
    switch change {
    case .gone: return .remove(record.key)
    case .state(let state): return .move(record.key, to: state)
    case .field(let field, let value): return set(field, value)
    case .ago(let field, let days): return set(field, day(before: today, days, &random))
    case .earlier(let field, let days):
      let said = record.text(field).flatMap { CivilDate($0) }
      return set(field, day(before: said ?? today, days, &random))
    case .same(let field, let other): return set(field, record.fields[other])
    case .column(let list, let column, let value, let key, let wanted):
      return set(list, changed(record.rows(list), column, value, key, wanted, &random))
    case .noRows(let list, let key, let value):
      return set(list, .array(record.rows(list).filter { $0[key]?.string != value }))
    }
  }

  private func day(
    before day: CivilDate, _ days: ClosedRange<Int64>, _ random: inout SeededRandom
  ) -> JSON {
    .string(CivilDate(days: day.days - Int64.random(in: days, using: &random)).description)
  }

  private func changed(
    _ rows: [JSON], _ column: String, _ value: JSON?, _ key: String?, _ wanted: String?,
    _ random: inout SeededRandom
  ) -> JSON {
    let apt = rows.indices.filter { index in key.map { rows[index][$0]?.string == wanted } ?? true }
    guard let chosen = apt.randomElement(using: &random), var row = rows[chosen].object
    else { return .array(rows) }
    row[column] = value
    var rows = rows
    rows[chosen] = .object(row)
    return .array(rows)
  }
}

/// Records whose field says so.
func says(
  _ field: String, _ values: String...
) -> @Sendable (PicturedRecord, SitePicture) -> Bool {
  { record, _ in record.text(field).map { values.contains($0) } ?? false }
}

/// Records that say anything in a field.
func has(_ field: String) -> @Sendable (PicturedRecord, SitePicture) -> Bool {
  { record, _ in record.fields[field] != nil }
}

/// Records of the last year, by the day in a field.
func recent(_ field: String, _ days: Int64 = 400) -> @Sendable (PicturedRecord, SitePicture) -> Bool
{
  { record, plant in
    record.text(field).flatMap { CivilDate(String($0.prefix(10))) }
      .map { $0.days + days >= plant.day.days } ?? false
  }
}

/// Records of the last year, by the day of their last act.
func moved(within days: Int64 = 400) -> @Sendable (PicturedRecord, SitePicture) -> Bool {
  { record, plant in record.moved.map { $0.days + days >= plant.day.days } ?? false }
}

/// Records that acts have brought so far.
func stands(in states: String...) -> @Sendable (PicturedRecord, SitePicture) -> Bool {
  { record, _ in states.contains(record.state) }
}
