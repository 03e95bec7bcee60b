import Foundation
package import SiteModel

/// What the parts of an envelope may say, and what they are called: `schema/envelope/`.
package struct EnvelopeShelf: Sendable {
  private let schemas: [Envelope.Part: RecordSchema]

  /// - Throws: ``ShareFault/unreadable(path:)`` if a part has no schema.
  init(share: Share) throws {
    let folder = share.schema.appending(path: "envelope")
    var schemas: [Envelope.Part: RecordSchema] = [:]
    for part in Envelope.Part.allCases {
      let file = folder.appending(path: "\(part.rawValue).schema.json")
      guard let bytes = FileManager.default.contents(atPath: file.path) else {
        throw ShareFault.unreadable(path: file.path)
      }
      schemas[part] = try RecordSchema(bytes)
    }
    self.schemas = schemas
  }

  /// One part's schema; its fields are the members of the register's value.
  package subscript(part: Envelope.Part) -> RecordSchema? { schemas[part] }

  /// What the value of a register breaks; `null` breaks nothing.
  package func breaches(of register: String, _ value: JSON) -> [SchemaBreach] {
    guard value != .null, let part = Envelope.part(of: register) else { return [] }
    return schemas[part]?.check.breaches(of: value) ?? []
  }
}

extension SchemaShelf {
  /// The entry that sets parts of a record's envelope, over all that is shown of them.
  ///
  /// The record itself is not checked: an unfinished one may have files.
  ///
  /// - Throws: ``ShelfFault``, or ``RecordFault`` if every value stands already.
  package func entry(
    envelope registers: [String: JSON], of key: RecordKey, now: RecordState, by writer: Writer
  ) throws -> Entry {
    let schema = try schema(of: key.type)
    let breaches = registers.sorted { $0.key < $1.key }.flatMap { envelope.breaches(of: $0, $1) }
    guard breaches.isEmpty else { throw ShelfFault.breach(key, breaches) }
    return try RecordEdit(of: key, shown: now, new: registers).entry(
      now: now, entity: writer.entity, schema: schema.version, by: writer.author)
  }
}
