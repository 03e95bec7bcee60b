/// One fact about one record, as one commit wrote it: fields set, from what, over what; an act; or
/// what became of something that may exist once.
///
/// The file `records/<type>/<aa>/<id>/<seq>.json` holds exactly ``bytes``. Members that this
/// version does not know are kept in ``json``, because the hash and signatures cover them.
package struct Entry: Sendable, Hashable {
  /// The entity (重点排放单位) whose store this is; `[a-z0-9-]`.
  package let entity: String
  /// The record that is written.
  package let key: RecordKey
  /// The version of the record type's schema the values were checked by, from 1.
  package let schema: Int
  /// Fields, an act, or what is done about a slot.
  package let content: Content
  /// The id of the person who did it.
  package let by: String
  /// Why, in the person's words; nil where none was asked.
  package let reason: String?
  /// The whole entry.
  package let json: JSON

  /// The canonical JSON of the entry: what is stored and hashed.
  package var bytes: [UInt8] { json.canonicalBytes }

  /// The SHA-256 of ``bytes``: what an entry is, wherever a copy of it lies.
  package var identity: ContentHash { signed ?? ContentHash(of: bytes) }

  /// The identity of what others follow, which every judgement about it asks for.
  private let signed: ContentHash?

  /// What an entry can be; in JSON one of the members `set`, `act` and `slot`, never two.
  package enum Content: Sendable, Hashable {
    /// What is set, by register: a field, or a group of fields.
    case fields([String: FieldWrite])
    /// What a person signed.
    case act(Act)
    /// What was done about a slot.
    case slot(SlotMove)
  }

  /// What is set, by register; an act sets nothing.
  package var set: [String: FieldWrite] {
    if case .fields(let set) = content { set } else { [:] }
  }

  /// The act, if the entry is one.
  package var act: Act? { if case .act(let act) = content { act } else { nil } }

  /// What is done about a slot, if the entry says that.
  package var slot: SlotMove? { if case .slot(let move) = content { move } else { nil } }

  /// An entry that sets fields, as this node writes it.
  package init(
    entity: String, key: RecordKey, schema: Int, set: [String: FieldWrite], by: Author
  ) {
    self.init(entity: entity, key: key, schema: schema, content: .fields(set), by: by)
  }

  /// An act, as this node writes it.
  package init(entity: String, key: RecordKey, schema: Int, act: Act, by: Author) {
    self.init(entity: entity, key: key, schema: schema, content: .act(act), by: by)
  }

  /// What is done about a slot, as this node writes it.
  package init(entity: String, slot move: SlotMove, by: Author) {
    self.init(entity: entity, key: move.slot.record, schema: 1, content: .slot(move), by: by)
  }

  private init(entity: String, key: RecordKey, schema: Int, content: Content, by: Author) {
    var members: [String: JSON] = [
      "entity": .string(entity), "type": .string(key.type), "id": .string(key.id),
      "schema": .number(String(schema)), "by": .string(by.id),
    ]
    switch content {
    case .fields(let set): members["set"] = .object(set.mapValues(\.json))
    case .act(let act): members["act"] = act.json
    case .slot(let move): members["slot"] = move.json
    }
    members["reason"] = by.reason.map(JSON.string)
    self.init(
      entity: entity, key: key, schema: schema, content: content, by: by, json: .object(members))
  }

  init(
    entity: String, key: RecordKey, schema: Int, content: Content, by: Author, json: JSON
  ) {
    (self.entity, self.key, self.schema, self.content) = (entity, key, schema, content)
    (self.by, self.reason, self.json) = (by.id, by.reason, json)
    if case .fields = content {
      signed = nil
    } else {
      signed = ContentHash(of: json.canonicalBytes)
    }
  }
}

/// Who writes an entry, and why.
package struct Author: Sendable, Hashable {
  /// The person's id.
  package let id: String
  /// In the person's words; nil where none was asked.
  package let reason: String?

  package init(_ id: String, reason: String? = nil) { (self.id, self.reason) = (id, reason) }
}

/// One register set by an entry.
package struct FieldWrite: Sendable, Hashable {
  /// What was shown before, for readers; one value, or the several values of a conflict.
  ///
  /// The join never looks at it.
  package let old: [JSON]
  /// The value from now on; `null` is "no value".
  package let new: JSON
  /// The writes that were shown to the person and are replaced, ascending.
  package let over: [EntryName]

  package init(old: [JSON], new: JSON, over: some Sequence<EntryName>) {
    self.old = old.isEmpty ? [.null] : old
    self.new = new
    self.over = Set(over).sorted()
  }

  /// `{"new":…,"old":…,"over":[…]}`; a decision has `"olds":[…]` instead of `old`.
  var json: JSON {
    var members: [String: JSON] = [
      "new": new, "over": .array(over.map { .string($0.description) }),
    ]
    if old.count == 1 { members["old"] = old[0] } else { members["olds"] = .array(old) }
    return .object(members)
  }
}

/// The value of a register that is a file: its hash, and where the bytes are.
package struct ContentValue: Sendable, Hashable {
  /// The hash of the bytes.
  package let sha256: ContentHash
  /// The file's name beside the entry, `<seq>.<n>.<ext>`; nil where the bytes are kept elsewhere.
  package let path: String?

  package init(sha256: ContentHash, path: String? = nil) {
    (self.sha256, self.path) = (sha256, path)
  }

  /// Reads `{"path":…,"sha256":…}`; nil for any other value.
  package init?(_ json: JSON) {
    guard let hash = json["sha256"]?.string.flatMap({ ContentHash($0) }) else { return nil }
    self.init(sha256: hash, path: json["path"]?.string)
  }

  /// The value as an entry writes it.
  package var json: JSON {
    var members: [String: JSON] = ["sha256": .string(sha256.description)]
    members["path"] = path.map(JSON.string)
    return .object(members)
  }
}
