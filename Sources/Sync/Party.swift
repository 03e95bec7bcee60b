package import SiteModel
package import Storage

/// A node as it meets others: its name, its stores, and the key it speaks with.
package struct Party: Sendable {
  /// The short name under which others lay things down for it.
  package let name: String
  /// The chain whose key signs its statements.
  package let chain: String
  package let key: SSHKey
  /// By entity; the library is one of them.
  package let stores: [String: any FactStore]
  /// Commits that no disk has any more: nothing waits for them.
  package let holes: Set<ObjectID>
  /// Whether a chain may be brought for an entity; nil: whatever is well-formed is taken in.
  package var mayBring: (@Sendable (_ chain: String, _ entity: String) -> Bool)?
  /// What it has found good at this meeting.
  let good: GoodSignatures

  package init(
    name: String, chain: String, key: SSHKey, stores: [String: any FactStore],
    holes: Set<ObjectID> = [], good: GoodSignatures = GoodSignatures()
  ) {
    (self.name, self.chain, self.key, self.stores) = (name, chain, key, stores)
    (self.holes, self.good) = (holes, good)
  }

  /// The name of the store that every node reads and headquarters writes.
  package static let library = "library"

  /// What this node holds now.
  ///
  /// - Parameter lacks: heads it has heard of and does not hold, by entity.
  package func statement(
    number: Int, clock: String, lacks: [String: [ChainHead]] = [:]
  ) throws(StoreFault) -> Statement {
    var statement = Statement(
      node: name, chain: chain, number: number, clock: clock, format: Commit.format)
    for (entity, store) in stores {
      var heads: [ChainHead] = []
      for tip in try store.tips() {
        let seq = try store.commit(tip.head).seq
        heads.append(ChainHead(chain: tip.chain, seq: seq, commit: tip.head.description))
      }
      statement.stores[entity] = Statement.Holding(heads: heads, lacks: lacks[entity] ?? [])
    }
    return statement
  }
}

/// A node that one exchanges facts with.
package struct Peer: Sendable, Hashable {
  /// Its short name.
  package let name: String
  /// The entities it shares with this node.
  package let entities: [String]

  package init(name: String, entities: [String]) { (self.name, self.entities) = (name, entities) }
}
