import Foundation
import SiteModel
import Storage
import Sync

/// A disk that was put back to an earlier state without a trace, as a snapshot of a virtual machine
/// is: nothing in its folder tells.
///
/// `model.md` §6: at contact, "if a commit of my own chain is known that is not on my line" → a
/// successor chain. Others say in their statements what they hold of this node's chains.
extension Meeting {
  /// Lets go of the chains that this folder writes if others hold commits of them that are not here;
  /// the next write opens their successors.
  func disownIfRolledBack(by carrier: FolderCarrier) throws {
    let hearing = try Hearing(for: site.name, from: carrier)
    let keys = try NodeKeys.allowed(in: site.layout)
    // What a stranger says of this node's chains moves nothing.
    let known = hearing.statements.filter { keys[$0.statement.chain] == $0.key }
    guard try known.contains(where: { try namesLost($0.statement) }) else { return }
    try NodeToken(of: site.identity, in: site.layout)
      .release(for: site.chain, in: site.surroundings.state)
    site.surroundings.tell(Phrase("node.rolled-back", ["chain": site.chain]))
  }

  private func namesLost(_ statement: Statement) throws -> Bool {
    try ownChains().contains { entity, chain in
      let head = statement.stores[entity]?.heads.first { $0.chain == chain }
      guard let id = head.flatMap({ ObjectID($0.commit) }) else { return false }
      let store = try GitStore(opening: site.layout.store(of: entity).path)
      return try store.commit(ifHere: id) == nil
    }
  }

  /// By entity, the chain that this node writes in its store.
  private func ownChains() throws -> [String: String] {
    try Followed(in: site.layout).chains.merging([site.entity: site.chain]) { $1 }
  }
}
