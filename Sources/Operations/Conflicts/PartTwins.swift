import Indexing
import SiteModel
import Storage

/// Two records that bear one natural key: either they are one thing, or one gets another number.
extension ResolveConflict {
  static func part(_ clash: UniqueClash, _ wishes: Wishes, _ session: WriteSession) throws {
    switch (wishes.sameAs, wishes.record, wishes.choice) {
    case (let name?, nil, nil): try unite(clash, as: try one(name, of: clash), wishes, session)
    case (nil, let name?, let number?):
      try rename(try one(name, of: clash), clash.field, number, wishes, session)
    default: throw ConflictFault.otherWay(id: wishes.conflict, kind: "number")
    }
  }

  /// The record of a clash that a person names by its id.
  private static func one(_ name: String, of clash: UniqueClash) throws -> RecordKey {
    let found = clash.records.filter { $0.description == name || $0.id == name }
    guard let key = found.first else {
      throw ConflictFault.noSide(name, sides: clash.records.map(\.description))
    }
    return key
  }

  private static func unite(
    _ clash: UniqueClash, as one: RecordKey, _ wishes: Wishes, _ session: WriteSession
  ) throws {
    let entries = try clash.records.filter { $0 != one }.map { key in
      let now = try session.open(key, key.description, reason: wishes.reason)
      let edit = RecordEdit(of: key, shown: now, new: [SameRecord.register: .string(one.id)])
      return try edit.entry(
        now: now, entity: session.writer.entity,
        schema: try session.site.schemas.schema(of: key.type).version,
        by: session.writer.giving(wishes.reason).author)
    }
    let name = clash.value.string ?? clash.value.canonical
    try session.commit("同一对象 \(one.type) \(name)") { files in
      for entry in entries { try files.add(entry) }
    }
  }

  private static func rename(
    _ key: RecordKey, _ field: String, _ number: String, _ wishes: Wishes,
    _ session: WriteSession
  ) throws {
    let values = try FieldValues(key.type, on: session.site).change(
      [field: .string(number)], of: key)
    _ = try session.open(key, key.description, reason: wishes.reason)
    try session.set(key, values, "改编号 \(key.type) \(number)", reason: wishes.reason)
  }
}
