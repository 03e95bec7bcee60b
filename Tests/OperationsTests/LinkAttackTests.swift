import Foundation
import Operations
import SiteModel
import Storage
import Sync
import TestSupport
import Testing

/// An enrolled node that tries over the link what is not its to do: each is refused, and nothing moves.
@Suite struct LinkAttackTests {
  @Test func `a plant's node is not shown the blocks of another plant`() throws {
    let group = try LinkedGroup()
    let (a, b) = (try group.caller("a"), try group.caller("b"))
    let theirs = try b.call(nil)
    let listing = try #require(theirs.signed.statement.box)
    let wanted = Array((ShortHash.of(listing.root) + "\n").utf8)
    #expect(try !group.hq.blocks(wanted, pass: try b.pass(theirs)).isEmpty)
    let mine = try a.call(nil)
    #expect(throws: LinkFault.block) { _ = try group.hq.blocks(wanted, pass: try a.pass(mine)) }
    // And with what the other was given it opens nothing, for it has not the other's key.
    #expect(throws: LinkFault.pass) {
      let nonce = try #require(LinkAnswer(theirs.rest).nonce)
      _ = try group.hq.blocks(wanted, pass: Pass(nonce, by: a.key).header)
    }
  }

  @Test func `a plant's node adds nothing to another plant's chain`() throws {
    let group = try LinkedGroup()
    let (a, b) = (try group.caller("a"), try group.caller("b"))
    let bundle = try b.bundle(of: b.chain, in: "b")
    let before = try group.heads()
    #expect(try a.bring(bundle, to: group.hq).map(\.key) == ["ingest.stranger"])
    #expect(try group.heads() == before)
  }

  @Test(arguments: [Forgery.headquartersChain, .library, .foreignTrailer, .othersChain])
  func `what a plant's node may not write is refused and moves nothing`(
    _ forgery: Forgery
  ) throws {
    let group = try LinkedGroup()
    let a = try group.caller("a")
    let bundle = try forgery.bundle(by: a, in: group)
    let before = try group.heads()
    let refused = try a.bring(bundle, to: group.hq)
    #expect(refused.map(\.key) == [forgery.rule], "\(refused)")
    #expect(try group.heads() == before)
  }

  @Test func `an older head takes nothing back`() throws {
    let group = try LinkedGroup()
    let a = try group.caller("a")
    let old = try a.bundle(of: a.chain, in: "a")
    try group.write("a")
    #expect(try a.bring(try a.bundle(of: a.chain, in: "a"), to: group.hq).isEmpty)
    let before = try group.heads()
    #expect(try a.bring(old, to: group.hq).isEmpty)
    #expect(try group.heads() == before)
  }

  @Test func `a question that somebody wrote down opens nothing, and its answer answers no other`()
    throws
  {
    let group = try LinkedGroup()
    let a = try group.caller("a")
    let question = try a.question(nil)
    let answer = try Spoken(try group.hq.sync(question.bytes))
    let again = try Spoken(try group.hq.sync(question.bytes))
    let nonce = try #require(LinkAnswer(again.rest).nonce)
    #expect(throws: LinkFault.pass) {
      _ = try group.hq.blocks([], pass: Pass(nonce, by: SSHKey()).header)
    }
    #expect(answer.signed.statement.answers == question.name)
    #expect(try a.question(nil).name != question.name)
  }

  @Test func `a block that nobody announced is not kept`() throws {
    let group = try LinkedGroup()
    let a = try group.caller("a")
    let answer = try a.call(nil)
    let taking = try group.hq.taking(pass: try a.pass(answer))
    #expect(throws: LinkFault.block) {
      _ = try taking.taken(BlockStream.bytes(of: [[1, 2, 3]]))
    }
  }

  @Test func `a stranger's key is told that it is not enrolled`() throws {
    let group = try LinkedGroup()
    let a = try group.caller("a")
    var statement = try a.question(nil).signed.statement
    let key = SSHKey()
    statement.chain = key.publicKey.chain
    let spoken = Spoken(try SignedStatement(statement, by: key))
    #expect(throws: LinkFault.unknown(node: "a")) { _ = try group.hq.sync(spoken.bytes) }
  }
}

/// A bundle that is well-formed in all but one thing.
enum Forgery: String, Sendable {
  case headquartersChain, library, foreignTrailer, othersChain

  /// By which rule it is refused.
  var rule: String {
    switch self {
    case .headquartersChain: "ingest.commit"
    case .library, .othersChain: "link.foreign"
    case .foreignTrailer: "ingest.stranger"
    }
  }

  func bundle(by a: LinkedGroup.Caller, in group: LinkedGroup) throws -> [UInt8] {
    switch self {
    case .headquartersChain:
      try a.forged(in: "a", entity: "a", chain: group.headquartersChain(of: "a"))
    case .library: try a.forged(in: "library", entity: "library", chain: a.chain)
    case .foreignTrailer:
      try a.forged(in: nil, entity: "b", chain: a.chain)
    case .othersChain: try a.forged(in: "a", entity: "a", chain: group.caller("b").chain)
    }
  }
}

/// Headquarters that answer, and two plants that have called once.
final class LinkedGroup {
  let hq: Answering
  private let folder: TemporaryFolder
  private let clock = HandClock("2025-03-14T09:00:00+08:00")

  init() throws {
    let (folder, clock) = (try TemporaryFolder(), clock)
    self.folder = folder
    let surroundings = try LoggedPlant.surroundings(folder, clock)
    var wishes = CreateSite.Wishes(site: "hq", name: "某集团")
    wishes.isHeadquarters = true
    let hq = try CreateSite.run(
      in: folder.url.appending(path: "hq"), wishes, surroundings: surroundings
    ).site
    let stick = folder.url.appending(path: "usb")
    try FileManager.default.createDirectory(at: stick, withIntermediateDirectories: true)
    for name in ["a", "b"] {
      let site = try CreateSite.run(
        in: folder.url.appending(path: name), CreateSite.Wishes(site: name, name: name),
        surroundings: surroundings
      ).site
      try JoinHeadquarters.run(Enrolment(try EnrolSite.run(name, entity: name, on: hq)), on: site)
    }
    self.hq = try Answering {
      try Site.open(folder.url.appending(path: "hq"), surroundings: surroundings)
    }
    for name in ["a", "b", "hq", "a", "b"] {
      _ = try SyncOverFolder.run(over: stick, on: try open(name))
    }
    for name in ["a", "b"] { try write(name) }
  }

  func open(_ name: String) throws -> Site {
    try Site.open(
      folder.url.appending(path: name), surroundings: LoggedPlant.surroundings(folder, clock))
  }

  func write(_ name: String) throws {
    _ = try WriteRecord.new(
      "instrument", ["number": .string(NewName.random()), "name": "表"], on: try open(name))
  }

  /// By store, every tip that headquarters hold.
  func heads() throws -> [String: Set<String>] {
    try open("hq").stores().reduce(into: [:]) { heads, store in
      // Headquarters' own receipts are no node's doing.
      let tips = try store.store.tips().filter { $0.chain != store.chain }
      heads[store.entity] = Set(tips.map(\.head.description))
    }
  }

  func headquartersChain(of entity: String) throws -> String {
    try #require(try open("hq").stores().first { $0.entity == entity }).chain
  }

  func caller(_ name: String) throws -> Caller {
    let site = try open(name)
    return Caller(
      site: site, key: try SSHKey.read(from: site.layout.privateKey.path), hq: hq,
      folder: folder.url.appending(path: "spool-\(name)-\(NewName.random())"))
  }

  /// A node as an attacker drives it: with its key, by its own words.
  struct Caller {
    let site: Site
    let key: SSHKey
    let hq: Answering
    let folder: URL
    var chain: String { site.chain }

    /// What it says it holds, which is nothing, and the box it announces.
    func question(_ box: ListingName?) throws -> Spoken {
      var statement = Statement(
        node: site.name, chain: chain, number: Int.random(in: 1_000...1_000_000),
        clock: "2025-03-14T09:00:00+08:00", format: 1)
      statement.stores = [site.entity: .init(heads: []), "library": .init(heads: [])]
      statement.box = box
      return Spoken(try SignedStatement(statement, by: key))
    }

    func call(_ box: ListingName?) throws -> Spoken {
      try Spoken(try hq.sync(try question(box).bytes))
    }

    func pass(_ answer: Spoken) throws -> String {
      try Pass(try #require(LinkAnswer(answer.rest).nonce), by: key).header
    }

    /// Brings one file to headquarters.
    ///
    /// - Returns: why it was refused; empty if it was taken.
    func bring(_ bundle: [UInt8], to hq: Answering) throws -> [Phrase] {
      let box = Box(to: "hq", from: site.name)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let carrier = try FolderCarrier(folder)
      for name in try carrier.names(in: box) { try carrier.remove(name, from: box) }
      let text = String(decoding: bundle.prefix(400), as: UTF8.self)
      let ref = try #require(text.firstMatch(of: /([0-9a-f]{40}) refs\/heads\/([a-z0-9]+)/))
      try carrier.lay(bundle, as: "\(ref.2).1-1.\(ref.1).bundle", in: box)
      let out = try OutBox(box, on: carrier)
      var answer = try call(out.name)
      while !LinkAnswer(answer.rest).lacks.isEmpty {
        let blocks = try LinkAnswer(answer.rest).lacks.compactMap { try out.block($0) }
        _ = try hq.taking(pass: try pass(answer)).taken(BlockStream.bytes(of: blocks))
        answer = try call(out.name)
      }
      return LinkAnswer(answer.rest).refused.map(\.why)
    }

    private func store(of entity: String) throws -> GitStore {
      try GitStore(opening: site.layout.store(of: entity).path)
    }

    /// A chain as it stands, from its first commit.
    func bundle(of chain: String, in entity: String) throws -> [UInt8] {
      let store = try store(of: entity)
      let head = try #require(try store.heads()[chain])
      return try bytes(ChainCut(chain: chain, after: nil, head: head), of: store)
    }

    /// A commit that this node signs and that says it is of another entity or chain.
    ///
    /// - Parameter entity: in whose store it is made; nil: in an empty one.
    func forged(in entity: String?, entity said: String, chain: String) throws -> [UInt8] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let empty = folder.appending(path: "forged.git").path
      let store = try entity.map(store) ?? GitStore.create(at: empty, chain: chain)
      let head = try store.heads()[chain]
      let draft = CommitDraft(
        entity: said, chain: chain, message: "伪造", by: "x",
        clock: (Instant(seconds: 1_741_000_000), .utc), seen: [])
      let made = try store.append(draft, signer: key) { sink in
        try sink.add("records/instrument/aa/aaaaaaaa/99.json", Array("{}".utf8))
      }
      let stretch = ChainCut(chain: chain, after: head, head: made.id)
      return try bytes(stretch, of: store)
    }

    private func bytes(_ cut: ChainCut, of store: GitStore) throws -> [UInt8] {
      var bytes: [UInt8] = []
      try BundleWriter(store, cuts: [cut]).write { bytes += $0 }
      return bytes
    }
  }
}
