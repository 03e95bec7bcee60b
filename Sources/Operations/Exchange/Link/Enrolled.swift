import Foundation
import SiteModel
import Storage
import Sync

/// Who may call headquarters: the chains of enrolled nodes, and whoever shows that it knows the word of
/// an enrolment, used or not: a restored disk speaks by a new key, and has the word still.
struct Enrolled {
  private let chains: [LibraryChains.Chain]
  private let words: [String: Set<String>]

  init(on site: Site) throws {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    chains = try LibraryChains(in: site).all.filter { !$0.isHeadquarters }
    let (open, used) = (
      try EnrolmentWords(.open, in: site.layout).words,
      try EnrolmentWords(.used, in: site.layout).words
    )
    words = open.mapValues { [$0] }.merging(used.mapValues { [$0] }) { $0.union($1) }
  }

  func knows(_ signed: SignedStatement) -> Bool {
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
