import Foundation
import Indexing
package import SiteModel
import Storage
import Sync

/// Headquarters says how far a chain counts: a revocation of its key, or an admission of more.
///
/// `model.md` §6: what is taken in stays; the fold passes over what lies above.
package struct LimitChain {
  /// What is said.
  package enum Word: String, Sendable {
    case revocation, admission
  }

  /// What was written.
  package struct Made: Sendable {
    package let entity: String
    /// The number of the last commit that counts by this word; 0: none.
    package let last: Int
    /// Commits held of the chain that count for nothing now.
    package let cut: Int
  }

  /// - Parameters:
  ///   - last: the number of the last commit that counts, or at least 7 digits of its id; `0`:
  ///     none does.
  ///   - reason: why, in the person's words.
  /// - Throws: ``ExchangeFault/notHeadquarters``, ``LimitFault``; ``RecordFault/nothingToSave(_:)``
  ///   where this was said already.
  package static func run(
    _ word: Word, of chain: String, last: String, reason: String, on site: Site
  ) throws -> Made {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    return try site.write { session in
      let site = session.site
      guard chain != site.chain else { throw LimitFault.own(chain) }
      guard !reason.isEmpty else { throw LimitFault.noReason }
      let limits = try LibraryLimits(in: site).all
      guard word == .revocation || limits.contains(where: { $0.chain == chain }) else {
        throw LimitFault.notRevoked(chain)
      }
      let (entity, store) = try place(of: chain, site)
      let head = try commit(last, of: chain, in: store)
      try session.set(
        record(word, chain, head), fields(word, chain, head, entity), line(word, chain, head),
        reason: reason)
      try LibraryLimits(in: site).keep(in: site.layout)
      let other = entity == site.entity ? site : try site.beside(entity, writing: nil)
      try other.follow()
      return Made(
        entity: entity, last: head?.seq ?? 0, cut: try other.index.cutCommits()[chain] ?? 0)
    }
  }

  /// The same word twice is one record, also from two disks of headquarters.
  private static func record(_ word: Word, _ chain: String, _ head: Commit?) -> RecordKey {
    let text = "\(word.rawValue)\n\(chain)\n\(head?.id.description ?? "")\n"
    let hash = ContentHash(of: Array(text.utf8)).description
    return .known(LibraryLimits.type, String(hash.prefix(32)))
  }

  private static func fields(
    _ word: Word, _ chain: String, _ head: Commit?, _ entity: String
  ) -> [String: JSON] {
    var fields: [String: JSON] = [
      "chain": .string(chain), "kind": .string(word.rawValue), "entity": .string(entity),
      "seq": .number(String(head?.seq ?? 0)),
    ]
    fields["commit"] = head.map { .string($0.id.description) }
    return fields
  }

  private static func line(_ word: Word, _ chain: String, _ head: Commit?) -> String {
    let what = word == .revocation ? "吊销链 \(chain) 的密钥" : "补充计入链 \(chain)"
    return head.map { "\(what)，计入至第 \($0.seq) 次提交" } ?? "\(what)，全部不计入"
  }

  /// The store that holds a chain.
  static func place(
    of chain: String, _ site: Site
  ) throws -> (entity: String, store: GitStore) {
    for entity in try site.layout.entities() {
      let store = try GitStore(opening: site.layout.store(of: entity).path)
      if try store.heads()[chain] != nil { return (entity, store) }
    }
    throw LimitFault.noChain(chain)
  }

  private static func commit(
    _ text: String, of chain: String, in store: GitStore
  ) throws -> Commit? {
    guard text != "0" else { return nil }
    let lines = try store.tips().filter { $0.chain == chain }
      .map { try store.commits(to: $0.head, after: nil) }
    // Of a forked chain a number may name several: then the id says which branch.
    let found = Set(lines.joined()).filter {
      String($0.seq) == text || (text.count >= 7 && $0.id.description.hasPrefix(text))
    }
    guard found.count == 1, let commit = found.first else {
      throw LimitFault.noCommit(chain: chain, text: text)
    }
    return commit
  }
}

/// Why it cannot be said how far a chain counts.
package enum LimitFault: Fault, Equatable {
  /// No store here holds a chain of this name.
  case noChain(String)
  /// The chain has no such commit here, or more than one.
  case noCommit(chain: String, text: String)
  /// The chain that would say so is the one it is said of.
  case own(String)
  /// Nothing is to be admitted: all of the chain counts.
  case notRevoked(String)
  /// Nobody would know why.
  case noReason

  package var kind: FaultKind {
    switch self {
    case .own, .notRevoked: .refused
    case .noChain, .noCommit, .noReason: .invalid
    }
  }

  package var phrase: Phrase {
    switch self {
    case .noChain(let chain): Phrase("limit.no-chain", ["chain": chain])
    case .noCommit(let chain, let text):
      Phrase("limit.no-commit", ["chain": chain, "commit": text])
    case .own(let chain): Phrase("limit.own", ["chain": chain])
    case .notRevoked(let chain): Phrase("limit.not-revoked", ["chain": chain])
    case .noReason: Phrase("limit.no-reason")
    }
  }
}
