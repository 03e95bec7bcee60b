import Indexing
import SiteModel
import Storage
import Sync

/// What the library holds, and which node has what of it.
package struct AskLibrary {
  /// By kind, then by number.
  package let texts: [LibraryText]
  /// At headquarters, by entity and name: the nodes that were admitted.
  package let nodes: [Node]

  /// One node.
  package struct Node: Sendable {
    package let name: String
    package let entity: String
    /// The clock of its newest statement; nil before it has spoken.
    package let spoke: String?
    /// By chain, the newest commit of the library that it said it holds.
    package let heads: [String: Int]

    /// Whether it has a text as it stands here.
    package func has(_ text: LibraryText) -> Bool {
      heads[text.entry.chain].map { $0 >= text.entry.seq } ?? false
    }
  }

  /// - Throws: ``ExchangeFault/alone`` where this node has joined nobody.
  package init(on site: Site) throws {
    let library = try site.librarySite()
    let found = try Self.documents(library) + Self.records(library)
    texts = found.sorted { ($0.kind.rank, $0.number) < ($1.kind.rank, $1.number) }
    nodes = site.identity.isHeadquarters ? try Self.nodes(site) : []
  }

  private static func nodes(_ site: Site) throws -> [Node] {
    let ledger = LedgerFile(in: site.layout).ledger
    let chains = try LibraryChains(in: site).all.filter { !$0.isHeadquarters }
    // A name may stand for two chains: it has what all of them have.
    return Dictionary(grouping: chains) { [$0.entity, $0.node] }.values.map { chains in
      let held = ledger.holdings(of: Party.library, at: chains[0].node).map { holding in
        Dictionary(holding.heads.map { ($0.chain, $0.seq) }, uniquingKeysWith: max)
      }
      let heads = held.dropFirst().reduce(held.first ?? [:]) { common, other in
        common.merging(other, uniquingKeysWith: min).filter { other[$0.key] != nil }
      }
      return Node(
        name: chains[0].node, entity: chains[0].entity, spoke: ledger.spoke(chains[0].node),
        heads: heads)
    }
    .sorted { ($0.entity, $0.name) < ($1.entity, $1.name) }
  }

  private static func records(_ library: Site) throws -> [LibraryText] {
    let registers = try library.schemas.types.filter(\.isOfLibrary).map {
      ($0.type, LibraryText.Kind.register)
    }
    let kinds: [(String, LibraryText.Kind)] = [("rule-set", .rules), ("factor", .factor)]
    return try (kinds + registers).flatMap { type, kind in
      let schema = try library.schemas.schema(of: type)
      return try library.index.records(of: type).compactMap { key, state, course -> LibraryText? in
        guard Envelope(of: state).voiding == nil, let entry = try newest(key, library) else {
          return nil
        }
        let fields = schema.record(of: state)
        return LibraryText(
          kind: kind, key: key,
          number: fields["number"]?.string ?? fields["rules"]?.string ?? key.id,
          title: title(fields["title"], or: key.id), version: version(kind, fields),
          states: course?.states ?? [], entry: entry)
      }
    }
  }

  private static func documents(_ library: Site) throws -> [LibraryText] {
    let documents = try Documents(on: library)
    let today = try documents.today()
    return try documents.board.documents.compactMap { document in
      guard let card = document.card, let entry = try newest(card.key, library) else { return nil }
      let inForce = document.inForce(on: today)
      let release = inForce.map(\.act.place.name)
      return LibraryText(
        kind: .document, key: card.key, number: document.number,
        title: BilingualText(zh: document.title, en: document.title), version: inForce?.version,
        states: inForce == nil ? ["draft"] : ["in-force"],
        entry: [release, entry].compactMap { $0 }.max { $0.seq < $1.seq } ?? entry)
    }
  }

  private static func newest(_ key: RecordKey, _ library: Site) throws -> EntryName? {
    try library.index.entries(of: key).max { $0.past.size < $1.past.size }?.name
  }

  private static func version(_ kind: LibraryText.Kind, _ fields: [String: JSON]) -> String? {
    switch kind {
    case .rules: fields["version"]?.number
    case .factor: fields["value"]?.string
    default: fields["effectiveOn"]?.string
    }
  }

  private static func title(_ json: JSON?, or id: String) -> BilingualText {
    let zh = json?["zh"]?.string ?? json?.string ?? id
    return BilingualText(zh: zh, en: json?["en"]?.string ?? zh)
  }
}

extension LibraryText.Kind {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
