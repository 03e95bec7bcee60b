import SiteModel
import Testing

/// Acts about what may exist once, as entries (`schema/model.md` §4).
@Suite struct SlotEntryTests {
  private static let before = ContentHash(of: Array("before".utf8))

  private static func entry(_ step: SlotStep, on chain: String = "a3k7") throws -> Entry {
    let slot = try #require(SlotKey(kind: "number", number: "B2:QM-01"))
    let move = SlotMove(slot, step, after: [before], day: "2026-04-01", on: chain)
    return Entry(entity: "xj-017", slot: move, by: Author("p-0002", reason: "修订"))
  }

  @Test(arguments: [
    SlotStep.open, .release(revision: "A/1", text: before), .withdraw, .handOver(to: "b4x2"),
    .takeOver, .resume,
  ])
  func `an act written and read is the same act, byte for byte`(_ step: SlotStep) throws {
    let entry = try Self.entry(step)
    let read = try Entry.parse(entry.bytes, at: entry.key.path(seq: 7))
    #expect(read == entry && read.identity == entry.identity)
    #expect(read.slot?.step == step && read.act == nil && read.set.isEmpty)
    #expect(read.slot?.slot.mark == "B2" && read.key == read.slot?.slot.record)
  }

  @Test func `the entry on the page is an act, and lies where the page says`() throws {
    let text = try #require(
      try DigestTests.blocks("entry", in: "model.md").first { $0.contains("\"slot\"") })
    let slot = try #require(SlotKey(kind: "number", number: "QM-01"))
    let entry = try Entry.parse(
      Array(text.dropLast().utf8), at: slot.record.path(seq: 9))
    guard case .release("A/1", _) = entry.slot?.step else {
      Issue.record("no release: \(entry)")
      return
    }
  }

  @Test(arguments: [
    ("\"step\":\"release\"", "\"step\":\"publish\""), ("2026-04-01", "2026-02-30"),
    ("B2:QM-01", "b2:QM-01"), ("B2:QM-01", "B2:QM-02"), ("\"A/1\"", "\"A 1\""),
    ("\"chain\":\"a3k7\"", "\"chain\":\"A3K7\""), ("\"after\":[", "\"after\":[\"\","),
    ("\"type\":\"slot\"", "\"type\":\"point\""), ("\"slot\":{", "\"set\":{},\"slot\":{"),
  ])
  func `what leaves the form is no act`(_ change: (old: String, new: String)) throws {
    let good = try Self.entry(.release(revision: "A/1", text: Self.before))
    let text = good.json.canonical.replacing(change.old, with: change.new)
    #expect(text != good.json.canonical)
    let type = change.new.contains("point") ? "point" : "slot"
    let key = try #require(RecordKey(type: type, id: good.key.id))
    #expect(throws: EntryFault.self) {
      try Entry.parse(Array(text.utf8), at: key.path(seq: 7))
    }
  }

  @Test func `on another chain than it names an act is nothing`() throws {
    let entry = try Self.entry(.open)
    for chain in ["a3k7", "b4x2"] {
      let name = EntryName(chain: chain, seq: 7)
      let placed = PlacedEntry(name: name, entry: entry, past: VersionVector([chain: 7]))
      #expect((SlotAct(placed, notBefore: "") != nil) == (chain == "a3k7"))
    }
  }
}
