/// A field that names other records: `x-ref`, on a field, on a list, or on a column of rows.
package struct FieldReference: Sendable, Hashable {
  /// The field.
  package let field: String
  /// The column, where the field holds rows.
  package let column: String?
  /// The types it may name, by id; ``any``: all types, as `type/id`.
  package let types: [String]

  /// Stands in `x-ref` for every type.
  package static let any = "any"

  /// The value with every name in it replaced.
  ///
  /// - Parameter replace: is told where the name stands, as a JSON pointer, and the name.
  package func mapping(
    _ value: JSON, _ replace: (String, String) throws -> String
  ) rethrows -> JSON {
    guard let column else { return try Self.mapping(value, "/\(field)", replace) }
    guard case .array(let rows) = value else { return value }
    return .array(
      try rows.enumerated().map { place, row in
        guard var members = row.object, let name = members[column] else { return row }
        members[column] = try Self.mapping(name, "/\(field)/\(place)/\(column)", replace)
        return .object(members)
      })
  }

  private static func mapping(
    _ value: JSON, _ place: String, _ replace: (String, String) throws -> String
  ) rethrows -> JSON {
    switch value {
    case .string(let name): .string(try replace(place, name))
    case .array(let items):
      .array(try items.enumerated().map { try mapping($1, "\(place)/\($0)", replace) })
    default: value
    }
  }

  /// Whether a value names a record.
  package func names(_ key: RecordKey, in value: JSON) -> Bool {
    guard types.contains(key.type) || types == [Self.any] else { return false }
    var found = false
    _ = mapping(value) { _, name in
      if name == (types == [Self.any] ? key.description : key.id) { found = true }
      return name
    }
    return found
  }
}

extension RecordSchema {
  /// Every field, and every column of a field's rows, that names records.
  package var references: [FieldReference] {
    fields.flatMap { field in
      let own =
        field.references.isEmpty
        ? []
        : [FieldReference(field: field.name, column: nil, types: field.references)]
      let columns = (field.schema["items"]?["properties"]?.object ?? [:])
        .sorted { $0.key < $1.key }
      return own
        + columns.compactMap { name, schema in
          let types =
            schema["x-ref"]?.string.map { [$0] }
            ?? (schema["x-ref"]?.array ?? []).compactMap(\.string)
          return types.isEmpty
            ? nil : FieldReference(field: field.name, column: name, types: types)
        }
    }
  }

  /// Whether a record of this type names another one.
  package func refers(_ record: [String: JSON], to key: RecordKey) -> Bool {
    references.contains { reference in
      record[reference.field].map { reference.names(key, in: $0) } ?? false
    }
  }
}
