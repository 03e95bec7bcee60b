import Indexing
package import SiteModel
import Storage

/// Decides a conflict: an entry that names every statement that was shown, with its reason.
package struct ResolveConflict {
  /// What a person decided.
  package struct Wishes: Sendable {
    /// The conflict's id: it stands for exactly the statements that were shown under it.
    package var conflict: String
    /// The field, where the person names it.
    package var field: String?
    /// The side that stands: an entry's name, a value, or a side's number. Of states a state.
    package var choice: String?
    /// Of records with one natural key: the one that all of them are.
    package var sameAs: String?
    /// Of records with one natural key: the one that bears ``choice`` from now on.
    package var record: String?
    /// In the person's words.
    package var reason: String

    package init(_ conflict: String, reason: String) {
      (self.conflict, self.reason) = (conflict, reason)
    }
  }

  /// Writes or signs the decision.
  ///
  /// - Returns: the records that were written.
  /// - Throws: ``ConflictFault``; of states what ``ActOnRecord/run(_:about:on:)`` throws.
  package static func run(_ wishes: Wishes, on site: Site) throws -> [RecordKey] {
    guard !wishes.reason.allSatisfy(\.isWhitespace) else { throw ConflictFault.noReason }
    return try site.write { session in
      let conflict = try Conflicts(of: session.site).find(wishes.conflict)
      switch conflict.matter {
      case .field(let field): try settle(field, wishes, session)
      case .state(let state): try sign(state, wishes, session)
      case .number(let clash): try part(clash, wishes, session)
      case .slot(let contest):
        throw ConflictFault.slot(id: conflict.id, number: contest.slot.number)
      case .readings: throw ConflictFault.readings(id: conflict.id)
      }
      return written(by: wishes, conflict)
    }
  }

  private static func written(by wishes: Wishes, _ conflict: Conflict) -> [RecordKey] {
    guard case .number(let clash) = conflict.matter else {
      return [conflict.record].compactMap { $0 }
    }
    return clash.records
  }

  private static func settle(
    _ conflict: FieldConflict, _ wishes: Wishes, _ session: WriteSession
  ) throws {
    guard wishes.sameAs == nil, wishes.record == nil else {
      throw ConflictFault.otherWay(id: wishes.conflict, kind: "field")
    }
    let site = session.site
    let schema = try site.schemas.schema(of: conflict.key.type)
    if let field = wishes.field, field != conflict.register,
      schema[field]?.register != conflict.register
    {
      throw ConflictFault.notField(wishes.conflict, field: field)
    }
    let value = try conflict.value(chosen: wishes.choice ?? "")
    let now = try site.index.course(of: conflict.key)?.joined ?? site.index.state(of: conflict.key)
    // A value that stood as a fact may be chosen whatever today's schema says of it.
    let edit = RecordEdit(of: conflict.key, shown: now, new: [conflict.register: value])
    let entry = try edit.entry(
      now: now, entity: session.writer.entity, schema: schema.version,
      by: session.writer.giving(wishes.reason).author)
    let name = now.values["number"]?.string ?? conflict.key.id
    try session.commit("裁决冲突 \(conflict.key.type) \(name) \(conflict.register)") {
      try $0.add(entry)
    }
  }

  private static func sign(
    _ conflict: StateConflict, _ wishes: Wishes, _ session: WriteSession
  ) throws {
    guard wishes.sameAs == nil, wishes.record == nil else {
      throw ConflictFault.otherWay(id: wishes.conflict, kind: "state")
    }
    let sides = conflict.heads.map { "\($0.state) (\($0.act.entry.name))" }
    guard session.site.actor != nil else {
      throw ConflictFault.needsSigner(record: conflict.key.description, states: sides)
    }
    var act = ActOnRecord.Wishes(Lifecycle.decision)
    act.reason = wishes.reason
    let number = wishes.choice.flatMap { Int($0) }.map { $0 - 1 }
    act.side =
      number.flatMap { conflict.heads.indices.contains($0) ? conflict.heads[$0] : nil }
      .map(\.act.entry.name.description) ?? wishes.choice
    try ActOnRecord.sign(act, Signer(of: session.site), session, conflict.key)
  }
}

extension FieldConflict {
  /// The value of the side that is meant: by its entry's name, by its value, or by its number; `before`:
  /// what stood there before both.
  ///
  /// - Throws: ``ConflictFault/noSide(_:sides:)``.
  func value(chosen: String) throws -> JSON {
    if let side = sides.first(where: { $0.name.description == chosen }) { return side.value }
    if let side = sides.first(where: { ($0.value.string ?? $0.value.canonical) == chosen }) {
      return side.value
    }
    if chosen == "before", before.count == 1 { return before[0] }
    if let number = Int(chosen), sides.indices.contains(number - 1) {
      return sides[number - 1].value
    }
    throw ConflictFault.noSide(chosen, sides: sides.map { "\($0.name) = \($0.value.excerpt)" })
  }
}
