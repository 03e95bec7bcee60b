/// Why a file is no entry.
package enum EntryFault: Fault, Equatable {
  /// It is no JSON.
  case notJSON(path: String, JSONFault)
  /// It is JSON, but not in the one byte form that hashes and signatures cover.
  case notCanonical(path: String)
  /// It is larger than ``Entry/sizeLimit``.
  case tooLarge(path: String, bytes: Int)
  /// A member is missing or is not what the format asks for; `found` is empty where it is missing.
  case wrongMember(path: String, member: String, found: String)
  /// The path is none of an entry, or of another record than the entry names.
  case elsewhere(path: String)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .notJSON(let path, let fault):
      Phrase(
        "entry.not-json",
        ["path": path, "offset": String(fault.offset), "reason": fault.reason])
    case .notCanonical(let path): Phrase("entry.not-canonical", ["path": path])
    case .tooLarge(let path, let bytes):
      Phrase("entry.too-large", ["path": path, "bytes": String(bytes)])
    case .wrongMember(let path, let member, let found):
      Phrase("entry.wrong-member", ["path": path, "member": member, "found": found])
    case .elsewhere(let path): Phrase("entry.elsewhere", ["path": path])
    }
  }
}

extension Entry {
  /// The most bytes an entry may have: 256 KiB. Anything longer is content beside it.
  package static let sizeLimit = 262_144

  /// Reads an entry that may come from another node.
  ///
  /// Only form is judged: what the entry means, and whether its names stand for anything, is the
  /// join's business. Numbers are whole and have at most 15 digits; decimals are strings, because
  /// a fact has one byte form.
  ///
  /// - Parameter path: where it lies in the chain's tree.
  package static func parse(_ bytes: [UInt8], at path: String) throws(EntryFault) -> Entry {
    guard let place = EntryPath(path) else { throw .elsewhere(path: path) }
    guard bytes.count <= sizeLimit else { throw .tooLarge(path: path, bytes: bytes.count) }
    let json: JSON
    do { json = try JSON.parse(bytes) } catch { throw .notJSON(path: path, error) }
    guard json.canonicalBytes == bytes else { throw .notCanonical(path: path) }
    let entry = try EntryReader(path: path).entry(json)
    guard entry.key == place.key else { throw .elsewhere(path: path) }
    return entry
  }
}

private struct EntryReader {
  let path: String

  func entry(_ json: JSON) throws(EntryFault) -> Entry {
    let entity = try id(json, "entity")
    let (type, id) = (try id(json, "type", limit: 30), try id(json, "id"))
    guard let key = RecordKey(type: type, id: id) else { throw wrong("id", json["id"]) }
    guard let schema = json["schema"]?.number.flatMap({ Grammar.counting($0) })
    else { throw wrong("schema", json["schema"]) }
    let by = Author(
      try text(json, "by", limit: 200),
      reason: json["reason"] == nil ? nil : try text(json, "reason", limit: 4000))
    return Entry(
      entity: entity, key: key, schema: schema, content: try content(json, of: key), by: by,
      json: json)
  }

  private func content(_ json: JSON, of key: RecordKey) throws(EntryFault) -> Entry.Content {
    for (one, other) in [("act", "set"), ("slot", "set"), ("slot", "act")]
    where json[one] != nil && json[other] != nil { throw wrong(other, json[other]) }
    // A slot's record holds nothing else, and nothing of it stands elsewhere.
    guard (json["slot"] != nil) == (key.type == SlotKey.recordType)
    else { throw wrong("slot", json["slot"]) }
    if let move = json["slot"] { return .slot(try SlotReader(path: path, key: key).move(move)) }
    guard let act = json["act"] else { return .fields(try writes(json)) }
    return .act(try ActReader(path: path).act(act))
  }

  private func writes(_ json: JSON) throws(EntryFault) -> [String: FieldWrite] {
    guard let members = json["set"]?.object else { throw wrong("set", json["set"]) }
    var writes: [String: FieldWrite] = [:]
    for (field, value) in members {
      guard Grammar.isField(field) else { throw wrong("set", .string(field)) }
      writes[field] = try write(value, "set/\(field)")
    }
    return writes
  }

  private func write(_ json: JSON, _ place: String) throws(EntryFault) -> FieldWrite {
    guard let new = json["new"], new.isFactValue else { throw wrong("\(place)/new", json["new"]) }
    let old: [JSON]
    switch (json["old"], json["olds"]?.array) {
    case (let value?, nil): old = [value]
    case (nil, let values?) where values.count > 1: old = values
    default: throw wrong("\(place)/old", json["old"] ?? json["olds"])
    }
    guard old.allSatisfy(\.isFactValue) else { throw wrong("\(place)/old", json["old"]) }
    return FieldWrite(old: old, new: new, over: try over(json, "\(place)/over"))
  }

  private func over(_ json: JSON, _ place: String) throws(EntryFault) -> [EntryName] {
    guard let items = json["over"]?.array else { throw wrong(place, json["over"]) }
    var names: [EntryName] = []
    for item in items {
      guard let name = item.string.flatMap({ EntryName($0) }), names.last.map({ $0 < name }) ?? true
      else { throw wrong(place, item) }
      names.append(name)
    }
    return names
  }

  private func id(
    _ json: JSON, _ member: String, limit: Int = 40
  ) throws(EntryFault) -> String {
    guard let text = json[member]?.string, Grammar.isID(text, limit: limit)
    else { throw wrong(member, json[member]) }
    return text
  }

  private func text(_ json: JSON, _ member: String, limit: Int) throws(EntryFault) -> String {
    guard let text = json[member]?.string, !text.isEmpty, text.unicodeScalars.count <= limit
    else { throw wrong(member, json[member]) }
    return text
  }

  private func wrong(_ member: String, _ found: JSON?) -> EntryFault {
    .wrongMember(path: path, member: member, found: found?.excerpt ?? "")
  }
}

extension JSON {
  /// Whether every number in it is whole and short, so that the value has one byte form.
  package var isFactValue: Bool {
    switch self {
    case .null, .bool, .string: true
    case .number(let text):
      text == "0" || Grammar.counting(text.first == "-" ? text.dropFirst() : text[...]) != nil
    case .array(let items): items.allSatisfy(\.isFactValue)
    case .object(let members): members.values.allSatisfy(\.isFactValue)
    }
  }

  /// The value's text, cut after 60 characters, for people.
  package var excerpt: String {
    let text = canonical
    return text.count > 60 ? text.prefix(60) + "…" : text
  }
}
