package import SiteModel
package import Storage

/// A plant's chain and headquarters' in one store, and the plant's next commits on their way.
package struct MutantScene {
  package let plant: SSHKey
  package let hq: SSHKey
  /// A key whose chain nobody has heard of.
  package let stranger: SSHKey
  /// What the reader holds: three commits of the plant, three of headquarters.
  package let store = MemoryStore()
  /// The plant's commits that are held.
  package let held: [Commit]
  /// Headquarters' commits.
  package let seen: [Commit]
  package var chain: String { plant.publicKey.chain }

  package init() throws {
    plant = try SSHKey(seed: Array(repeating: 1, count: 32))
    hq = try SSHKey(seed: Array(repeating: 2, count: 32))
    stranger = try SSHKey(seed: Array(repeating: 3, count: 32))
    let (plant, hq, store) = (plant, hq, store)
    func add(_ key: SSHKey, _ number: Int, seeing: [Commit] = []) throws -> Commit {
      let chain = key.publicKey.chain
      let draft = CommitDraft(
        entity: "plant", chain: chain, message: "事实 \(number)", by: "w1",
        clock: (Instant(seconds: 1_741_907_700), .beijing),
        seen: seeing.map { SeenHead(chain: $0.chain, seq: $0.seq, commit: $0.id) })
      return try store.append(draft, signer: key) {
        try $0.add("notes/\(number).txt", Self.note(number, of: chain))
      }
    }
    seen = try (1...3).map { try add(hq, $0) }
    let second = seen[1]
    held = try (1...3).map { try add(plant, $0, seeing: $0 == 2 ? [second] : []) }
  }

  /// What the held file `notes/<number>.txt` says.
  package static func note(_ number: Int, of chain: String) -> [UInt8] {
    Array("\(chain) \(number)".utf8)
  }

  /// Two to five commits that follow those held.
  package func bundle(_ random: inout SeededRandom) throws -> ForgedBundle {
    let before = Dictionary(
      uniqueKeysWithValues: (1...3).map { ("notes/\($0).txt", Self.note($0, of: chain)) })
    var drafts = try (4...(5 + Int.random(in: 0...3, using: &random))).map {
      try draft($0, of: plant, &random)
    }
    let sees = Int.random(in: 0..<(2 * drafts.count), using: &random)
    if sees < drafts.count { drafts[sees]["Seen"] = "\(hq.publicKey.chain):3:\(seen[2].id)" }
    return ForgedBundle(chain: chain, base: held[2].id, before: before, drafts: drafts)
  }

  /// A chain that is new to the reader, from its first commit.
  package func newChain(_ random: inout SeededRandom) throws -> ForgedBundle {
    let drafts = try (1...2).map { try draft($0, of: stranger, &random) }
    return ForgedBundle(
      chain: stranger.publicKey.chain, base: nil, before: [:], drafts: drafts)
  }

  /// A commit with an entry, an act, what is done about a slot, a pointer to content and a segment.
  package func draft(
    _ seq: Int, of key: SSHKey, _ random: inout SeededRandom
  ) throws -> ForgedCommit {
    let (record, acted) = (
      try Self.record(Int.random(in: 1...3, using: &random)), try Self.record(9)
    )
    let (chain, number) = (key.publicKey.chain, random.next() % 1_000_000)
    let entry = Entry(
      entity: "plant", key: record, schema: 1,
      set: ["name": FieldWrite(old: [.null], new: .string("表 \(number)"), over: [])],
      by: Author("w1", reason: "补录"))
    let places = ForgedCommit.Places(
      entry: record.path(seq: seq), act: acted.path(seq: seq),
      slot: try Self.slot().record.path(seq: seq),
      pointer: record.contentPath(seq: seq, index: 1, suffix: "pdf"),
      segment: "readings/2025/03/14-\(seq)-1.seg", signer: hq)
    let content = ContentPointer(sha256: ContentHash(of: entry.bytes), size: 70_000 + seq)
    var draft = ForgedCommit(
      files: [
        places.entry: entry.bytes, places.slot: try Self.release(number, on: chain).bytes,
        places.pointer: content.bytes,
        places.segment: Array("karez-segment 1\nperson \(number)\n\n".utf8),
      ],
      trailers: [
        Trailer("Entity", "plant"), Trailer("Chain", chain), Trailer("Seq", "\(seq)"),
        Trailer("Format", "1"), Trailer("Seen", "none"),
        Trailer("Clock", "2025-03-14T07:15:00+08:00"), Trailer("By", "w1"),
      ], key: key, places: places)
    try draft.sign(act: act(on: acted, chain, number).bytes)
    return draft
  }

  private func act(on record: RecordKey, _ chain: String, _ number: UInt64) -> Entry {
    let act = Act(
      Act.Move("approve", to: "approved"), after: [],
      text: SignedText(["name": .string("表 \(number)")]),
      place: SigningPlace(
        chain: chain, claimed: "2025-03-14T07:15:00+08:00",
        library: ChainHead(chain: "lib1", seq: 1, commit: String(repeating: "a", count: 40))),
      signer: SignerNames("王芳", post: "计量员", department: "能源部"))
    return Entry(entity: "plant", key: record, schema: 1, act: act, by: Author("w1"))
  }

  private static func slot() throws -> SlotKey {
    guard let slot = SlotKey(kind: "number", number: "QM-01") else {
      throw StoreFault.refusedName("QM-01")
    }
    return slot
  }

  private static func release(_ number: UInt64, on chain: String) throws -> Entry {
    let text = ContentHash(of: Array("\(number)".utf8))
    let move = SlotMove(
      try slot(), .release(revision: "A/\(number)", text: text), after: [text], day: "2025-03-14",
      on: chain)
    return Entry(entity: "plant", slot: move, by: Author("w1", reason: "修订"))
  }

  private static func record(_ number: Int) throws -> RecordKey {
    guard let key = RecordKey(type: "instrument", id: "q-\(number)") else {
      throw StoreFault.refusedName("q-\(number)")
    }
    return key
  }
}
