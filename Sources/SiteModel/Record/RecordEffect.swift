/// A consequence of an act that a type declares: `x-effects`.
///
/// When a nonconformity's measures are approved, each row becomes an action somebody has to do.
/// Nothing is written for that: the action follows from the signed act, and its first entry is the
/// one a person makes on it.
package struct RecordEffect: Sendable, Hashable {
  /// The action of the lifecycle it follows from.
  package let action: String
  /// The field whose rows each give one record; nil: the act gives one.
  package let rows: String?
  /// The types whose records each give one, where they say that they have to do with this record.
  package let linked: [String]
  /// The fields of which one must have changed since the act before; empty: it always follows.
  package let changed: [String]
  /// What must hold of the record, and of the row; nil: always.
  package let condition: Expression?
  /// The type of the records that follow.
  package let type: String
  /// Field → what stands in it at first.
  package let set: [String: Expression]
  /// Its place in the schema file.
  package let place: String

  /// The names beside fields: this record as `<type>/<id>`, its id, and the day the act claims.
  static let own: [String: Expression.Kind] = [
    "record": .text([]), "record.id": .text([]), "act.on": .day,
  ]

  /// The names its expressions may say beside the fields of the record.
  func names(_ readings: [String: FieldReading]) -> [String: Expression.Kind] {
    var names = linked.isEmpty ? Self.own : Self.own.merging(LinkedRecord.names) { $1 }
    guard let rows, case .rows(let fields)? = readings[rows] else { return names }
    for (name, reading) in fields { names["each.\(name)"] = reading.kind }
    return names
  }
}

/// A record that follows from an act, whether or not somebody has begun it.
package struct FollowingRecord: Sendable, Hashable {
  /// Type and derived id: the same on every node.
  package let key: RecordKey
  /// The act it follows from.
  package let act: ContentHash
  /// What of the act's text it stands for: `measures/0`, or empty.
  package let target: String
  /// What its first entry sets.
  package let values: [String: JSON]

  package init(key: RecordKey, act: ContentHash, target: String, values: [String: JSON]) {
    (self.key, self.act, self.target, self.values) = (key, act, target, values)
  }
}

/// An act that has effect, as what follows from it is told.
package struct FollowedAct: Sendable {
  /// Its identity.
  package let identity: ContentHash
  /// What it did.
  package let action: String
  /// The text as signed, by register.
  package let text: [String: JSON]
  /// The text of the act before it; nil: it is the first.
  package let before: [String: JSON]?
  /// The time it claims, RFC 3339.
  package let claimed: String

  package init(
    identity: ContentHash, action: String, text: [String: JSON], before: [String: JSON]? = nil,
    claimed: String
  ) {
    (self.identity, self.action, self.text) = (identity, action, text)
    (self.before, self.claimed) = (before, claimed)
  }
}

extension RecordSchema {
  /// The records that follow from an act.
  ///
  /// - Parameters:
  ///   - key: the record it moved.
  ///   - linked: the records of these types that had to do with it when the act was signed.
  ///   - schema: the type of what follows, by name; what is unknown does not follow.
  package func following(
    _ act: FollowedAct, of key: RecordKey,
    linked: ([String]) throws -> [LinkedRecord] = { _ in [] },
    schema: (String) -> RecordSchema?
  ) rethrows -> [FollowingRecord] {
    let record = fields(of: act.text)
    var names = FieldReading.values(of: record, readings)
    names["record"] = .text(key.description)
    names["record.id"] = .text(key.id)
    names["act.on"] = CivilDate(act.claimed.prefix(10)).map { .day($0) }
    return try rules.effects.filter { $0.action == act.action && isMeant($0, act) }.flatMap {
      effect in
      guard let target = schema(effect.type) else { return [FollowingRecord]() }
      let rows =
        effect.linked.isEmpty
        ? rows(of: effect, record)
        : try linked(effect.linked).map { ($0.key.description, $0.values) }
      return rows.compactMap { row in
        let names = names.merging(row.values) { $1 }
        if let condition = effect.condition,
          (try? condition.answer(names)) != .truth(true)
        {
          return nil
        }
        return RecordKey.following(act.identity, effect.type, row.target).map {
          FollowingRecord(
            key: $0, act: act.identity, target: row.target, values: target.first(effect.set, names))
        }
      }
    }
  }

  private func isMeant(_ effect: RecordEffect, _ act: FollowedAct) -> Bool {
    guard !effect.changed.isEmpty else { return true }
    // What was never otherwise has not changed.
    guard let before = act.before.map(fields) else { return false }
    let now = fields(of: act.text)
    return effect.changed.contains { now[$0] ?? .null != before[$0] ?? .null }
  }

  private func rows(
    of effect: RecordEffect, _ record: [String: JSON]
  ) -> [(target: String, values: [String: Expression.Value])] {
    guard let name = effect.rows else { return [("", [:])] }
    guard case .rows(let fields)? = readings[name] else { return [] }
    return (record[name]?.array ?? []).enumerated().map { place, row in
      let values = FieldReading.values(of: row.object ?? [:], fields)
      return (
        "\(name)/\(place)", Dictionary(uniqueKeysWithValues: values.map { ("each.\($0)", $1) })
      )
    }
  }

  /// What the first entry of a record of this type sets.
  func first(
    _ set: [String: Expression], _ names: [String: Expression.Value]
  ) -> [String: JSON] {
    set.reduce(into: [:]) { values, member in
      guard let value = (try? member.value.answer(names)) ?? nil else { return }
      values[member.key] = readings[member.key]?.json(of: value)
    }
  }

  /// Makes sure that an effect of this type gives the fields of another type what fits them.
  ///
  /// - Throws: ``SchemaFault/recordType(at:member:)`` for a field there is not,
  ///   ``SchemaFault/expression(at:_:)`` where an expression says something else.
  package func check(
    _ effect: RecordEffect, against target: RecordSchema
  ) throws(SchemaFault) {
    let kinds = readings.mapValues(\.kind).merging(effect.names(readings)) { $1 }
    try target.check(effect.set, kinds, at: effect.place)
  }

  /// Makes sure that what is set gives the fields of this type what fits them.
  func check(
    _ set: [String: Expression], _ names: [String: Expression.Kind], at place: String
  ) throws(SchemaFault) {
    for (field, expression) in set.sorted(by: { $0.key < $1.key }) {
      let place = "\(place)/set/\(field)"
      guard let wanted = readings[field]?.kind else {
        throw .recordType(at: place, member: field)
      }
      let found: Expression.Kind
      do { found = try expression.kind(names) } catch { throw .expression(at: place, error) }
      guard wanted.takes(found) || wanted.item?.takes(found) == true else {
        throw .expression(
          at: place, .unlike(offset: 0, found: "\(found)", expected: "\(wanted)"))
      }
    }
  }
}

extension Expression.Kind {
  /// What a list holds: one such thing makes a list of one.
  fileprivate var item: Expression.Kind? {
    if case .list(let item) = self { item } else { nil }
  }
}

extension RecordKey {
  /// The key of what follows from an act: hash(act, kind, target), so that every node finds the
  /// same and nobody has to write it.
  package static func following(_ act: ContentHash, _ type: String, _ target: String) -> RecordKey?
  {
    let hash = ContentHash(of: Array("\(act)\n\(type)\n\(target)\n".utf8))
    return RecordKey(type: type, id: String(hash.description.prefix(32)))
  }
}
