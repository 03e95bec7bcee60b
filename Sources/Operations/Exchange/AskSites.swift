import Foundation
package import SiteModel
import Storage
import Sync

/// What headquarters holds of each entity, how far its nodes have come, and what somebody should
/// look at.
package struct AskSites {
  /// One entity.
  package struct Answer: Sendable {
    package let entity: String
    /// Where it stands in the group; nil where nobody has said.
    package let place: GroupPlace?
    /// What all its facts together show; equal to the digest its own nodes print.
    package let state: ContentHash
    package let facts: ContentHash
    package let chains: [ChainHead]
    /// The nodes that have been admitted.
    package let nodes: [Node]
    /// Chains that are held and do not count: nobody has said whose they are.
    package let waiting: [String]
    /// What waits for a person's decision.
    package let conflicts: Int
    /// Alerts on record that nobody has closed.
    package let alerts: Int
    /// Bundles of its nodes that wait for others.
    package let held: [AskHeld.Held]
    /// What stays until headquarters decides about a chain.
    package let alarms: [Alarm]
    /// The last production day with a reading.
    package let lastDay: CivilDate?
    /// The last month that is over; nil while nobody has said the zone.
    package let month: MonthBoard?
    /// What somebody should look at; what is wrong first.
    package internal(set) var attention: [Attention] = []
  }

  /// One node.
  package struct Node: Sendable {
    package let name: String
    package let chain: String
    /// The clock of its newest statement; nil before it has spoken.
    package let spoke: String?
    /// When that was heard here, and how far its clock is from this one; nil where nobody noted it.
    package let heard: String?
    package let clock: ClockOffset?
    /// Commits of this entity and of the library that its newest statement does not cover, and bytes
    /// of their objects.
    package let behind: Int
    package let behindBytes: Int
    /// Commits of this entity that it says it holds, and that are not here.
    package let ahead: Int
    /// Large files of this entity and of the library that it wants.
    package let wants: Int
    /// The highest format of commits that it reads.
    package let format: Int?
    /// What it says of itself; nil where it says nothing.
    package let health: NodeHealth?
  }

  /// At the end of a meeting: what came in is looked at now, and not while a person waits for the
  /// board. What stops it is said when somebody asks.
  ///
  /// - Parameter entities: of which something came in.
  static func prepare(_ entities: some Collection<String>, on site: Site) {
    guard site.identity.isHeadquarters, !entities.isEmpty else { return }
    _ = try? look(at: entities.contains, on: site)
  }

  /// - Throws: ``ExchangeFault/notHeadquarters``.
  package static func run(on site: Site) throws -> [Answer] {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    return try look(at: { _ in true }, on: site)
  }

  private static func look(
    at isMeant: (String) -> Bool, on site: Site
  ) throws -> [Answer] {
    var look = try LookAtSites(from: site)
    let followed = try Followed(in: site.layout).chains.sorted { $0.key < $1.key }
    let answers = try followed.filter { isMeant($0.key) }.map {
      try look.answer($0.key, writing: $0.value)
    }
    look.board.write()
    return answers
  }
}

/// What is known beside the entities' stores, read once for all of them.
private struct LookAtSites {
  var board: BoardFile
  private let site: Site
  private let ledger: Ledger
  private let contacts: Contacts
  /// By chain.
  private let said: [String: Statement]
  private let known: [String: SSHPublicKey]
  private let nodes: [String: [LibraryChains.Chain]]
  private let held: [String: [AskHeld.Held]]
  private let tree: GroupTree
  /// What is lacked of the library, by what is held of it: most nodes hold the same.
  private var library: [[Statement.Holding]: Backlog] = [:]

  init(from site: Site) throws {
    (self.site, board) = (site, try BoardFile(on: site))
    ledger = LedgerFile(in: site.layout).ledger
    contacts = try Contacts(in: site.layout)
    let statements = ledger.known.map(\.newest.statement)
    said = Dictionary(statements.map { ($0.chain, $0) }) { $1 }
    known = try NodeKeys.allowed(in: site.layout)
    nodes = Dictionary(
      grouping: try LibraryChains(in: site).all.filter { !$0.isHeadquarters }, by: \.entity)
    held = Dictionary(grouping: try AskHeld.run(on: site), by: \.from)
    tree = try GroupTree(on: site)
  }

  mutating func answer(_ entity: String, writing chain: String) throws -> AskSites.Answer {
    let store = try GitStore(opening: site.layout.store(of: entity).path)
    let tips = try store.tips()
    let now = site.surroundings.clock.now().instant
    let found = try board.board(of: entity, tips, at: now) { [site] in
      try EntityBoard(of: site.beside(entity, writing: chain))
    }
    let own = nodes[entity] ?? []
    var answer = AskSites.Answer(
      entity: entity, place: tree.place(of: entity, on: site.today), state: found.state,
      facts: found.facts, chains: found.chains,
      nodes: try own.map { try node($0, tips, found, store) },
      waiting: tips.filter { $0.fork == nil && known[$0.chain] == nil }.map(\.chain).sorted(),
      conflicts: found.conflicts, alerts: found.alerts,
      held: Set(own.map(\.node)).sorted().flatMap { held[$0] ?? [] },
      alarms: try Alarm.all(in: store, cuts: found.cuts, site.layout), lastDay: found.lastDay,
      month: found.month)
    answer.attention = Attention.all(of: answer, at: now)
    return answer
  }

  private mutating func node(
    _ chain: LibraryChains.Chain, _ tips: [ChainTip], _ found: EntityBoard, _ store: GitStore
  ) throws -> AskSites.Node {
    let (entity, name) = (chain.entity, chain.node)
    let holdings = ledger.holdings(of: entity, at: name)
    let lacks = try board.backlog(of: entity, tips, at: name, holding: holdings) {
      try Backlog(of: store, at: holdings)
    }
    let ofLibrary = try libraryBacklog(of: name)
    let said = said[chain.chain]
    let heard = said.flatMap(contacts.heard)
    return AskSites.Node(
      name: name, chain: chain.chain, spoke: ledger.spoke(name), heard: heard,
      clock: said.flatMap { ClockOffset(of: $0, heard: heard) },
      behind: lacks.commits + ofLibrary.commits, behindBytes: lacks.bytes + ofLibrary.bytes,
      ahead: Backlog.ahead(holdings, of: found.chains), wants: wants(entity, name),
      format: said?.format, health: said.flatMap { NodeHealth($0) })
  }

  private func wants(_ entity: String, _ node: String) -> Int {
    ledger.wants(of: entity, at: node).union(ledger.wants(of: site.entity, at: node)).count
  }

  private mutating func libraryBacklog(of node: String) throws -> Backlog {
    let holdings = ledger.holdings(of: site.entity, at: node)
    if let known = library[holdings] { return known }
    let backlog = try Backlog(of: site.store, at: holdings)
    library[holdings] = backlog
    return backlog
  }
}
