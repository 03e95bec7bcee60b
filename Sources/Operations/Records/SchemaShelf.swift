import Foundation
package import SiteModel

/// The record types this program knows: `schema/records/<type>.schema.json`.
package struct SchemaShelf: Sendable {
  private let schemas: [String: RecordSchema]

  /// Reads every schema; one that breaks the rules stops the program.
  package init(share: Share) throws {
    let folder = share.schema.appending(path: "records")
    var schemas: [String: RecordSchema] = [:]
    for file in share.jsonFiles(in: folder) {
      let schema = try RecordSchema(try Data(contentsOf: file))
      schemas[schema.type] = schema
    }
    self.schemas = schemas
  }

  /// The types by name, ascending.
  package var types: [RecordSchema] { schemas.values.sorted { $0.type < $1.type } }

  /// One type's schema.
  package func schema(of type: String) throws(ShelfFault) -> RecordSchema {
    guard let schema = schemas[type] else { throw .unknownType(type) }
    return schema
  }

  /// The entry that sets fields of a record, over all that is shown of it, once the record as it
  /// will be has been checked by its schema.
  ///
  /// - Parameter now: what the record shows; a new record shows nothing.
  /// - Throws: ``ShelfFault``, or ``RecordFault`` if every value stands already.
  package func entry(
    setting values: [String: JSON], of key: RecordKey, now: RecordState = .none, by writer: Writer
  ) throws -> Entry {
    let schema = try schema(of: key.type)
    let breaches = schema.breaches(of: schema.record(of: now).merging(values) { $1 })
    guard breaches.isEmpty else { throw ShelfFault.breach(key, breaches) }
    let edit = RecordEdit(of: key, shown: now, new: schema.registers(of: values, shown: now))
    return try edit.entry(
      now: now, entity: writer.entity, schema: schema.version, by: writer.author)
  }

  /// A record as its fields, groups spread; disputed fields are not there.
  package func fields(of key: RecordKey, _ state: RecordState) throws(ShelfFault) -> [String: JSON]
  {
    try schema(of: key.type).record(of: state)
  }
}

/// Whose store is written, and by whom.
package struct Writer: Sendable {
  /// The entity of the store.
  package let entity: String
  /// The person or node.
  package let author: Author

  /// The same, with a reason.
  func giving(_ reason: String?) -> Writer {
    Writer(entity: entity, author: Author(author.id, reason: reason))
  }
}

/// Why a record type cannot be used.
package enum ShelfFault: Fault, Equatable {
  /// No schema is called so.
  case unknownType(String)
  /// The record as it would be breaks its schema.
  case breach(RecordKey, [SchemaBreach])

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .unknownType(let type): Phrase("record.unknown-type", ["type": type])
    case .breach(let key, let breaches):
      Phrase(
        "record.breach", ["record": key.type], within: ["breaches": breaches.map(\.phrase)])
    }
  }
}
