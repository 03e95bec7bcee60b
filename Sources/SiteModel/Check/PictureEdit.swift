/// A small change to a picture: what a rehearsal does to a plant in which every check is met.
package enum PictureEdit: Sendable {
  /// The record is not there.
  case remove(RecordKey)
  /// Fields are others; `null` takes one away.
  case set(RecordKey, [String: JSON])
  /// Acts have brought it elsewhere.
  case move(RecordKey, to: String)
  /// There is one more record.
  case add(PicturedRecord)
  /// It is asked on another day.
  case day(CivilDate)
}

extension SitePicture {
  /// The picture after a change; one that meets nothing changes nothing.
  ///
  /// - Parameter permits: what a state of a type grants.
  package func edited(
    _ edits: [PictureEdit], permits: (_ type: String, _ state: String) -> Set<Permission>
  ) -> SitePicture {
    var all = records.values.flatMap { $0 }
    var day = day
    for edit in edits {
      switch edit {
      case .remove(let key): all.removeAll { $0.key == key }
      case .add(let record): all.append(record)
      case .day(let other): day = other
      case .set(let key, let fields):
        all = all.map { $0.key == key ? $0.with(fields) : $0 }
      case .move(let key, let state):
        all = all.map {
          $0.key == key
            ? PicturedRecord(
              key, fields: $0.fields, state: state, permits: permits(key.type, state),
              moved: $0.moved, changed: $0.changed)
            : $0
        }
      }
    }
    return SitePicture(
      on: day, schemas: schemas, records: all, workingDays: workingDays)
  }
}

extension PicturedRecord {
  func with(_ changes: [String: JSON]) -> PicturedRecord {
    var fields = fields
    for (name, value) in changes { fields[name] = value == .null ? nil : value }
    return PicturedRecord(
      key, fields: fields, state: state, permits: permits, moved: moved, changed: changed)
  }
}
