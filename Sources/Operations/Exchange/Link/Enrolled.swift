import Foundation
import SiteModel
import Storage
import Sync

/// Who may call headquarters: the chains of enrolled nodes, and whoever shows that it knows the word of
/// an enrolment, used or not: a restored disk speaks by a new key, and has the word still.
///
/// Whoever stole a node's key has stolen its word, too: once a chain of a node is revoked, its old word
/// opens nothing, and the node comes by a stick until headquarters have admitted its new chain.
struct Enrolled {
  private let chains: [LibraryChains.Chain]
  private let words: [String: Set<String>]
  private let revoked: Set<String>

  init(on site: Site) throws {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    chains = try LibraryChains(in: site).all.filter { !$0.isHeadquarters }
    let (open, used) = (
      try EnrolmentWords(.open, in: site.layout).words,
      try EnrolmentWords(.used, in: site.layout).words
    )
    let revoked = Set(
      try LibraryLimits(in: site).all.filter(\.isRevocation).map(\.chain))
    let nodes = Set(chains.filter { revoked.contains($0.chain) }.map(\.node))
    self.revoked = revoked
    words = open.mapValues { [$0] }.merging(
      used.filter { !nodes.contains($0.key) }.mapValues { [$0] }
    ) { $0.union($1) }
  }

  /// - Throws: ``LinkFault/revoked(node:)``, ``LinkFault/unknown(node:)``.
  func admit(_ signed: SignedStatement) throws(LinkFault) {
    let node = signed.statement.node
    if revoked.contains(signed.statement.chain) { throw .revoked(node: node) }
    guard !knows(signed) else { return }
    throw isRevoked(node) ? .revoked(node: node) : .unknown(node: node)
  }

  private func isRevoked(_ node: String) -> Bool {
    chains.contains { $0.node == node && revoked.contains($0.chain) }
  }

  private func knows(_ signed: SignedStatement) -> Bool {
    let statement = signed.statement
    if chains.contains(where: {
      $0.chain == statement.chain && $0.node == statement.node && $0.key == signed.key
    }) {
      return true
    }
    guard let proof = statement.join else { return false }
    return (words[statement.node] ?? []).contains {
      Enrolment.proof(of: $0, by: signed.key) == proof
    }
  }
}
