import SiteModel
import Testing

/// Who may begin a number (`schema/model.md` §4).
@Suite struct SlotMarkTests {
  private static func slot(_ number: String) throws -> SlotKey {
    try #require(SlotKey(kind: "number", number: number))
  }

  private static func act(
    _ step: SlotStep, _ number: String, at name: EntryName, past: VersionVector,
    after: [SlotAct] = []
  ) throws -> SlotAct {
    var past = past
    past.insert(name)
    return SlotAct(
      ContentHash(of: Array("\(step.name) \(number) \(name)".utf8)), try slot(number), step,
      after: after.map(\.identity), stated: "2025-01-01",
      place: SlotPlace(name: name, past: past))
  }

  private static func ground(_ grants: [MarkGrant]) -> SlotGround {
    SlotGround(headquarters: ["hq00"], predecessors: ["aaab": "aaaa"], grants: grants)
  }

  private static let aaaa = EntryName(chain: "aaaa", seq: 2)
  private static let bbbb = EntryName(chain: "bbbb", seq: 2)
  private static let hq = EntryName(chain: "lib0", seq: 4)

  @Test func `unheard of by each other, two nodes open one plain number, and it is contested`()
    throws
  {
    let opens = try [Self.aaaa, Self.bbbb].map {
      try Self.act(.open, "QM-01", at: $0, past: VersionVector())
    }
    let fold = SlotFold(opens, on: Self.ground([MarkGrant("", to: "aaaa", in: Self.hq)]))
    let line = try #require(fold.lines[try Self.slot("QM-01")])
    #expect(line.isContested && Set(line.sides) == Set(opens) && line.acts.isEmpty)
    #expect(line.inForce(on: "2025-06-01") == nil)
  }

  @Test func `what was lawful before a grant stays so, and after it only its chain opens`() throws {
    let ground = Self.ground([MarkGrant("", to: "aaaa", in: Self.hq)])
    let early = try Self.act(.open, "QM-01", at: Self.bbbb, past: VersionVector())
    let late = try Self.act(
      .open, "QM-02", at: EntryName(chain: "bbbb", seq: 3),
      past: VersionVector(["bbbb": 2, "lib0": 4]))
    let fold = SlotFold([late, early], on: ground)
    #expect(fold.breaches[early.identity] == [])
    #expect(fold.breaches[late.identity] == [.mark(of: "aaaa")])
  }

  @Test func `a second grant of a mark is nothing, whatever it is called`() throws {
    // Given in this order; by its name the second would come first.
    let grants = [
      MarkGrant("B2", to: "bbbb", in: Self.hq),
      MarkGrant("B2", to: "aaaa", in: EntryName(chain: "aib0", seq: 1)),
    ]
    let past = VersionVector(["lib0": 4, "aib0": 1])
    let open = try Self.act(.open, "B2:QM-01", at: Self.bbbb, past: past)
    let other = try Self.act(.open, "B2:QM-02", at: Self.aaaa, past: past)
    let fold = SlotFold([open, other], on: Self.ground(grants))
    #expect(fold.breaches[open.identity] == [])
    #expect(fold.breaches[other.identity] == [.mark(of: "bbbb")])
  }

  @Test func `a mark that nobody was granted is nobody's`() throws {
    let open = try Self.act(.open, "C3:QM-01", at: Self.aaaa, past: VersionVector(["lib0": 9]))
    #expect(
      SlotFold.breaches(of: open, among: [], on: Self.ground([])) == [.mark(of: nil)])
  }

  @Test func `a resumption of one number passes on the mark of all of them`() throws {
    let open = try Self.act(.open, "QM-01", at: Self.aaaa, past: VersionVector())
    let resume = try Self.act(
      .resume, "QM-01", at: EntryName(chain: "aaab", seq: 2), past: VersionVector(["aaaa": 2]),
      after: [open])
    let past = VersionVector(["aaaa": 2, "aaab": 2])
    let heir = try Self.act(.open, "QM-02", at: EntryName(chain: "aaab", seq: 3), past: past)
    let old = try Self.act(.open, "QM-02", at: EntryName(chain: "aaaa", seq: 3), past: past)
    let ground = Self.ground([])
    #expect(SlotFold.breaches(of: heir, among: [open, resume], on: ground) == [])
    #expect(
      SlotFold.breaches(of: old, among: [open, resume], on: ground) == [.mark(of: "aaab")])
    #expect(
      SlotFold.breaches(of: heir, among: [open], on: ground) == [.mark(of: "aaaa")])
  }
}
