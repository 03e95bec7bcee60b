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
  ///
  /// - Parameter store: where the record lies: this store, or the library.
  package func all(of key: RecordKey, in store: Site? = nil) throws -> [Following] {
    let store = store ?? site
    guard try !site.schemas.schema(of: key.type).rules.effects.isEmpty,
      let course = try store.index.course(of: key)
    else { return [] }
    let acts = course.acts.filter(course.counts)
    return try acts.indices.flatMap { place in
      let act = acts[place]
      // As for the law: the schema of the act's day says what follows from it.
      let schema = try site.schemas.schema(of: key.type, version: act.entry.entry.schema)
      let before = place > 0 ? acts[place - 1].signed.values : nil
      return try following(act.followed(after: before), of: key, by: schema).map {
        Following(record: $0, action: act.act.action, state: try state(of: $0.key))
      }
    }
  }

  private func following(
    _ act: FollowedAct, of key: RecordKey, by schema: RecordSchema
  ) throws -> [FollowingRecord] {
    let named = schema.targets(of: schema.fields(of: act.text))
    return try schema.following(
      act, of: key,
      linked: { types in
        try LinkedRecords(site).all(to: key, naming: named, of: types, before: act.claimed)
      },
      schema: { try? site.schemas.schema(of: $0) })
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
    let types = try site.schemas.types.filter { type in
      type.rules.effects.contains { $0.type == key.type }
    }
    for store in [site] + (try library(types)) {
      for placed in try store.index.acts(about: types.map(\.type))
      where try leads(placed, to: key) {
        let all = try all(of: placed.entry.key, in: store)
        if let found = all.first(where: { $0.record.key == key }) { return found.record }
      }
    }
    throw FollowingFault.none(key.description)
  }

  private func library(_ types: [RecordSchema]) throws -> [Site] {
    guard types.contains(where: \.isOfLibrary), let library = try site.library() else { return [] }
    return [library]
  }

  /// Whether the id follows from an act, if it counts: a question of hashes alone.
  private func leads(_ placed: PlacedEntry, to key: RecordKey) throws -> Bool {
    guard let act = placed.entry.act, let text = act.text.values else { return false }
    let schema = try site.schemas.schema(
      of: placed.entry.key.type, version: placed.entry.schema)
    // Without the act before, whatever may have changed counts as changed.
    let followed = FollowedAct(
      identity: placed.entry.identity, action: act.action, text: text, before: [:],
      claimed: act.place.claimed)
    return try following(followed, of: placed.entry.key, by: schema).contains { $0.key == key }
  }
}

extension JudgedAct {
  /// What is told of it where something follows.
  fileprivate func followed(after before: [String: JSON]?) -> FollowedAct {
    FollowedAct(
      identity: identity, action: act.action, text: signed.values, before: before,
      claimed: act.place.claimed)
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
