package import SiteModel

/// What a node holds durably, signed: the only thing that tells others what to send it.
///
/// `schema/statement.schema.json` says its form. It proves nothing about facts: those are signed
/// themselves. A false one costs bytes, or keeps facts from the node that signed it.
package struct Statement: Sendable, Hashable {
  /// The short name under which others lay things down for this node.
  package var node: String
  /// The chain whose key signs it.
  package var chain: String
  /// Raised with each statement of a chain; the newest one counts.
  package var number: Int
  /// What the node's clock said, RFC 3339; measured at contact, believed nowhere.
  package var clock: String
  /// The formats of commits that it reads, up to.
  package var format: Int
  /// By entity; the library is one of them.
  package var stores: [String: Holding]
  /// How a node that nobody knows yet asks to be enrolled: the SHA-256, in hex, of its one-time
  /// word, a space, and its public key line. The word itself never lies on a carrier.
  package var join: String?
  /// Members beyond these, which nothing is decided by: what a node says of its health, and what a
  /// newer program says. The signature covers them.
  package var others: [String: JSON] = [:]

  /// What is held of one store.
  package struct Holding: Sendable, Hashable {
    /// The head of each chain and fork, durable.
    package var heads: [ChainHead]
    /// Heads that were heard of and are not here.
    package var lacks: [ChainHead]
    /// SHA-256 of content that is wanted, 64 hex digits each.
    package var wants: [String]
    /// As in a statement.
    var others: [String: JSON] = [:]

    package init(heads: [ChainHead], lacks: [ChainHead] = [], wants: [String] = []) {
      (self.heads, self.lacks, self.wants) = (heads, lacks, wants)
    }
  }

  package init(node: String, chain: String, number: Int, clock: String, format: Int) {
    (self.node, self.chain, self.number) = (node, chain, number)
    (self.clock, self.format, self.stores) = (clock, format, [:])
  }

  /// Canonical JSON and a line feed: what is signed.
  package var bytes: [UInt8] { json.canonicalBytes + [0x0A] }

  private var json: JSON {
    let known: [String: JSON] = [
      "node": .string(node), "chain": .string(chain), "number": .number(String(number)),
      "clock": .string(clock), "format": .number(String(format)),
      "stores": .object(stores.mapValues(\.json)),
    ]
    var members = others.merging(known) { $1 }
    members["join"] = join.map(JSON.string)
    return .object(members)
  }
}

extension Statement.Holding {
  fileprivate var json: JSON {
    let known: [String: JSON] = [
      "heads": .array(heads.map(Self.text).sorted().map(JSON.string)),
      "lacks": .array(lacks.map(Self.text).sorted().map(JSON.string)),
      "wants": .array(wants.sorted().map(JSON.string)),
    ]
    return .object(others.merging(known) { $1 })
  }

  private static func text(_ head: ChainHead) -> String {
    head.chain + ":" + String(head.seq) + ":" + head.commit
  }
}
