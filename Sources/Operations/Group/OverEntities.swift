import SiteModel
import Storage

extension Site {
  /// Asks every store whose facts this node answers for, its own first; see ``overEntities(_:)``.
  package func overStores<Answer>(_ ask: (Site) throws -> Answer) throws -> [Answer] {
    let own = try ask(self)
    return identity.isHeadquarters ? [own] + (try overEntities(ask)) : [own]
  }

  /// Asks the stores of all entities that are followed, one after the other: of hundreds, one is open
  /// at a time.
  ///
  /// - Returns: the answers, by entity ascending.
  func overEntities<Answer>(_ ask: (Site) throws -> Answer) throws -> [Answer] {
    try Followed(in: layout).chains.sorted { $0.key < $1.key }.map { entity, chain in
      try ask(try beside(entity, writing: chain))
    }
  }
}
