import Foundation
package import SiteModel

/// The checks this program knows, and what they may ask about: `schema/clauses.json`,
/// `schema/checks/*.json`, `schema/views/*.schema.json`.
package struct CheckShelf {
  /// The 51 sub-clauses, in the guide's order.
  package let clauses: [Clause]
  /// Every check, in the order of clauses.
  package let checks: [ClauseCheck]
  /// Record types and views, by name.
  package let schemas: [String: RecordSchema]
  private let reader: ClauseCheckReader
  private let records: SchemaShelf
  private let share: Share

  /// Reads all of them; one file that breaks the rules stops the program.
  ///
  /// - Throws: ``ShelfFault/schema(file:_:)``, ``ShareFault``.
  package init(share: Share, records: SchemaShelf) throws {
    (self.share, self.records) = (share, records)
    var schemas = try Dictionary(uniqueKeysWithValues: records.types.map { ($0.type, $0) })
    for file in share.jsonFiles(in: share.schema.appending(path: "views")) {
      let bytes = try share.json(file).canonicalBytes
      let view = try Self.read(file.lastPathComponent) { () throws(SchemaFault) in
        try RecordSchema(bytes)
      }
      schemas[view.type] = view
    }
    self.schemas = schemas
    let clauses = try share.json(share.schema.appending(path: "clauses.json"))
    self.clauses = try Self.read("clauses.json") { () throws(SchemaFault) in
      try Clause.all(clauses)
    }
    let reader = ClauseCheckReader(schemas: schemas, clauses: self.clauses) {
      records.permits($0, $1)
    }
    self.reader = reader
    var checks: [ClauseCheck] = []
    for file in share.jsonFiles(in: share.schema.appending(path: "checks")) {
      let json = try share.json(file)
      checks += try Self.read(file.lastPathComponent) { () throws(SchemaFault) in
        try reader.checks(json)
      }
    }
    self.checks = Self.sorted(checks, self.clauses)
  }

  private static func read<Value>(
    _ file: String, _ body: () throws(SchemaFault) -> Value
  ) throws -> Value {
    do throws(SchemaFault) { return try body() } catch {
      throw ShelfFault.schema(file: file, error)
    }
  }

  private static func sorted(_ checks: [ClauseCheck], _ clauses: [Clause]) -> [ClauseCheck] {
    let places = Dictionary(
      uniqueKeysWithValues: clauses.enumerated().map { ($1.number, $0) })
    let place = { (check: ClauseCheck) in places[check.clauses[0]] ?? 0 }
    return checks.enumerated().sorted { (place($0.1), $0.0) < (place($1.1), $1.0) }.map(\.1)
  }

  /// The plant on which every check is met.
  ///
  /// - Throws: ``ShelfFault/schema(file:_:)`` if its records are none their types allow.
  package func plant() throws -> SitePicture {
    let files = share.jsonFiles(in: share.schema.appending(path: "plant"))
    let parts = try files.map { try share.json($0) }
    return try Self.read("plant") { () throws(SchemaFault) in try reader.plant(parts) }
  }

  /// What a state of a type grants; nothing where there is no such state.
  package func permits(_ type: String, _ state: String) -> Set<Permission> {
    records.permits(type, state) ?? []
  }

  /// Takes every check once where it is met and once where it is not.
  ///
  /// - Throws: as ``plant()``.
  package func rehearsed() throws -> CheckRehearsal {
    CheckRehearsal(checks, on: try plant()) { permits($0, $1) }
  }
}

extension SchemaShelf {
  /// What a state of a type grants; nil where its lifecycle has no such state. What nobody signs
  /// has no state, counts and may be used.
  func permits(_ type: String, _ state: String) -> Set<Permission>? {
    guard let lifecycle = lifecycles[type] else { return state.isEmpty ? [.counts, .mayUse] : nil }
    return lifecycle[state: state]?.permits
  }
}
