package import SiteModel

/// Why an entity is not published.
package enum PublishFault: Fault, Equatable {
  /// Somebody else is publishing it at this moment.
  case busy(entity: String, place: String)
  /// There is a schema `karez` that is not ours.
  case foreign(place: String)
  /// The tables are of another version.
  case format(place: String, has: String)
  /// What was published rests on facts that this node does not hold: it would undo them.
  case behind(entity: String, chains: [String])

  package var kind: FaultKind {
    switch self {
    case .busy: .unavailable
    case .foreign, .behind: .refused
    case .format: .invalid
    }
  }

  package var phrase: Phrase {
    switch self {
    case .busy(let entity, let place):
      Phrase("publish.busy", ["entity": entity, "place": place])
    case .foreign(let place): Phrase("publish.foreign", ["place": place])
    case .format(let place, let has): Phrase("publish.format", ["place": place, "has": has])
    case .behind(let entity, let chains):
      Phrase(
        "publish.behind", ["entity": entity, "chains": chains.joined(separator: ", ")])
    }
  }
}
