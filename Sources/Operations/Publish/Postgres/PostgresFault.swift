package import SiteModel

/// Why PostgreSQL did not do what was asked. No case holds a password.
package enum PostgresFault: Fault, Equatable {
  /// The address cannot be read.
  case address
  /// There is no connection: no server, wrong password, no such database.
  case unreachable(String)
  /// The connection broke while it was used.
  case lost(place: String, String)
  /// The server is older than what is needed.
  case version(place: String, has: Int, needs: Int)
  /// The server will not do it, by its own word (SQLSTATE) and sentence.
  case refused(place: String, state: String, String)

  package var kind: FaultKind {
    switch self {
    case .address, .version: .invalid
    case .unreachable, .lost: .unavailable
    case .refused(_, let state, _): Self.passes(state) ? .unavailable : .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .address: Phrase("postgres.address")
    case .unreachable(let detail): Phrase("postgres.unreachable", ["detail": detail])
    case .lost(let place, let detail):
      Phrase("postgres.lost", ["place": place, "detail": detail])
    case .version(let place, let has, let needs):
      Phrase(
        "postgres.version",
        ["place": place, "has": "\(has / 10_000)", "needs": "\(needs / 10_000)"])
    case .refused(let place, let state, let detail):
      Phrase("postgres.refused", ["place": place, "state": state, "detail": detail])
    }
  }

  /// Whether the same may succeed later: a lost connection, a rolled back transaction, no room, a lock,
  /// an operator's hand (classes 08, 40, 53, 55, 57 of SQLSTATE).
  private static func passes(_ state: String) -> Bool {
    ["08", "40", "53", "55", "57"].contains(state.prefix(2))
  }
}
