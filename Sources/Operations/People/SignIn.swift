import Foundation
package import SiteModel
package import Storage

/// Somebody at the door, and whether he has shown who he is.
package struct Actor: Sendable {
  /// As registered.
  package let person: Person
  /// Opened by his passphrase; nil for somebody who has no key: what he writes bears his name, and
  /// he can sign nothing.
  package let key: SSHKey?
}

/// Lets a person work at a node under his name.
package struct SignIn {
  /// The same node, written to by this person.
  ///
  /// Whoever has a key proves himself with it: by his passphrase, on the node where the key is.
  ///
  /// - Parameter passphrase: asks for what he types; called only if he has a key here.
  /// - Throws: ``PersonFault``, ``KeyFault``, ``AccessFault`` if the sign-in cannot be written down.
  package static func run(
    _ name: String, on site: Site, passphrase: () throws -> String
  ) throws -> Site {
    let person = try PersonLookup(site).person(name)
    if let left = person.left, left < site.today {
      throw PersonFault.left(person: person.name, on: left.description)
    }
    let path = site.layout.personKey(of: person.id).path
    guard FileManager.default.fileExists(atPath: path) else {
      guard person.key == nil else { throw PersonFault.keyElsewhere(person: person.name) }
      return site.with(Actor(person: person, key: nil))
    }
    let key = try open(path, person, try passphrase(), site)
    try AccessLog(site).signedIn(person.id)
    return site.with(Actor(person: person, key: key))
  }

  // A wrong passphrase is written down before it is said.
  private static func open(
    _ path: String, _ person: Person, _ typed: String, _ site: Site
  ) throws -> SSHKey {
    do {
      return try KeyTries.open(
        path, by: Passphrase(typed), now: site.surroundings.clock.now().instant)
    } catch let fault as KeyFault {
      try AccessLog(site).failed(person.id)
      throw fault
    }
  }
}

extension Site {
  /// The day on this node's clock: what the doors ask by, and nothing in the facts depends on.
  package var today: CivilDate {
    let now = surroundings.clock.now()
    return CivilTime(seconds: now.instant.seconds + Int64(now.offset.seconds)).date
  }
}
