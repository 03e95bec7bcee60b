package import SiteModel
import Storage

/// What lets a program call in a person's name: as the person's own cookie would, and for as long as he
/// leaves it. It signs nothing.
package struct Tokens {
  /// One of them; what it is itself is shown once.
  package struct Token: Sendable {
    /// By which it is taken back; 64 hex digits.
    package let id: String
    /// What it is for, in the person's words.
    package let label: String
    package let made: Instant
  }

  private let site: Site

  package init(_ site: Site) { self.site = site }

  /// Makes one for whoever is at the door.
  ///
  /// - Returns: the token, `karez_` and 64 hex digits.
  /// - Throws: ``PersonFault/nobody``.
  package func make(for label: String) throws -> String {
    guard let actor = site.actor else { throw PersonFault.nobody }
    let secret = Secret("karez_" + Secret().text)
    try site.journal.open().add(
      token: secret.hash, of: actor.person.id, for: LogText.visible(label),
      at: site.surroundings.clock.now().instant.seconds)
    return secret.text
  }

  /// Those of whoever is at the door, by time.
  package func all() throws -> [Token] {
    guard let actor = site.actor else { return [] }
    return try (site.journal.openIfThere()?.tokens(of: actor.person.id) ?? []).map {
      Token(id: $0.secret, label: $0.label, made: Instant(seconds: $0.made))
    }
  }

  /// Takes one of his back.
  package func drop(_ id: String) throws {
    guard let actor = site.actor else { throw PersonFault.nobody }
    try site.journal.openIfThere()?.drop(token: id, of: actor.person.id)
  }

  /// The node, written to by whoever made the token; nil for one that is none.
  package func resume(_ token: String) throws -> Site? {
    let person = try site.journal.openIfThere()?.person(ofToken: Secret(token).hash)
    return try person.flatMap { try site.visited(by: $0) }
  }
}
