import GRDB
import SiteModel
import Storage

/// Entries as they come, and what the records they touch show from then on.
extension SiteIndex {
  func takeEntry(
    _ place: EntryPath, _ file: AddedFile, _ folder: [AddedFile], _ name: EntryName,
    from store: some FactStore, into touched: inout Touched, _ db: Database
  ) throws {
    let bytes = try store.read(file.id).bytes
    // An entry that lies about its own place is no fact; ingest and verify say so too.
    let entry = try Entry.parse(bytes, at: file.path)
    guard place.seq == name.seq else { throw FollowFault.misplaced(path: file.path) }
    let signature = try folder.first { $0.path == file.path + ".sig" }
      .map { try store.read($0.id).bytes }
    let isAct = entry.act != nil
    try db.execute(
      sql: "insert into entries values (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        place.key.type, place.key.id, name.branch, place.seq, entry.json.canonical,
        Self.beside(place, file.path, folder).canonical,
        isAct ? entry.identity.description : nil,
        isAct ? signature.flatMap { SSHSignature.signer(ofAct: bytes, in: $0) } : nil,
      ])
    try takeUndo(entry, name, into: &touched, db)
  }

  /// The other files that lie beside an entry: name in the record's folder → blob.
  private static func beside(
    _ place: EntryPath, _ path: String, _ folder: [AddedFile]
  ) -> JSON {
    let prefix = "\(place.key.folder)/\(place.seq)."
    let files = folder.filter { $0.path.hasPrefix(prefix) && $0.path != path }.map {
      (String($0.path.dropFirst(place.key.folder.count + 1)), JSON.string($0.id.description))
    }
    return .object(Dictionary(uniqueKeysWithValues: files))
  }

  /// Computes anew what these records show, and the text they are found by.
  func joinRecords(_ keys: Set<RecordKey>, _ db: Database) throws {
    var judge = Judge(index: self)
    for key in keys {
      let placed = try Self.entries(of: key, db)
      guard placed.contains(where: { !$0.isCut(in: nil) }) else {
        try forget(key, db)
        continue
      }
      // What may exist once is folded when it is asked for: it shows no fields.
      guard key.type != SlotKey.recordType else { continue }
      let course = try judge.course(of: key, placed, db)
      let state = course?.shown ?? RecordState(joining: placed)
      try db.execute(
        sql: "insert or replace into records values (?, ?, ?, ?, ?, ?)",
        arguments: [
          key.type, key.id, state.values["number"]?.string,
          JSON.object(state.values).canonical, state.conflicts.joined(separator: " "),
          stage(of: key.type, course).joined(separator: " "),
        ])
      let envelope = Envelope(of: state)
      try SearchText.index(key, state, envelope, db)
      try Self.setLinks(of: key, envelope.links, db)
      if let other = SameRecord.other(than: key, in: state.values) {
        try Self.setSame(key, other, db)
      }
    }
  }

  /// A record of which every entry lies above a cut is none.
  private func forget(_ key: RecordKey, _ db: Database) throws {
    try SearchText.remove(key, db)
    for table in ["records", "links"] {
      try db.execute(
        sql: "delete from \(table) where type = ? and record = ?", arguments: [key.type, key.id])
    }
  }

  private func stage(of type: String, _ course: RecordCourse?) -> [String] {
    switch course?.state {
    case .at(let state): [state]
    // Sides that agree about the state signed different texts, and are still two.
    case .conflict(let states): states.count > 1 ? states : states + states
    // Nobody has signed anything yet.
    case nil: ground.lifecycles[type].map { [$0.initial] } ?? []
    }
  }
}
