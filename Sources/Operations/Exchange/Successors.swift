import Foundation
import SiteModel
import Storage

/// Chains that go on for others, and whose predecessor's key says so.
///
/// `model.md` §1: a chain counts once the library has enrolled its key, or its predecessor's key has
/// vouched for it. A restored node has no old key: headquarters enrols its new chain.
struct Successors {
  static let namespace = "karez-successor"

  /// What the old key signs: the new chain and its key.
  static func text(_ chain: String, _ key: SSHPublicKey) -> [UInt8] {
    Array("\(chain) \(key.line)".utf8)
  }

  /// Lets those count whose opening bears a good word of a chain that counts. A revoked key vouches
  /// for nobody: headquarters admits such a chain, or does not.
  static func allow(
    in store: any FactStore, of entity: String, _ layout: SiteLayout
  ) throws {
    let own = try NodeIdentity.read(from: layout.identity).entity
    let revoked = Set(try LibraryLimits(kept: layout).all.filter(\.isRevocation).map(\.chain))
    var isNew = true
    while isNew {
      let known = try NodeKeys.allowed(in: layout)
      let headquarters = try NodeKeys.headquarters(in: layout)
      isNew = false
      for (chain, head) in try store.heads().sorted(by: { $0.key < $1.key })
      where known[chain] == nil {
        guard let opening = try Opening(of: chain, to: head, in: store),
          let old = known[opening.old], opening.isVouched(by: old),
          try ChainEntities(in: layout).count(opening.old, in: entity, own: own),
          !revoked.contains(opening.old)
        else { continue }
        let isHeadquarters = headquarters[opening.old] != nil
        try NodeKeys.allow(
          [chain: opening.key], of: entity, headquarters: isHeadquarters ? [chain] : [],
          in: layout)
        isNew = true
      }
    }
  }
}

/// The first commit of a successor chain.
private struct Opening {
  let chain: String
  let old: String
  let key: SSHPublicKey
  let vouch: SSHSignature

  /// nil for a chain that goes on for none, or without its predecessor's word.
  init?(of chain: String, to head: ObjectID, in store: any FactStore) throws {
    var first = try store.commit(head)
    while let parent = first.parent { first = try store.commit(parent) }
    let record = RecordKey.opening(of: chain)
    let path = record.path(seq: 1)
    guard let key = first.signature?.key,
      let file = try store.filesAdded(by: first).first(where: { $0.path == path }),
      let entry = try? Entry.parse(try store.blob(file.id), at: path),
      let old = entry.set["chain"]?.new.string,
      let vouch = entry.set["vouch"]?.new.string.flatMap({ SSHSignature(armored: $0) })
    else { return nil }
    (self.chain, self.old, self.key, self.vouch) = (chain, old, key, vouch)
  }

  func isVouched(by old: SSHPublicKey) -> Bool {
    vouch.key == old
      && vouch.isValid(for: Successors.text(chain, key), namespace: Successors.namespace)
  }
}
