import SiteModel

extension Site {
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
