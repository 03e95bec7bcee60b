/// What a site's records say on a day: all that checks of clauses may look at.
///
/// A picture is drawn once and asked often; it is a value, so a check is a pure function of it.
package struct SitePicture: Sendable {
  /// The day that is asked about: `today` in expressions.
  package let day: CivilDate
  /// The types and views it knows, by name.
  package let schemas: [String: RecordSchema]
  /// The records of each type, in the order in which they were begun.
  package let records: [String: [PicturedRecord]]
  /// Which days are worked; Monday to Friday where nobody says.
  package let workingDays: WorkingDays
  private let byKey: [RecordKey: PicturedRecord]
  private let users: [RecordKey: [RecordKey]]

  package init(
    on day: CivilDate, schemas: [String: RecordSchema], records: [PicturedRecord],
    workingDays: WorkingDays = WorkingDays([])
  ) {
    (self.day, self.schemas, self.workingDays) = (day, schemas, workingDays)
    self.records = Dictionary(grouping: records, by: \.key.type)
    byKey = Dictionary(records.map { ($0.key, $0) }) { $1 }
    var users: [RecordKey: [RecordKey]] = [:]
    for record in records {
      for target in schemas[record.key.type]?.targets(of: record.fields) ?? [] {
        users[target, default: []].append(record.key)
      }
    }
    self.users = users
  }

  /// The records of a type that stand.
  package func standing(_ type: String) -> [PicturedRecord] {
    records[type, default: []].filter(\.stands)
  }

  /// One record, or nil.
  package subscript(_ key: RecordKey) -> PicturedRecord? { byKey[key] }

  /// The records of a type that name this one, in the order in which they were begun.
  package func users(of key: RecordKey, _ type: String) -> [PicturedRecord] {
    users[key, default: []].filter { $0.type == type }.compactMap { byKey[$0] }
  }
}

extension RecordSchema {
  /// The records that a record of this type names, each once for every place that names it first.
  package func targets(of fields: [String: JSON]) -> [RecordKey] {
    var seen: Set<RecordKey> = []
    return references.flatMap { targets(of: fields, $0) }.filter { seen.insert($0).inserted }
  }

  /// The records that one field, or one column of its rows, names.
  func targets(of fields: [String: JSON], _ reference: FieldReference) -> [RecordKey] {
    var found: [RecordKey] = []
    _ = fields[reference.field].map { value in
      reference.mapping(value) { _, name in
        found +=
          reference.types == [FieldReference.any]
          ? [RecordKey(name)].compactMap { $0 }
          : reference.types.compactMap { RecordKey(type: $0, id: name) }
        return name
      }
    }
    return found
  }
}
