import SiteModel
import Storage
import Sync

extension Site {
  /// The stores whose facts this node answers for: its own, and at headquarters each entity's.
  package func stores() throws -> [Site] {
    guard identity.isHeadquarters else { return [self] }
    let followed = try Followed(in: layout).chains.sorted { $0.key < $1.key }
    return [self] + (try followed.map { try beside($0.key, writing: $0.value) })
  }

  /// The library beside a site's own store: what headquarters keeps for all. nil at headquarters, whose
  /// own store it is, and where this node has joined nobody.
  package func library() throws -> Site? {
    guard !identity.isHeadquarters, entity != Party.library, try Joined(in: layout) != nil else {
      return nil
    }
    return try beside(Party.library, writing: nil)
  }

  /// The library, at headquarters the node's own store.
  ///
  /// - Throws: ``ExchangeFault/alone`` where this node has joined nobody.
  package func librarySite() throws -> Site {
    if identity.isHeadquarters { return self }
    guard let library = try library() else { throw ExchangeFault.alone }
    return library
  }

  /// The store of one of these entities; nil: the node's own.
  ///
  /// - Throws: ``ExchangeFault/noEntity(_:)``.
  package func store(of entity: String?) throws -> Site {
    guard let entity, entity != self.entity else { return self }
    let followed = identity.isHeadquarters ? try Followed(in: layout).chains : [:]
    guard let chain = followed[entity] else { throw ExchangeFault.noEntity(entity) }
    return try beside(entity, writing: chain)
  }
}
