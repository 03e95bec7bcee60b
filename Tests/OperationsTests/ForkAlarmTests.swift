import Foundation
import Indexing
import Operations
import SiteModel
import Storage
import TestSupport
import Testing

/// A disk is rolled back unnoticed and gives numbers a second time (`schema/model.md` §1).
@Suite struct ForkAlarmTests {
  @Test(arguments: [["p", "hq", "b"], ["b", "p", "hq"]])
  func `Invariant 18: no two commits with effect share chain and Seq unless the fork alarm is up`(
    _ order: [String]
  ) throws {
    let group = try Group()
    try group.write("p")
    try group.meet(["p", "hq", "b", "p"])
    try group.rollBack("p") {
      try group.write("p")
      try group.meet(["p", "hq", "b"])
    }
    try group.write("p")
    var seen = 0
    for node in order + order {
      try group.meet([node])
      for store in try group.stores() {
        let twice = try group.namedTwice(in: store)
        let alarmed = try Set(
          AskStatus.run(on: store).alarms.filter { $0.name == "forked" }.map(\.chain))
        #expect(twice.isSubset(of: alarmed), "after \(node) met, at \(store.name)")
        seen += twice.isEmpty ? 0 : 1
      }
    }
    // Every node holds both branches at last.
    #expect(seen >= 3)
    try group.decide()
    try group.meet(["hq", "p", "b"])
    for store in try group.stores() {
      #expect(try group.namedTwice(in: store).isEmpty)
      #expect(try AskStatus.run(on: store).alarms.map(\.name) == ["revoked"])
    }
  }
}

/// Headquarters, two nodes of a plant, and one stick.
private struct Group {
  private let folder: TemporaryFolder
  private let clock = HandClock("2025-03-14T09:00:00+08:00")
  private let entity = "xj"
  private let chain: String

  init() throws {
    folder = try TemporaryFolder()
    var wishes = CreateSite.Wishes(site: "hq", name: "某集团")
    wishes.isHeadquarters = true
    let surroundings = try LoggedPlant.surroundings(folder, clock)
    let hq = try CreateSite.run(in: folder.place("hq"), wishes, surroundings: surroundings).site
    var chain = ""
    for name in ["b", "p"] {
      wishes = CreateSite.Wishes(site: name, name: "某厂")
      wishes.entity = entity
      let site = try CreateSite.run(in: folder.place(name), wishes, surroundings: surroundings).site
      let enrolment = try EnrolSite.run(name, entity: entity, on: hq)
      try JoinHeadquarters.run(Enrolment(enrolment), on: site)
      chain = site.chain
    }
    self.chain = chain
    try FileManager.default.createDirectory(
      at: folder.place("usb"), withIntermediateDirectories: true)
    try meet(["p", "b", "hq", "p", "b"])
  }

  /// A node as another process opens it.
  private func open(_ name: String) throws -> Site {
    try Site.open(folder.place(name), surroundings: LoggedPlant.surroundings(folder, clock))
  }

  /// The plant's facts, wherever they lie.
  func stores() throws -> [Site] {
    try [open("p"), open("b")] + open("hq").stores().filter { $0.entity == entity }
  }

  func write(_ name: String) throws {
    _ = try WriteRecord.new(
      "instrument", ["number": .string(NewName.random()), "name": "表"], on: open(name))
  }

  func meet(_ names: [String]) throws {
    for name in names { _ = try SyncOverFolder.run(over: folder.place("usb"), on: open(name)) }
  }

  /// A node's store is what it was before the body; its token and identity do not tell.
  func rollBack(_ name: String, _ body: () throws -> Void) throws {
    let files = FileManager.default
    let layout = SiteLayout(root: folder.place(name))
    let (store, saved) = (layout.stores, folder.place("saved"))
    try files.copyItem(at: store, to: saved)
    try body()
    try files.removeItem(at: store)
    try files.moveItem(at: saved, to: store)
    // Answers are no facts: the index of a disk that was rolled back is as old as its store.
    try SiteIndex.remove(layout.index)
    try SiteIndex.remove(layout.index(of: "library"))
  }

  /// Headquarters says which commit of the chain is the last that counts.
  func decide() throws {
    let hq = try open("hq")
    let held = try #require(try hq.stores().first { $0.entity == entity })
    let head = try #require(try held.store.heads()[chain])
    _ = try LimitChain.run(
      .revocation, of: chain, last: head.description, reason: "磁盘曾回退", on: hq)
  }

  /// The chains of which two commits that count bear one number.
  func namedTwice(in site: Site) throws -> Set<String> {
    let keys = try site.index.allStates().map(\.key)
    let counting = try keys.flatMap { try site.index.entries(of: $0) }
      .filter { !$0.isCut(in: nil) }
    let named = Dictionary(grouping: counting) { "\($0.name.chain) \($0.name.seq)" }
    let twice = named.values.filter { Set($0.map(\.commit)).count > 1 }
    return Set(twice.compactMap { $0.first?.name.chain })
  }
}

extension TemporaryFolder {
  fileprivate func place(_ name: String) -> URL { url.appending(path: name) }
}
