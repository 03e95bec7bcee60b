package import SiteModel

/// Why a link carries nothing, or not now.
package enum LinkFault: Fault, Equatable {
  /// No address of a node: `https://host[:port][/path]`.
  case address(String)
  /// The line is down, or was cut; what has come is kept, and the next try goes on from there.
  case broken(address: String, detail: String)
  /// Whoever answers shows no certificate that can be trusted.
  case stranger(address: String, detail: String)
  /// What answers is no node, or not the one that was joined.
  case answer(address: String, detail: String)
  /// The other node refused, and said why.
  case refused(FaultKind, Phrase)
  /// Everything was brought, and the other node does not say that it has it.
  case untaken(address: String, commits: Int)
  /// A listing that is none.
  case listing
  /// A block that is none, or belongs to nothing that was announced.
  case block
  /// The pass is none of this caller's, or too old: the next statement brings a new one.
  case pass
  /// Nobody who is enrolled here speaks with this key.
  case unknown(node: String)
  /// Its key was revoked.
  case revoked(node: String)
  /// A chain that counts in another store.
  case foreign(chain: String, entity: String)

  package var kind: FaultKind {
    switch self {
    case .address: .invalid
    case .broken: .unavailable
    case .stranger, .answer, .untaken, .listing, .block, .foreign: .untrusted
    case .refused(let kind, _): kind
    case .pass, .unknown, .revoked: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .address(let text): Phrase("link.address", ["address": text])
    case .broken(let address, let detail):
      Phrase("link.broken", ["address": address, "detail": detail])
    case .stranger(let address, let detail):
      Phrase("link.stranger", ["address": address, "detail": detail])
    case .answer(let address, let detail):
      Phrase("link.answer", ["address": address, "detail": detail])
    case .refused(_, let phrase): phrase
    case .untaken(let address, let commits):
      Phrase("link.untaken", ["address": address, "commits": String(commits)])
    case .listing: Phrase("link.listing")
    case .block: Phrase("link.block")
    case .pass: Phrase("link.pass")
    case .unknown(let node): Phrase("link.unknown", ["node": node])
    case .revoked(let node): Phrase("link.revoked", ["node": node])
    case .foreign(let chain, let entity):
      Phrase("link.foreign", ["chain": chain, "entity": entity])
    }
  }
}
