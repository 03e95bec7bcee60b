import Foundation
import Indexing
import SiteModel
import Storage
import Sync

/// What the library says of chains: whose they are, and with which key they are signed.
struct LibraryChains {
  /// One enrolled chain: the record `chain/<chain>`.
  struct Chain {
    let chain: String
    let entity: String
    /// The short name of the node that writes it.
    let node: String
    let key: SSHPublicKey
    let isHeadquarters: Bool

    init?(_ key: RecordKey, _ state: RecordState) {
      let values = state.values
      guard let entity = values["entity"]?.string, let node = values["node"]?.string,
        let line = values["key"]?.string, let signer = SSHPublicKey(line: line),
        let role = values["role"]?.string
      else { return nil }
      (chain, self.entity, self.node, self.key) = (key.id, entity, node, signer)
      isHeadquarters = role == "headquarters"
    }

    var fields: [String: JSON] {
      [
        "entity": .string(entity), "node": .string(node), "key": .string(key.line),
        "role": .string(isHeadquarters ? "headquarters" : "node"),
      ]
    }

    init(chain: String, entity: String, node: String, key: SSHPublicKey, isHeadquarters: Bool) {
      (self.chain, self.entity, self.node) = (chain, entity, node)
      (self.key, self.isHeadquarters) = (key, isHeadquarters)
    }
  }

  let all: [Chain]

  /// Reads them from the library, as far as its own chain is believed.
  init(in library: Site) throws {
    all = try library.index.states(of: "chain").compactMap { Chain($0.key, $0.state) }
  }

  /// Lets the chains of one entity count here; of all entities at headquarters.
  func allow(_ entity: String?, in layout: SiteLayout) throws {
    let (allowed, headquarters) = (
      try NodeKeys.allowed(in: layout), try NodeKeys.headquarters(in: layout)
    )
    let new = all.filter {
      (entity == nil || $0.entity == entity)
        && (allowed[$0.chain] == nil || ($0.isHeadquarters && headquarters[$0.chain] == nil))
    }
    for (entity, chains) in Dictionary(grouping: new, by: \.entity) {
      try NodeKeys.allow(
        Dictionary(chains.map { ($0.chain, $0.key) }) { first, _ in first }, of: entity,
        headquarters: Set(chains.filter(\.isHeadquarters).map(\.chain)), in: layout)
    }
  }
}

extension LibraryChains {
  /// The library beside another store: what its commits have seen of it.
  struct Heads: Sendable {
    private let entity: String
    private let own: String
    private let layout: SiteLayout

    /// - Parameters:
    ///   - entity: whose store asks; the library itself sees its own heads as they are.
    ///   - own: whose node this is.
    init(for entity: String, own: String, in layout: SiteLayout) {
      (self.entity, self.own, self.layout) = (entity, own, layout)
    }

    /// Those that count here; none where there is no library yet.
    ///
    /// - Throws: ``StoreFault`` or ``KeptFault`` if it cannot be known.
    func heads() throws -> [SeenHead] {
      guard let store = try store() else { return [] }
      let (entities, allowed) = (try ChainEntities(in: layout), try NodeKeys.allowed(in: layout))
      return try store.tips().filter {
        entities.count($0.chain, in: Party.library, own: own) && allowed[$0.chain] != nil
      }.map { tip in
        SeenHead(chain: tip.chain, seq: try store.commit(tip.head).seq, commit: tip.head)
      }
    }

    /// Whether a chain is the library's, also where the library is still to come.
    ///
    /// - Throws: as ``heads()``.
    func isOfLibrary(_ chain: String) throws -> Bool {
      guard entity != Party.library else { return false }
      return try ChainEntities(in: layout).count(chain, in: Party.library, own: own)
        || store()?.heads()[chain] != nil
    }

    /// nil where there is none, and for the library itself.
    func store() throws -> GitStore? {
      guard entity != Party.library else { return nil }
      let path = layout.store(of: Party.library).path
      return FileManager.default.fileExists(atPath: path) ? try GitStore(opening: path) : nil
    }
  }
}

/// Which chain headquarters writes in each entity's store: `.karez/followed.json`.
struct Followed {
  /// By entity.
  var chains: [String: String]

  init(in layout: SiteLayout) throws { chains = try KeptFile(layout.followed).texts() }

  func write(in layout: SiteLayout) throws { try KeptFile(layout.followed).write(chains) }
}
