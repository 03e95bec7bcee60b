import GRDB
package import SiteModel

/// One record of a list.
package struct ListedRecord: Sendable, Hashable {
  /// Which record.
  package let key: RecordKey
  /// Its natural key, where the type has one.
  package let number: String?
  /// Its undisputed registers, without its envelope.
  package let values: [String: JSON]
  /// Registers in conflict.
  package let disputed: [String]
  /// Where signed acts have brought it, or the states at odds; none where its type has no lifecycle.
  package let stage: [String]
  /// Whether somebody made it void; its number stays taken.
  package let isVoid: Bool

  init?(_ row: Row) {
    guard let key = RecordKey(type: row["type"], id: row["record"]),
      let values = (try? JSON.parse(row["state"] as String))?.object
    else { return nil }
    (self.key, number) = (key, row["number"])
    self.values = values.filter {
      Envelope.part(of: $0.key) == nil && $0.key != SameRecord.register
    }
    disputed = (row["disputed"] as String).split(separator: " ").map(String.init)
    stage = (row["stage"] as String).split(separator: " ").map(String.init)
    let void = Envelope.Part.void.rawValue
    isVoid = values[void] != nil || disputed.contains(void)
  }
}

/// What a list is asked for: a type, conditions, a page.
package struct ListRequest: Sendable, Hashable {
  /// The type of the records; nil: any.
  package var type: String?
  /// Fields and the texts they must equal.
  package var equal: [String: String] = [:]
  /// The state signed acts must have brought the record to; nil: any.
  package var stage: String?
  /// Words that must all stand somewhere in the record; empty: any record.
  package var words = ""
  /// Records on a page, and how many come before it.
  package var limit = 100
  package var offset = 0

  package init(type: String?) { self.type = type }
}

extension SiteIndex {
  /// A page of records, by number and then by id, and how many there are in all.
  ///
  /// Two statements, however many records there are.
  package func list(_ request: ListRequest) throws -> (records: [ListedRecord], total: Int) {
    var filter = "1"
    var arguments: [any DatabaseValueConvertible] = []
    if let type = request.type {
      filter += " and r.type = ?"
      arguments.append(type)
    }
    for (field, text) in request.equal.sorted(by: { $0.key < $1.key }) {
      filter += " and cast(json_extract(r.state, ?) as text) = ?"
      arguments += ["$.\"\(field.replacing("\"", with: ""))\"", text]
    }
    if let stage = request.stage {
      filter += " and r.stage = ?"
      arguments.append(stage)
    }
    if !request.words.isEmpty {
      guard let query = SearchText.query(request.words) else { return ([], 0) }
      filter += " and (r.type, r.record) in (select type, record from search where text match ?)"
      arguments.append(query)
    }
    return try database.read { db in
      let total = try Int.fetchOne(
        db, sql: "select count(*) from records r where \(filter)",
        arguments: StatementArguments(arguments))
      let rows = try Row.fetchAll(
        db,
        sql:
          "select r.* from records r where \(filter) order by r.type, r.number, r.record limit ? offset ?",
        arguments: StatementArguments(arguments + [request.limit, request.offset]))
      return (rows.compactMap(ListedRecord.init), total ?? 0)
    }
  }

  /// The records that have this id or this number, of any type.
  package func find(any name: String) throws -> [RecordKey] {
    try database.read { db in
      let rows = try Row.fetchAll(
        db, sql: "select type, record from records where record = ?1 or number = ?1 order by type",
        arguments: [name])
      return try Self.eachOnce(
        rows.compactMap { RecordKey(type: $0["type"], id: $0["record"]) }, db)
    }
  }
}
