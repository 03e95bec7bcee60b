import Foundation
import Indexing
import SiteModel
import Storage

/// Headquarters lets a chain count that nobody vouches for: that of a restored disk.
package struct AdmitChain {
  /// - Parameter chain: held in the store of an entity that is followed, and not counted yet.
  /// - Returns: the node it is for, and the fingerprint of its key.
  /// - Throws: ``ExchangeFault/notHeadquarters``, ``ExchangeFault/noChain(_:)``.
  package static func run(
    _ chain: String, of node: String, on site: Site
  ) throws -> (node: String, fingerprint: String) {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    return try site.write { session in
      let layout = session.site.layout
      let enrolment = RecordKey.known("enrolment", node)
      guard try NodeKeys.allowed(in: layout)[chain] == nil,
        let entity = try session.site.index.state(of: enrolment).values["entity"]?.string,
        try Followed(in: layout).chains[entity] != nil,
        case let store = try GitStore(opening: layout.store(of: entity).path),
        let head = try store.heads()[chain], let key = try store.commit(head).signature?.key
      else { throw ExchangeFault.noChain(chain) }
      let admitted = LibraryChains.Chain(
        chain: chain, entity: entity, node: node, key: key, isHeadquarters: false)
      try session.set(.known("chain", chain), admitted.fields, "接纳节点 \(node) 的链 \(chain)")
      try LibraryChains(in: session.site).allow(nil, in: layout)
      return (node, key.fingerprint)
    }
  }
}
