import SiteModel
import TestSupport
import Testing

@Suite struct RecordEditTests {
  static let past = VersionVector(["aaaa": 9, "bbbb": 9])

  private func write(
    _ chain: String, _ seq: Int, _ value: JSON, over: [EntryName] = []
  ) throws -> PlacedEntry {
    let key = try #require(RecordKey(type: "point", id: "p1"))
    return PlacedEntry(
      name: EntryName(chain: chain, seq: seq),
      entry: Entry(
        entity: "xj-1", key: key, schema: 1,
        set: ["name": FieldWrite(old: [], new: value, over: over)], by: Author("p-1")),
      past: Self.past)
  }

  @Test func `a decision names every write of the conflict, and the values it chose between`()
    throws
  {
    let state = RecordState(joining: try [write("aaaa", 1, "甲"), write("bbbb", 1, "乙")])
    #expect(state.conflicts == ["name"] && state.values.isEmpty)
    let edit = try RecordEdit(
      of: #require(RecordKey(type: "point", id: "p1")), shown: state, new: ["name": "甲"])
    let decision = try #require(try edit.writes(now: state)["name"])
    #expect(decision.over.map(\.description) == ["aaaa.1", "bbbb.1"])
    #expect(decision.old == ["甲", "乙"])
  }

  @Test func `saving over what the form did not show is refused with both values`() throws {
    let key = try #require(RecordKey(type: "point", id: "p1"))
    let form = RecordState(joining: [try write("aaaa", 1, "甲")])
    let other = try write("bbbb", 1, "乙", over: [EntryName(chain: "aaaa", seq: 1)])
    let now = RecordState(joining: [try write("aaaa", 1, "甲"), other])
    let edit = RecordEdit(of: key, shown: form, new: ["name": "丙"])
    let fault = #expect(throws: RecordFault.self) { try edit.writes(now: now) }
    guard case .changedMeanwhile(let change) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(change.shown == ["甲"] && change.now == ["乙"] && change.wanted == "丙")
    #expect(change.key == key && change.register == "name" && fault?.kind == .refused)
  }

  @Test func `an agreeing write the form did not show is not replaced either`() throws {
    let key = try #require(RecordKey(type: "point", id: "p1"))
    let form = RecordState(joining: [try write("aaaa", 1, "甲")])
    let now = RecordState(joining: [try write("aaaa", 1, "甲"), try write("bbbb", 1, "甲")])
    #expect(now["name"]?.value == "甲")
    #expect(throws: RecordFault.self) {
      try RecordEdit(of: key, shown: form, new: ["name": "丙"]).writes(now: now)
    }
  }

  @Test func `a form that changes nothing makes no fact`() throws {
    let key = try #require(RecordKey(type: "point", id: "p1"))
    let form = RecordState(joining: [try write("aaaa", 1, "甲")])
    for new: [String: JSON] in [["name": "甲"], ["unit": .null], [:]] {
      #expect(throws: RecordFault.nothingToSave(key)) {
        try RecordEdit(of: key, shown: form, new: new).writes(now: form)
      }
    }
  }

  @Test func `known at an earlier past is what was shown then`() throws {
    let entries = try [
      write("aaaa", 1, "甲"), write("aaaa", 2, "乙", over: [EntryName(chain: "aaaa", seq: 1)]),
    ]
    let then = RecordState(joining: entries, knownAt: VersionVector(["aaaa": 1]))
    #expect(then["name"]?.value == "甲")
    #expect(RecordState(joining: entries)["name"]?.value == "乙")
  }

  @Test func `a name outside the writer's past replaces nothing`() throws {
    let key = try #require(RecordKey(type: "point", id: "p1"))
    let unseen = EntryName(chain: "bbbb", seq: 1)
    let write = FieldWrite(old: [], new: "乙", over: [unseen, EntryName(chain: "aaaa", seq: 1)])
    let entry = PlacedEntry(
      name: EntryName(chain: "aaaa", seq: 1),
      entry: Entry(entity: "xj-1", key: key, schema: 1, set: ["name": write], by: Author("p-1")),
      past: VersionVector(["aaaa": 1]))
    let state = RecordState(joining: [entry, try self.write("bbbb", 1, "甲")])
    #expect(state["name"]?.names.count == 2)
  }

  @Test func `texts that only look alike are a conflict, in every order`() throws {
    let writes = try [write("aaaa", 1, "\u{e9}"), write("bbbb", 1, "e\u{301}")]
    let states = [RecordState(joining: writes), RecordState(joining: writes.reversed())]
    #expect(states[0] == states[1] && states[0].conflicts == ["name"])
  }

  @Test func `a history lists causes before what followed from them`() throws {
    var random = SeededRandom(seed: 81)
    let entries = (1...6).compactMap { seq -> PlacedEntry? in
      guard let key = RecordKey(type: "point", id: "p1") else { return nil }
      return PlacedEntry(
        name: EntryName(chain: seq % 2 == 0 ? "aaaa" : "bbbb", seq: seq),
        entry: Entry(
          entity: "xj-1", key: key, schema: 1,
          set: ["name": FieldWrite(old: [], new: .string("\(seq)"), over: [])], by: Author("p-1")),
        past: VersionVector(["aaaa": seq, "bbbb": seq]))
    }
    let history = entries.shuffled(using: &random).history(of: "name")
    #expect(history.map(\.name.seq) == [1, 2, 3, 4, 5, 6])
    #expect(entries.history(of: "unit").isEmpty)
  }

  @Test func `an undo counts for ever, whatever is written to its record later`() throws {
    let key = try #require(RecordKey(type: "undo", id: "u1"))
    let blob = String(repeating: "b", count: 40)
    let entries = [JSON.array([.string(blob)]), .null].enumerated().map { place, value in
      PlacedEntry(
        name: EntryName(chain: "aaaa", seq: place + 1),
        entry: Entry(
          entity: "xj-1", key: key, schema: 1,
          set: ["segments": FieldWrite(old: [], new: value, over: [])], by: Author("p-1")),
        past: Self.past)
    }
    #expect(entries.undoneSegments == [blob])
  }
}
