package import Foundation
import Indexing
package import SiteModel
import Storage
import Sync

/// A meeting over a folder, such as a stick: takes in what lies there for this node, and lays down
/// what the others lack.
package struct SyncOverFolder {
  /// What is wanted of the meeting.
  package struct Wishes: Sendable {
    /// Whether to take in, and whether to lay down.
    package var receives = true
    package var sends = true

    package init() {}
  }

  /// What came of it.
  package struct Report: Sendable {
    /// Commits taken in, by entity.
    package var taken: [String: Int] = [:]
    /// Large files taken in.
    package var files = 0
    /// Nodes that headquarters admitted.
    package var admitted: [String] = []
    /// Bundles that wait for others; they are kept.
    package var waiting: [String] = []
    /// Files that were not taken in, and why.
    package var refused: [(file: String, why: Phrase)] = []
    /// What was laid down, or would be: commits and bytes by node.
    package var sent: [(node: String, commits: Int, bytes: Int)] = []
  }

  /// Holds the meeting.
  ///
  /// - Throws: ``ExchangeFault/alone``, ``CarrierFault``, ``StoreFault``. What was taken in stays;
  ///   what lies on the stick is whole, file by file.
  package static func run(
    _ wishes: Wishes = Wishes(), over folder: URL, on site: Site
  ) throws -> Report {
    let carrier = try FolderCarrier(folder)
    return try site.write(isMeeting: true) { session in
      var meeting = try Meeting(session)
      if wishes.receives { try meeting.receive(from: carrier) }
      if wishes.sends { try meeting.send(over: carrier) }
      return meeting.report
    }
  }

  /// What would go to whom; nothing is written, on the stick or here.
  package static func rehearsal(over folder: URL, on site: Site) throws -> Report {
    let carrier = try FolderCarrier(folder)
    return try site.write(isMeeting: true) { session in
      var meeting = try Meeting(session)
      try meeting.rehearse(over: carrier)
      return meeting.report
    }
  }
}

/// One meeting, while the node's lock is held.
struct Meeting {
  var report = SyncOverFolder.Report()
  private let session: WriteSession
  private let site: Site
  private var memory: LedgerFile

  init(_ session: WriteSession) throws {
    (self.session, site) = (session, session.site)
    memory = LedgerFile(in: site.layout)
    guard try site.identity.isHeadquarters || Joined(in: site.layout) != nil else {
      throw ExchangeFault.alone
    }
  }

  mutating func receive(from carrier: FolderCarrier) throws {
    let hearing = try Hearing(for: site.name, from: carrier)
    report.refused += hearing.spoiled.map { ($0.file, $0.fault.phrase) }
    if site.identity.isHeadquarters {
      report.admitted = try AdmitNodes.run(hearing.statements, in: session)
    }
    let kept = try FolderCarrier(heldFolder())
    for sender in try kept.senders(to: site.name) {
      try kept.tidy(Box(to: site.name, from: sender))
    }
    let parties = try party()
    // What waited from earlier meetings may be met by what comes now.
    let receptions = try [carrier, kept, carrier].map { try Reception(by: parties, from: $0) }
    try keep(receptions[2], from: carrier, in: kept)
    try forget(receptions[1], in: kept)
    for reception in receptions { count(reception) }
    memory.ledger.take(hearing.statements)
    try memory.write(in: site.layout)
    try settle()
    for each in try site.stores() {
      let received = try LargeFiles(of: each).receive(from: carrier)
      report.files += received.taken
      report.refused += received.refused.map { ($0.0, $0.1) }
    }
  }

  private func heldFolder() throws -> URL {
    let folder = site.layout.statements.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private mutating func count(_ reception: Reception) {
    for item in reception.items {
      switch item.result {
      case .taken(let entity, let commits), .waits(_, let entity, let commits):
        guard commits > 0 else { continue }
        report.taken[entity, default: 0] += commits
      case .refused(let fault) where !report.refused.contains { $0.file == item.file }:
        report.refused.append((item.file, fault.phrase))
      case .nothingNew, .refused: break
      }
    }
  }

  /// Bundles that wait are copied here: the stick may never come back.
  private mutating func keep(
    _ reception: Reception, from carrier: FolderCarrier, in kept: FolderCarrier
  ) throws {
    for item in reception.items {
      guard case .waits = item.result, !report.waiting.contains(item.file) else { continue }
      try kept.lay(carrier.read(item.file, in: item.box), as: item.file, in: item.box)
      report.waiting.append(item.file)
    }
  }

  private func forget(_ reception: Reception, in kept: FolderCarrier) throws {
    for item in reception.items {
      if case .waits = item.result { continue }
      try kept.remove(item.file, from: item.box)
    }
  }

  /// What was taken in begins to count, and headquarters says that it has it.
  private func settle() throws {
    if let library = try library() {
      try library.follow()
      let entity = site.identity.isHeadquarters ? nil : site.entity
      try LibraryChains(in: library).allow(entity, in: site.layout)
      try LibraryLimits(in: library).keep(in: site.layout)
      try LibraryHoles(in: library).keep(in: site.layout)
      try LibraryMarks(in: library).keep(in: site.layout)
    }
    try site.follow()
    try AllowedPeople.refresh(on: site)
    guard site.identity.isHeadquarters else { return }
    for (entity, chain) in try Followed(in: site.layout).chains.sorted(by: { $0.key < $1.key }) {
      try receipt(for: site.beside(entity, writing: chain))
    }
  }

  /// Headquarters says that it has what lies in an entity's store. Not only what came in at this
  /// meeting: the one before may have been cut short between the two.
  private func receipt(for other: Site) throws {
    let heads = try other.store.heads()
    let unsaid = try other.index.seen(by: other.chain).filter { heads[$0.chain] != nil }
    let taken = report.taken[other.entity, default: 0]
    guard taken > 0 || !unsaid.isEmpty else { return }
    let line = taken > 0 ? "收到 \(taken) 个提交" : "收到此前的提交"
    try WriteSession(other).commit(line) { _ in }
  }

  private func library() throws -> Site? {
    if site.identity.isHeadquarters { return site }
    return try Joined(in: site.layout) == nil ? nil : site.beside(Party.library, writing: nil)
  }

  mutating func send(over carrier: FolderCarrier) throws {
    let party = try party()
    memory.number += 1
    try memory.write(in: site.layout)
    let now = site.surroundings.clock.now()
    var statement = try party.statement(
      number: memory.number, clock: now.instant.text(at: now.offset))
    statement.join = try proof()
    let stores = try site.stores()
    for each in stores {
      statement.stores[each.entity]?.wants = try LargeFiles(of: each).wanted().map(\.description)
    }
    let signed = try SignedStatement(statement, by: party.key)
    let sending = Sending(of: party, knowing: memory.ledger)
    for peer in try peers() {
      let load = try sending.load(for: peer)
      try sending.lay(load, signed, on: carrier)
      // Read again from the medium, before anybody is told to pull it out.
      try sending.verify(load, signed, on: carrier)
      var bytes = load.bytes
      var asked: Set<String> = []
      for each in stores where peer.entities.contains(each.entity) {
        let wants = memory.ledger.wants(of: each.entity, at: peer.name)
        asked.formUnion(wants)
        bytes += try LargeFiles(of: each).send(wants, to: peer.name, over: carrier)
      }
      let box = Box(to: peer.name, from: site.name)
      for file in try carrier.names(in: box)
      where ContentHash(file) != nil && !asked.contains(file) {
        try carrier.remove(file, from: box)
      }
      report.sent.append((peer.name, load.commits, bytes))
    }
    let books = Language.allCases.map { PhraseBook($0, share: site.surroundings.share) }
    let page = StickPage(of: try carrier.contents(), after: statement, knowing: party)
    try carrier.layReadme(page.text(in: books))
  }

  mutating func rehearse(over carrier: FolderCarrier) throws {
    memory.ledger.take(try Hearing(for: site.name, from: carrier).statements)
    let sending = Sending(of: try party(), knowing: memory.ledger)
    for peer in try peers() {
      let load = try sending.load(for: peer)
      report.sent.append((peer.name, load.commits, load.bytes))
    }
  }

  private func party() throws -> Party {
    var stores: [String: any FactStore] = [site.entity: site.store]
    let others =
      try site.identity.isHeadquarters
      ? Array(Followed(in: site.layout).chains.keys) : [Party.library]
    for entity in others where stores[entity] == nil {
      stores[entity] = try GitStore(opening: site.layout.store(of: entity).path)
    }
    return Party(
      name: site.name, chain: site.chain, key: session.key, stores: stores,
      holes: try LibraryHoles(kept: site.layout).all)
  }

  /// Whom this node exchanges with: a site with headquarters and the other nodes of its entity.
  private func peers() throws -> [Peer] {
    let chains = try library().map { try LibraryChains(in: $0).all } ?? []
    var entities: [String: Set<String>] = [:]
    for chain in chains where chain.node != site.name && !chain.isHeadquarters {
      guard site.identity.isHeadquarters || chain.entity == site.entity else { continue }
      entities[chain.node, default: []].formUnion([chain.entity, Party.library])
    }
    if let joined = try Joined(in: site.layout) {
      entities[joined.node] = [site.entity, Party.library]
    }
    return entities.sorted { $0.key < $1.key }.map {
      Peer(name: $0.key, entities: $0.value.sorted())
    }
  }

  /// Shown until headquarters knows the chain that this node writes.
  private func proof() throws -> String? {
    guard let joined = try Joined(in: site.layout), let library = try library(),
      try !LibraryChains(in: library).all.contains(where: { $0.chain == site.chain })
    else { return nil }
    return Enrolment.proof(of: joined.word, by: session.key.publicKey)
  }
}
