package import Foundation
package import SiteModel

/// The record types this program knows, every version of each, and the lifecycles they go through.
///
/// `schema/records/<type>.schema.json` is the newest version of a type; older ones lie in
/// `schema/records/old/<type>.<version>.schema.json`. Lifecycles lie the same way.
package struct SchemaShelf: Sendable {
  /// By type, then by version.
  private let schemas: [String: [Int: ShelvedSchema]]
  /// Which lifecycle each version of each type goes through.
  package let lifecycles: Lifecycles
  /// What every record may have beside its type's fields.
  package let envelope: EnvelopeShelf
  /// Stands for this very program and these very files; nil where that is not known.
  let mark: ContentHash?

  /// Makes sure that every schema and lifecycle can be read and that they fit each other; a file that breaks
  /// the rules stops the program.
  ///
  /// - Parameter state: the user's state folder, where it is noted that they do; nil: all are read now.
  /// - Throws: ``ShelfFault/schema(file:_:)``, ``ShelfFault/lifecycle(file:_:)``,
  ///   ``ShelfFault/noCheck(lifecycle:check:)``.
  package init(share: Share, state: URL? = nil) throws {
    let records = Self.files(in: "records", share)
    let courses = Self.files(in: "lifecycles", share)
    let proven = ProvenSchemas(records, with: courses, of: share, in: state)
    let labels = proven?.labels
    mark = proven?.mark
    let shelved =
      try labels.map { zip($0, records).map(ShelvedSchema.init) }
      ?? records.map { file throws(ShelfFault) in try ShelvedSchema(file) }
    schemas = shelved.reduce(into: [:]) { schemas, one in
      schemas[one.label.type, default: [:]][one.label.version] = one
    }
    envelope = try EnvelopeShelf(share: share)
    let known = try courses.map(Self.lifecycle)
    do {
      let named = shelved.map { ($0.label.type, $0.label.version, $0.label.lifecycle) }
      lifecycles = try Lifecycles(of: named, among: known)
    } catch { throw ShelfFault.lifecycle(file: "x-lifecycle", error) }
    guard labels == nil else { return }
    try checkEffects()
    try checkOrigins()
    try checkGuards()
    try checkDue()
    proven?.keep(shelved.map(\.label))
  }

  private static func files(in name: String, _ share: Share) -> [URL] {
    let folder = share.schema.appending(path: name)
    return share.jsonFiles(in: folder) + share.jsonFiles(in: folder.appending(path: "old"))
  }

  private static func lifecycle(_ file: URL) throws -> Lifecycle {
    let bytes = Array(FileManager.default.contents(atPath: file.path) ?? Data())
    do throws(LifecycleFault) { return try Lifecycle(bytes) } catch {
      throw ShelfFault.lifecycle(file: file.lastPathComponent, error)
    }
  }

  /// The newest version of each type, by name.
  ///
  /// - Throws: ``ShelfFault/schema(file:_:)``: a type that cannot be read any more is not passed over.
  package var types: [RecordSchema] {
    get throws(ShelfFault) {
      try schemas.keys.sorted().map { type throws(ShelfFault) in try schema(of: type) }
    }
  }

  /// The fields of the newest versions that no two records may share, by type.
  var unique: [(type: String, field: String)] {
    schemas.keys.sorted().flatMap { type in
      (shelved(type)?.label.unique ?? []).map { (type, $0) }
    }
  }

  /// Which type goes through which lifecycle, each pair once.
  var uses: [(type: String, lifecycle: Lifecycle)] {
    schemas.flatMap { type, versions in
      Set(versions.keys.compactMap { lifecycles[type, $0] }).map { (type, $0) }
    }
  }

  /// One type's newest schema: what is written now.
  package func schema(of type: String) throws(ShelfFault) -> RecordSchema {
    guard let schema = shelved(type) else { throw .unknownType(type) }
    return try schema.schema()
  }

  /// One version of a type: what an entry that names it was written by.
  package func schema(of type: String, version: Int) throws(ShelfFault) -> RecordSchema {
    guard let schema = schemas[type]?[version] else {
      throw .unknownVersion(type: type, version: version)
    }
    return try schema.schema()
  }

  /// A field of the newest version of a type that has it: old records show fields that are gone.
  package func field(_ name: String, of type: String) -> FieldSchema? {
    (schemas[type] ?? [:]).sorted { $0.key > $1.key }
      .lazy.compactMap { (try? $0.value.schema())?[name] }.first
  }

  /// The newest version of a type; nil for one that this program does not know, or whose file has gone since
  /// it was found to be good: then ``schema(of:)`` says so.
  package func newest(_ type: String) -> RecordSchema? { try? shelved(type)?.schema() }

  private func shelved(_ type: String) -> ShelvedSchema? {
    schemas[type].flatMap { $0.max { $0.key < $1.key } }?.value
  }

  /// The entry that sets fields of a record, over all that is shown of it, once the record as it
  /// will be has been checked by its schema.
  ///
  /// - Parameters:
  ///   - registers: parts of its envelope that are set with them.
  ///   - now: what the record shows; a new record shows nothing.
  /// - Throws: ``ShelfFault``, or ``RecordFault`` if every value stands already.
  package func entry(
    setting values: [String: JSON], envelope registers: [String: JSON] = [:], of key: RecordKey,
    now: RecordState = .none, by writer: Writer
  ) throws -> Entry {
    let schema = try schema(of: key.type)
    // What an older version of the type has left in the record is kept, and no longer checked.
    let held = schema.record(of: now).filter { schema[$0.key] != nil }
    let breaches =
      schema.breaches(of: held.merging(values) { $1 })
      + registers.sorted { $0.key < $1.key }.flatMap { envelope.breaches(of: $0, $1) }
    guard breaches.isEmpty else { throw ShelfFault.breach(key, breaches) }
    // A schema takes 6.0 for an integer; a fact has one form for a number, or none reads it again.
    for (field, value) in values.sorted(by: { $0.key < $1.key }) where !value.isFactValue {
      throw ShelfFault.noFact(key, field: field, value: value.excerpt)
    }
    let new = schema.registers(of: values, shown: now).merging(registers) { $1 }
    let edit = RecordEdit(of: key, shown: now, new: new)
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
  /// The type is known, this version of it is not.
  case unknownVersion(type: String, version: Int)
  /// A schema file cannot be used.
  case schema(file: String, SchemaFault)
  /// A lifecycle file cannot be used.
  case lifecycle(file: String, LifecycleFault)
  /// A lifecycle asks for a check that the program does not have.
  case noCheck(lifecycle: String, check: String)
  /// The record as it would be breaks its schema.
  case breach(RecordKey, [SchemaBreach])
  /// A number in it is not whole, or not written as facts write numbers.
  case noFact(RecordKey, field: String, value: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .unknownType(let type): Phrase("record.unknown-type", ["type": type])
    case .unknownVersion(let type, let version):
      Phrase("record.unknown-version", ["type": type, "version": String(version)])
    case .schema(let file, let fault):
      Phrase("record.bad-schema", ["file": file], within: ["fault": [fault.phrase]])
    case .lifecycle(let file, let fault):
      Phrase("record.bad-schema", ["file": file], within: ["fault": [fault.phrase]])
    case .noCheck(let lifecycle, let check):
      Phrase("record.no-check", ["lifecycle": lifecycle, "check": check])
    case .noFact(let key, let field, let value):
      Phrase("record.no-fact", ["record": key.type, "field": field, "value": value])
    case .breach(let key, let breaches):
      Phrase(
        "record.breach", ["record": key.type], within: ["breaches": breaches.map(\.phrase)])
    }
  }
}
