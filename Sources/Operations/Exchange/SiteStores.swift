import SiteModel
import Storage

extension Site {
  /// The stores whose facts this node answers for: its own, and at headquarters each entity's.
  package func stores() throws -> [Site] {
    guard identity.isHeadquarters else { return [self] }
    let followed = try Followed(in: layout).chains.sorted { $0.key < $1.key }
    return [self] + (try followed.map { try beside($0.key, writing: $0.value) })
  }

  /// The store of one of these entities; nil: the node's own.
  ///
  /// - Throws: ``ExchangeFault/noEntity(_:)``.
  package func store(of entity: String?) throws -> Site {
    guard let entity else { return self }
    guard let store = try stores().first(where: { $0.entity == entity })
    else { throw ExchangeFault.noEntity(entity) }
    return store
  }
}
