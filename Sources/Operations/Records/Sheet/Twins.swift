import SiteModel

/// The records that a row without an id may be: those that bear its number, or, where the row has
/// none, those that say exactly the same besides.
struct Twins {
  enum Found {
    case none
    case one(String)
    case several([String])
    /// A row above would make it.
    case row(Int)
  }

  private let unique: [String]
  private let fields: Set<String>
  /// Ids by field and value; field "" is the whole record.
  private var holders: [String: [JSON: Set<String>]] = [:]
  private var rows: [String: [JSON: Int]] = [:]

  init(_ schema: RecordSchema, _ states: [(key: RecordKey, state: RecordState)]) {
    unique = schema.fields.filter(\.isUnique).map(\.name)
    fields = Set(schema.fields.map(\.name))
    for (key, state) in states {
      for (field, value) in marks(schema.record(of: state), besides: true) {
        holders[field, default: [:]][value, default: []].insert(key.id)
      }
    }
  }

  private func marks(_ record: [String: JSON], besides: Bool) -> [(String, JSON)] {
    let keys = unique.compactMap { field in
      record[field].flatMap { $0 == .null ? nil : (field, $0) }
    }
    guard besides || keys.isEmpty else { return keys }
    let rest = record.filter { name, value in
      value != .null && fields.contains(name) && !unique.contains(name)
    }
    return keys + [("", .object(rest))]
  }

  /// What a row without an id stands for.
  func find(_ record: [String: JSON]) -> Found {
    for (field, value) in marks(record, besides: false) {
      if let row = rows[field]?[value] { return .row(row) }
      let ids = holders[field]?[value] ?? []
      if ids.count > 1, !field.isEmpty { return .several(ids.sorted()) }
      if let id = ids.min() { return .one(id) }
    }
    return .none
  }

  /// The field whose value another record bears already.
  func taken(_ values: [String: JSON], by id: String) -> String? {
    unique.first { field in
      guard let value = values[field], value != .null else { return false }
      return rows[field]?[value] != nil || !(holders[field]?[value] ?? []).subtracting([id]).isEmpty
    }
  }

  /// Remembers what a row will make.
  mutating func add(_ record: [String: JSON], row: Int) {
    for (field, value) in marks(record, besides: false) { rows[field, default: [:]][value] = row }
  }
}
