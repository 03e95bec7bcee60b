import Indexing
import SiteModel
import Storage
import Sync

/// How this node stands: its own health, and what it last heard of headquarters.
package struct AskStanding {
  package let health: NodeHealth
  /// The highest format of commits that it reads.
  package let format = Commit.format
  /// nil at headquarters, and where a node has joined nobody.
  package let contact: Contact?

  /// What was last heard of headquarters, and what they lack of this entity.
  package struct Contact: Sendable {
    package let node: String
    /// The clock of their newest statement; nil before they have spoken.
    package let spoke: String?
    /// When that was heard here, and how far their clock is from this one.
    package let heard: String?
    package let clock: ClockOffset?
    /// Commits that their newest statement does not cover, and bytes of their objects.
    package let behind: Int
    package let behindBytes: Int
    /// Commits that they say they hold, and that are not here.
    package let ahead: Int
  }

  package init(on site: Site) throws {
    health = try NodeHealth(of: site)
    contact = try Joined(in: site.layout).map { try Self.contact($0.node, site) }
  }

  private static func contact(_ node: String, _ site: Site) throws -> Contact {
    let ledger = LedgerFile(in: site.layout).ledger
    let said = ledger.known.map(\.newest.statement).filter { $0.node == node }
      .max { $0.number < $1.number }
    let heard = try said.flatMap(Contacts(in: site.layout).heard)
    let holdings = ledger.holdings(of: site.entity, at: node)
    let backlog = try Backlog(of: site.store, at: holdings)
    return Contact(
      node: node, spoke: ledger.spoke(node), heard: heard,
      clock: said.flatMap { ClockOffset(of: $0, heard: heard) },
      behind: backlog.commits, behindBytes: backlog.bytes,
      ahead: Backlog.ahead(holdings, of: try site.index.heads()))
  }

  /// What somebody should look at; what is wrong first.
  package func attention(_ status: AskStatus.Answer) -> [Attention] {
    Attention.all(of: status.alarms, conflicts: status.conflicts, health)
  }
}

/// What one node lacks of an entity's facts.
struct Backlog {
  let commits: Int
  /// Of their compressed objects.
  let bytes: Int

  init(commits: Int, bytes: Int) { (self.commits, self.bytes) = (commits, bytes) }

  init(of store: any FactStore, at holdings: [Statement.Holding]) throws {
    let pieces = try Offer(of: store, to: holdings).pieces
    commits = pieces.reduce(0) { $0 + $1.name.numbers.count }
    bytes = pieces.reduce(0) { $0 + $1.bytes }
  }

  /// Commits that the other side says it holds, and that are above what is held here.
  static func ahead(_ holdings: [Statement.Holding], of heads: [ChainHead]) -> Int {
    let held = Dictionary(heads.map { ($0.chain, $0.seq) }, uniquingKeysWith: max)
    let theirs = Dictionary(
      holdings.flatMap(\.heads).map { ($0.chain, $0.seq) }, uniquingKeysWith: max)
    return theirs.reduce(0) { $0 + max(0, $1.value - (held[$1.key] ?? 0)) }
  }
}
