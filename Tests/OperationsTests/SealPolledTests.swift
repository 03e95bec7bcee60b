import Foundation
import Indexing
import Operations
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct SealPolledTests {
  private let folder: TemporaryFolder
  private let clock = HandClock("2025-03-14T09:10:00+08:00")
  private let point: MeasurementPoint

  init() throws {
    folder = try TemporaryFolder()
    var wishes = CreateSite.Wishes(site: "plant", name: "某厂")
    wishes.zone = Offset("+08:00")
    let site = try CreateSite.run(
      in: folder.url.appending(path: "p"), wishes,
      surroundings: LoggedPlant.surroundings(folder, clock)
    ).site
    point = try AddPoint.run(
      on: site, AddPoint.Wishes(number: "E-1", name: "一号表", kind: .register, unit: "kWh"))
  }

  private func place(_ name: String) -> URL { folder.url.appending(path: name) }

  private func site(_ name: String = "p") throws -> Site {
    try Site.open(place(name), surroundings: LoggedPlant.surroundings(folder, clock))
  }

  private func poll(_ value: String, on site: Site) throws {
    let row = Polled(
      at: clock.wall.now().instant, point: point.id, value: try #require(Decimal18(value)),
      unit: "kWh")
    _ = try site.journal.open().append([row])
  }

  private func shown(_ site: Site) throws -> [String] {
    let from = try #require(Instant.parse("2025-03-14T00:00:00+08:00")).instant
    let rows = try AskReadings.run(
      on: site, points: ["E-1"], from: from, until: Instant(seconds: from.seconds + 864_000)
    ).rows
    return rows.map { "\($0.value)" }
  }

  @Test func `an hour is sealed when it is over`() throws {
    try poll("1.0", on: site())
    #expect(try SealPolled.run(all: false, on: site()).sealed == 0)
    #expect(try shown(site()).isEmpty)
    clock.set("2025-03-14T10:00:00+08:00")
    try poll("2.0", on: site())
    #expect(try SealPolled.run(all: false, on: site()).sealed == 1)
    #expect(try shown(site()) == ["1.0"])
    #expect(try SealPolled.run(all: true, on: site()).sealed == 1)
    #expect(try shown(site()) == ["1.0", "2.0"])
    #expect(try VerifySite.run(in: place("p")).faults.isEmpty)
  }

  @Test func `Invariant 17: a polled row counts once, wherever the journal came from`() throws {
    try poll("1.0", on: site())
    clock.set("2025-03-14T11:00:00+08:00")
    try poll("2.0", on: site())
    _ = try BackupSite.run(site(), to: place("b"))
    // Sealed at the old node after the backup; the heir does not know.
    #expect(try SealPolled.run(all: true, on: site()).sealed == 2)
    let surroundings = try LoggedPlant.surroundings(folder, clock)
    _ = try RestoreSite.run(from: place("b"), to: place("r"), surroundings: surroundings)
    clock.set("2025-03-14T12:00:00+08:00")
    try poll("3.0", on: site("r"))
    #expect(try SealPolled.run(all: true, on: site("r")).sealed == 3)
    #expect(try shown(site("r")) == ["1.0", "2.0", "3.0"])
    #expect(try SealPolled.run(all: true, on: site("r")).sealed == 0)
  }

  @Test func `rows that a segment names are dropped from an older journal`() throws {
    try poll("1.0", on: site())
    try site().journal.open().backup(to: folder.path("early.db"))
    #expect(try SealPolled.run(all: true, on: site()).sealed == 1)
    let journal = try site().layout.journal.path
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: journal + suffix)
    }
    try FileManager.default.copyItem(atPath: folder.path("early.db"), toPath: journal)
    #expect(try site().journal.open().unsealedPolls().count == 1)
    #expect(try SealPolled.run(all: true, on: site()).sealed == 0)
    #expect(try site().journal.open().unsealedPolls().isEmpty)
    #expect(try shown(site()) == ["1.0"])
  }

  @Test func `what was polled in two units is sealed in two segments`() throws {
    try poll("1.0", on: site())
    clock.set("2025-03-14T09:20:00+08:00")
    let other = Polled(
      at: clock.wall.now().instant, point: point.id, value: try #require(Decimal18("2")),
      unit: "MWh")
    _ = try site().journal.open().append([other])
    #expect(try SealPolled.run(all: true, on: site()).sealed == 1)
    #expect(try shown(site()) == ["1.0"])
    #expect(try SealPolled.run(all: true, on: site()).sealed == 1)
    #expect(try site().index.liveSegments().count == 2)
  }

  @Test func `a node polls by its own maps, and changes no other node's`() throws {
    let map = #"{"devices": [{"name": "a", "host": "127.0.0.1", "registers": [REGISTER]}]}"#
      .replacing("REGISTER", with: #"{"point": "E-1", "address": 0, "coding": "u16"}"#)
    let file = place("map.json")
    try Data(map.utf8).write(to: file)
    try PollMap.save("一号站", file, on: site())
    #expect(try PollMap.all(on: site()).map(\.name) == ["一号站"])
    // As it comes from another node of the entity.
    let key = try #require(try site().index.states(of: "profile").first?.key)
    let plan = try #require(try site().index.state(of: key).values["plan"]?.object)
    let others = plan.merging(["node": "b"]) { $1 }
    try site().write { session in
      _ = try session.set(key, ["plan": .object(others)], "另一节点的表")
    }
    #expect(try PollMap.all(on: site()).isEmpty)
    #expect(throws: PollFault.elsewhere(name: "一号站", node: "b")) {
      try PollMap.save("一号站", file, on: site())
    }
  }

  @Test func `a register that fell waits, and its event is recorded with the decision`() throws {
    try poll("10.0", on: site())
    clock.set("2025-03-14T09:20:00+08:00")
    try poll("2.0", on: site())
    let outcome = try SealPolled.run(all: true, on: site())
    #expect(outcome.sealed == 0 && outcome.waiting.map(\.point) == ["E-1"])
    #expect(try SealPolled.run(all: true, fall: .reset, on: site()).sealed == 2)
    #expect(try shown(site()) == ["10.0", "2.0"])
    #expect(try site().index.states(of: "meter-event").count == 1)
  }

  @Test func `records that are one point are one register: what fell between them waits`() throws {
    let twin = try AddPoint.run(
      on: site(), AddPoint.Wishes(number: "E-9", name: "同一表", kind: .register, unit: "kWh"))
    try site().write { session in
      let now = try session.site.index.state(of: twin.key)
      let edit = RecordEdit(of: twin.key, shown: now, new: [SameRecord.register: .string(point.id)])
      let entry = try edit.entry(
        now: now, entity: session.writer.entity, schema: 1, by: session.writer.author)
      _ = try session.commit("同一对象") { try $0.add(entry) }
    }
    let earlier = clock.wall.now().instant
    try poll("10.0", on: site())
    let other = Polled(
      at: Instant(seconds: earlier.seconds + 60), point: twin.id,
      value: try #require(Decimal18("2")), unit: "kWh")
    _ = try site().journal.open().append([other])
    let outcome = try SealPolled.run(all: true, on: site())
    #expect(outcome.sealed == 0 && outcome.waiting.count == 1)
  }

  @Test func `readings of a clock that ran ahead wait until their time has come`() throws {
    try poll("1.0", on: site())
    clock.set("2025-03-16T09:00:00+08:00")
    try poll("3.0", on: site())
    clock.set("2025-03-14T11:00:00+08:00")
    let outcome = try SealPolled.run(all: true, on: site())
    #expect(outcome.sealed == 1 && outcome.waiting.map(\.point) == ["E-1"])
    #expect(try shown(site()) == ["1.0"])
    clock.set("2025-03-16T10:00:00+08:00")
    #expect(try SealPolled.run(all: false, on: site()).sealed == 1)
  }

  @Test func `many rows are several commits, and each counts once`() throws {
    let start = clock.wall.now().instant.seconds
    let rows = try (0..<25_000).map { second in
      Polled(
        at: Instant(seconds: start + Int64(second)), point: point.id,
        value: try #require(Decimal18("\(second)")), unit: "kWh")
    }
    _ = try site().journal.open().append(rows)
    clock.set("2025-03-15T09:10:00+08:00")
    #expect(try SealPolled.run(all: true, on: site()).sealed == 25_000)
    #expect(try site().index.liveSegments().count == 3)
    #expect(try shown(site()).count == 25_000)
    #expect(try site().journal.open().unsealedPolls().isEmpty)
  }
}
