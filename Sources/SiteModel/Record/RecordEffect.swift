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
  /// What must hold of the record, and of the row; nil: always.
  package let condition: Expression?
  /// The type of the records that follow.
  package let type: String
  /// Field → what stands in it at first.
  package let set: [String: Expression]
  /// Its place in the schema file.
  package let place: String

  /// The names beside fields: this record as `<type>/<id>`, and its id.
  static let own: [String: Expression.Kind] = ["record": .text([]), "record.id": .text([])]
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

extension RecordSchema {
  /// The records that follow from an act.
  ///
  /// - Parameters:
  ///   - act: its identity and action, and the text as signed, by register.
  ///   - key: the record it moved.
  ///   - schema: the type of what follows, by name; what is unknown does not follow.
  package func following(
    _ act: (identity: ContentHash, action: String, text: [String: JSON]), of key: RecordKey,
    schema: (String) -> RecordSchema?
  ) -> [FollowingRecord] {
    let record = fields(of: act.text)
    var names = FieldReading.values(of: record, readings)
    names["record"] = .text(key.description)
    names["record.id"] = .text(key.id)
    return rules.effects.filter { $0.action == act.action }.flatMap { effect in
      guard let target = schema(effect.type) else { return [FollowingRecord]() }
      return rows(of: effect, record).compactMap { row in
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

  /// What each name stands for in the expressions of an effect.
  func kinds(in effect: RecordEffect) -> [String: Expression.Kind] {
    var kinds = readings.mapValues(\.kind).merging(RecordEffect.own) { $1 }
    if let rows = effect.rows, case .rows(let fields)? = readings[rows] {
      for (name, reading) in fields { kinds["each.\(name)"] = reading.kind }
    }
    return kinds
  }

  /// Makes sure that an effect of this type gives the fields of another type what fits them.
  ///
  /// - Throws: ``SchemaFault/recordType(at:member:)`` for a field there is not,
  ///   ``SchemaFault/expression(at:_:)`` where an expression says something else.
  package func check(
    _ effect: RecordEffect, against target: RecordSchema
  ) throws(SchemaFault) {
    try target.check(effect.set, kinds(in: effect), at: effect.place)
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
