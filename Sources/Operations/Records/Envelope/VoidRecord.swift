package import SiteModel

/// Makes a record void: it stays, with its number, and nothing more is written in it.
package struct VoidRecord {
  /// - Parameter other: the record that takes its place.
  /// - Throws: ``EnvelopeFault/voidByAct(record:type:)`` if its type has an act for this,
  ///   ``RecordLookupFault/madeBy(type:command:)`` if voiding would not undo what it did.
  package static func run(
    _ name: String, reason: String, replacedBy other: String? = nil, on site: Site
  ) throws -> RecordKey {
    try site.write { session in
      let lookup = RecordLookup(session.site)
      let key = try lookup.key(name)
      try check(key, session.site.schemas)
      let now = try session.open(key, name, reason: reason)
      let replacement = try other.map { try lookup.key($0) }
      guard replacement != key else { throw EnvelopeFault.itself(record: key.description) }
      let voiding = Voiding(reason: reason, replacedBy: replacement)
      try session.set(
        envelope: [Envelope.Part.void.rawValue: voiding.json], of: key, now: now,
        "作废 \(key.type) \(name)", reason: reason)
      return key
    }
  }

  private static func check(_ key: RecordKey, _ schemas: SchemaShelf) throws {
    if schemas.lifecycles[key.type]?[action: "void"] != nil {
      throw EnvelopeFault.voidByAct(record: key.description, type: key.type)
    }
    if let command = try schemas.schema(of: key.type).extras["x-made-by"]?.string {
      throw RecordLookupFault.madeBy(type: key.type, command: command)
    }
  }
}
