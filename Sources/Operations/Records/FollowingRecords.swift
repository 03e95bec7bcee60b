import Indexing
package import SiteModel

/// The records that follow from signed acts: nobody writes them until a person begins one.
package struct FollowingRecords {
  private let site: Site

  package init(_ site: Site) { self.site = site }

  /// One of them.
  package struct Following: Sendable {
    /// Which, and what its first entry sets.
    package let record: FollowingRecord
    /// The action it follows from.
    package let action: String
    /// Where it is; nil while nobody has begun it.
    package let state: String?
  }

  /// All that follows from the acts of a record that have effect, causes first.
  package func all(of key: RecordKey) throws -> [Following] {
    let newest = try site.schemas.schema(of: key.type)
    guard !newest.rules.effects.isEmpty, let course = try site.index.course(of: key)
    else { return [] }
    return try course.acts.filter(course.counts).flatMap { act in
      // As for the law: the schema of the act's day says what follows from it.
      let schema = try site.schemas.schema(of: key.type, version: act.entry.entry.schema)
      return try following(
        (act.identity, act.act.action, act.signed.values), of: key, by: schema
      )
      .map {
        Following(record: $0, action: act.act.action, state: try state(of: $0.key))
      }
    }
  }

  private func following(
    _ act: (identity: ContentHash, action: String, text: [String: JSON]), of key: RecordKey,
    by schema: RecordSchema
  ) -> [FollowingRecord] {
    schema.following(act, of: key) { try? site.schemas.schema(of: $0) }
  }

  private func state(of key: RecordKey) throws -> String? {
    if let course = try site.index.course(of: key) {
      return course.states.joined(separator: " | ")
    }
    guard try !site.index.state(of: key).fields.isEmpty else { return nil }
    return site.schemas.lifecycles[key.type]?.initial ?? ""
  }

  /// The one with an id.
  ///
  /// - Throws: ``FollowingFault/none(_:)`` if no act that counts has it follow.
  package func find(_ key: RecordKey) throws -> FollowingRecord {
    let types = site.schemas.types.filter { type in
      type.rules.effects.contains { $0.type == key.type }
    }
    for placed in try site.index.acts(about: types.map(\.type)) where try leads(placed, to: key) {
      let all = try all(of: placed.entry.key)
      if let found = all.first(where: { $0.record.key == key }) { return found.record }
    }
    throw FollowingFault.none(key.description)
  }

  /// Whether the id follows from an act, if it counts: a question of hashes alone.
  private func leads(_ placed: PlacedEntry, to key: RecordKey) throws -> Bool {
    guard let act = placed.entry.act, let text = act.text.values else { return false }
    let schema = try site.schemas.schema(
      of: placed.entry.key.type, version: placed.entry.schema)
    return following((placed.entry.identity, act.action, text), of: placed.entry.key, by: schema)
      .contains { $0.key == key }
  }
}

/// Why a record that follows cannot be begun.
package enum FollowingFault: Fault, Equatable {
  /// No act that counts has it follow.
  case none(String)
  /// Somebody has begun it.
  case begun(String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .none(let record): Phrase("record.follows-nothing", ["record": record])
    case .begun(let record): Phrase("record.begun", ["record": record])
    }
  }
}
