import SiteModel
import Storage

/// Who is signed in at the page. The secret is in the person's cookie; what lies in the journal is its
/// hash. A session writes in the person's name and signs nothing: for that he gives his passphrase again.
package struct Sessions {
  private let site: Site
  /// Twelve hours: a shift.
  private static let lasting: Int64 = 12 * 3600
  /// Two hours without a call.
  private static let idle: Int64 = 2 * 3600

  package init(_ site: Site) { self.site = site }

  /// Signs a person in by his passphrase.
  ///
  /// - Returns: the secret, 64 hex digits.
  /// - Throws: as ``SignIn/run(_:on:passphrase:)``; ``PersonFault/noKey(person:)`` for somebody who has
  ///   none: over a network a name alone is nobody.
  package func begin(_ name: String, passphrase: String) throws -> String {
    guard let actor = try SignIn.run(name, on: site, passphrase: { passphrase }).actor
    else { throw PersonFault.nobody }
    guard actor.key != nil else { throw PersonFault.noKey(person: actor.person.name) }
    let secret = Secret()
    try site.journal.open().begin(session: secret.hash, of: actor.person.id, at: now)
    return secret.text
  }

  /// The node, written to by whoever signed in with this secret; nil if nobody did, or too long ago, or
  /// he has left since.
  package func resume(_ secret: String) throws -> Site? {
    let person = try site.journal.openIfThere()?.person(
      ofSession: Secret(secret).hash, lasting: Self.lasting, idle: Self.idle, at: now)
    return try person.flatMap { try site.visited(by: $0) }
  }

  /// Signs out.
  package func end(_ secret: String) throws {
    try site.journal.openIfThere()?.end(
      session: Secret(secret).hash, before: now - Self.lasting)
  }

  private var now: Int64 { site.surroundings.clock.now().instant.seconds }
}

extension Site {
  /// Written to by a person who has shown who he is some time ago: without his key. nil if he has left.
  func visited(by id: String) throws -> Site? {
    let person = try PersonLookup(self).person(id)
    if let left = person.left, left < today { return nil }
    return with(Actor(person: person, key: nil))
  }

  /// The node, written to by its visitor with his key: he has given his passphrase again.
  ///
  /// - Throws: as ``SignIn/run(_:on:passphrase:)``; ``PersonFault/nobody`` where nobody is signed in.
  package func signing(by passphrase: String) throws -> Site {
    guard let actor else { throw PersonFault.nobody }
    return try SignIn.run(actor.person.id, on: self) { passphrase }
  }
}

/// What somebody must show; 256 random bits.
package struct Secret {
  /// 64 hex digits.
  package let text: String

  package init() {
    // The system's own generator, which is fit for keys.
    var random = SystemRandomNumberGenerator()
    text = (0..<4).map { _ in
      let word = String(random.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - word.count) + word
    }.joined()
  }

  init(_ text: String) { self.text = text }

  /// What may lie on a disk.
  var hash: String { ContentHash(of: Array(text.utf8)).description }
}
