import SiteModel
import Testing

/// What may exist once (`schema/model.md` §4), case by case.
@Suite struct SlotTests {
  /// The node does the first lawful thing of this kind that its door offers.
  private static func act(
    _ history: inout SlotHistory, _ node: String, day: String = SlotHistory.days[0],
    _ isMeant: (SlotStep) -> Bool
  ) throws -> SlotAct {
    let wish = try #require(history.wishes(of: node, day: day).first { isMeant($0.step) })
    let act = try #require(history.draft(wish))
    try #require(history.isLawful(act))
    history.write(act)
    return act
  }

  private static func isRelease(_ step: SlotStep) -> Bool {
    if case .release = step { true } else { false }
  }

  @Test func `a mark is told by grammar and never by how a number begins`() throws {
    #expect(SlotKey(kind: "number", number: "QM-01")?.mark == "")
    #expect(SlotKey(kind: "number", number: "B2:QM-01")?.mark == "B2")
    #expect(SlotKey(kind: "number", number: "B2-QM-01")?.mark == "")
    #expect(SlotKey(kind: "number", number: "B2/碳管-01")?.mark == "")
    for wrong in ["", ":QM-01", "b2:QM", "B2:", "B2:C:QM", "QM 01", "ABCDEFGHI:QM"] {
      #expect(SlotKey(kind: "number", number: wrong) == nil, "\(wrong)")
    }
  }

  @Test func `a released revision is in force from its day until it is withdrawn`() throws {
    var history = SlotHistory()
    _ = try Self.act(&history, "aaaa") { $0 == .open }
    let release = try Self.act(&history, "aaaa", day: "2025-01-02", Self.isRelease)
    _ = try Self.act(&history, "aaaa", day: "2025-01-04") { $0 == .withdraw }
    let line = try #require(history.fold(history.acts))
    #expect(line.inForce(on: "2025-01-01") == nil)
    #expect(line.inForce(on: "2025-01-03") == release)
    #expect(line.inForce(on: "2025-01-04") == nil)
  }

  @Test func `a clone resumes first, and what the old disk then releases is shown aside`() throws {
    var history = SlotHistory()
    _ = try Self.act(&history, "aaaa") { $0 == .open }
    _ = history.hear("aaab", from: "aaaa")
    let early = try #require(history.wishes(of: "aaab").first { Self.isRelease($0.step) })
    let refused = try #require(history.draft(early))
    #expect(!history.isLawful(refused))
    _ = try Self.act(&history, "aaab") { $0 == .resume }
    let new = try Self.act(&history, "aaab", Self.isRelease)
    let old = try Self.act(&history, "aaaa", Self.isRelease)
    let line = try #require(history.fold(history.acts))
    #expect(line.inForce(on: "2025-01-01") == new)
    #expect(line.aside == [old] && line.holder == "aaab" && !line.isContested)
  }

  @Test func `two that go on unknown to each other are contested until headquarters decide`() throws
  {
    var history = SlotHistory()
    let open = try Self.act(&history, "aaaa") { $0 == .open }
    _ = history.hear("aaab", from: "aaaa")
    _ = history.hear("hq00", from: "aaaa")
    let resume = try Self.act(&history, "aaab") { $0 == .resume }
    let taken = try Self.act(&history, "hq00") { $0 == .takeOver }
    let line = try #require(history.fold(history.acts))
    #expect(line.acts == [open] && Set(line.sides) == [resume, taken])
    _ = history.hear("hq00", from: "aaab")
    let decided = try Self.act(&history, "hq00") { $0 == .takeOver }
    let after = try #require(history.fold(history.acts))
    #expect(after.acts == [open, decided] && !after.isContested && after.holder == "hq00")
  }
}
