import Indexing
package import SiteModel

/// Makes a record void: it stays, with its number, and nothing more is written in it.
package struct VoidRecord {
  /// - Parameter other: the record that takes its place.
  /// - Throws: ``EnvelopeFault/voidByAct(record:type:)`` if somebody has signed anything about it,
  ///   ``RecordLookupFault/madeBy(type:command:)`` if voiding would not undo what it did.
  package static func run(
    _ name: String, reason: String, replacedBy other: String? = nil, on site: Site
  ) throws -> RecordKey {
    try site.write { session in
      let lookup = RecordLookup(session.site)
      let key = try lookup.key(name)
      try check(key, session.site)
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

  // What somebody has signed is only made void by a signature.
  private static func check(_ key: RecordKey, _ site: Site) throws {
    if let course = try site.index.course(of: key), !course.heads.isEmpty {
      throw EnvelopeFault.voidByAct(record: key.description, type: key.type)
    }
    try WriteRecord.checkHands(try site.schemas.schema(of: key.type))
  }
}

extension Site {
  /// Why a record is void: what its envelope says, or the act that made it so; nil while it stands.
  func voiding(of key: RecordKey, knownAt: VersionVector? = nil) throws -> Voiding? {
    guard let course = try index.course(of: key, knownAt: knownAt) else {
      return Envelope(of: try index.state(of: key, knownAt: knownAt)).voiding
    }
    if let voiding = Envelope(of: course.joined).voiding { return voiding }
    guard course.state == .at(Envelope.Part.void.rawValue) else { return nil }
    return Voiding(reason: course.heads.compactMap(\.act.entry.entry.reason).first ?? "—")
  }
}
