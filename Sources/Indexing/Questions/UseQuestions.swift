import GRDB
package import SiteModel

/// What is asked about a record's company: who mentions it, who is like it, which numbers are free.
extension SiteIndex {
  /// The records of some types in whose text an id stands anywhere: those that may refer to it.
  package func mentions(of id: String, in types: [String]) throws -> [ListedRecord] {
    try database.read { db in
      let places = Array(repeating: "?", count: types.count).joined(separator: ", ")
      let rows = try Row.fetchAll(
        db,
        sql: """
          select * from records where type in (\(places)) and instr(state, ?) > 0
          order by type, record
          """, arguments: StatementArguments(types + [id]))
      return rows.compactMap(ListedRecord.init)
    }
  }

  /// How many records of the type, but one, show these texts, and a day within the days.
  package func count(_ likes: RecordLikeness, but key: RecordKey) throws -> Int {
    var filter = "type = ? and record <> ?"
    var arguments = [likes.type, key.id]
    for (field, text) in likes.texts.sorted(by: { $0.key < $1.key }) {
      filter += " and json_extract(state, ?) = ?"
      arguments += ["$.\"\(field)\"", text]
    }
    filter += " and json_extract(state, ?) between ? and ?"
    arguments += [
      "$.\"\(likes.dayField)\"", likes.days.lowerBound.description,
      likes.days.upperBound.description,
    ]
    return try database.read { db in
      try Int.fetchOne(
        db, sql: "select count(*) from records where \(filter)",
        arguments: StatementArguments(arguments)) ?? 0
    }
  }

  /// The records of a type that show a text in a field.
  package func holders(of text: String, in field: String, type: String) throws -> [RecordKey] {
    try database.read { db in
      let ids = try String.fetchAll(
        db, sql: "select record from records where type = ? and json_extract(state, ?) = ?",
        arguments: [type, "$.\"\(field)\"", text])
      return ids.compactMap { RecordKey(type: type, id: $0) }
    }
  }

  /// The largest number of digits alone that follows a prefix among the numbers of a type.
  package func lastNumber(of type: String, after prefix: String) throws -> Int? {
    try database.read { db in
      let number = try String.fetchOne(
        db,
        sql: """
          select substr(number, length(?2) + 1) as rest from records
          where type = ?1 and number > ?2 and number < ?2 || ':'
            and rest not glob '*[^0-9]*' and length(rest) < 16
          order by length(rest) desc, rest desc limit 1
          """, arguments: [type, prefix])
      return number.flatMap { Int($0) }
    }
  }

  /// The signed acts about records of some types, in no order; whether they count is not said.
  package func acts(about types: [String]) throws -> [PlacedEntry] {
    try database.read { db in
      let places = Array(repeating: "?", count: types.count).joined(separator: ", ")
      let rows = try Row.fetchAll(
        db, sql: "\(Self.entryColumns) where e.act is not null and e.type in (\(places))",
        arguments: StatementArguments(types))
      return try rows.map(Self.entry)
    }
  }
}
