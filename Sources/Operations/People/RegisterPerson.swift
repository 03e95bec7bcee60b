import Foundation
import Indexing
package import SiteModel
import Storage

/// Registers people and gives them keys and posts. Anybody at the node can do this; it means
/// nothing until an administrator vouches for it.
package struct RegisterPerson {
  /// Makes the person's record.
  ///
  /// - Parameters:
  ///   - id: what `by` of an entry and `-I` of ssh-keygen say; `[a-z0-9-]`.
  ///   - fields: of the type `person`.
  /// - Throws: ``PersonFault/taken(id:)``, ``PersonFault/badID(_:)``.
  package static func add(_ id: String, _ fields: [String: JSON], on site: Site) throws {
    guard let key = RecordKey(type: Person.type, id: id), NodeVoucher.chain(of: id) == nil,
      id != site.name
    else { throw PersonFault.badID(id) }
    try site.write { session in
      guard try session.site.index.entries(of: key).isEmpty else {
        throw PersonFault.taken(id: id)
      }
      try session.set(key, fields, "登记人员 \(id) \(fields["name"]?.string ?? "")")
    }
  }

  /// Gives a person a new key, sealed by a passphrase, on this node.
  ///
  /// An old key stays beside it under its own name until the new one is registered.
  ///
  /// - Parameters:
  ///   - typed: the passphrase, at least 8 characters.
  ///   - rounds: scrypt's N, a power of two from 2^14 to 2^18; nil: 2^17, 128 MiB a try.
  /// - Returns: the new key's fingerprint, for the one who vouches.
  /// - Throws: ``KeyFault/weakPassphrase(least:)``.
  package static func giveKey(
    to name: String, sealedBy typed: String, rounds: Int? = nil, on site: Site
  ) throws -> String {
    let passphrase = try Passphrase(choosing: typed)
    let cost = rounds.flatMap { SealingCost(rounds: $0) } ?? .standard
    let person = try PersonLookup(site).person(name)
    let key = SSHKey()
    let sealed = try SealedKey(sealing: key, by: passphrase, cost: cost)
    let path = site.layout.personKey(of: person.id).path
    try FileManager.default.createDirectory(
      at: site.layout.peopleKeys, withIntermediateDirectories: true)
    try site.write { session in
      // The key first: a public key in the record is always one that can sign.
      try sealed.write(to: path, comment: person.id)
      try session.set(
        person.record, ["key": .string(key.publicKey.line)],
        "登记密钥 \(person.id) \(key.publicKey.fingerprint)")
    }
    return key.publicKey.fingerprint
  }

  /// Seals a key with another passphrase.
  package static func changePassphrase(
    of name: String, from old: String, to new: String, on site: Site
  ) throws {
    let person = try PersonLookup(site).person(name)
    let path = site.layout.personKey(of: person.id).path
    let cost = try SealedKey.read(from: path).cost
    let key = try KeyTries.open(
      path, by: Passphrase(old), now: site.surroundings.clock.now().instant)
    try SealedKey(sealing: key, by: Passphrase(choosing: new), cost: cost).write(
      to: path, comment: person.id)
  }

  /// Appoints a person to a post, or ends an appointment.
  ///
  /// - Parameter appointment: with the post's roles; of the same post and first day, the old one is
  ///   replaced.
  package static func appoint(
    _ name: String, _ appointment: Appointment, on site: Site
  ) throws {
    try site.write { session in
      let person = try PersonLookup(session.site).person(name)
      let others = person.posts.filter {
        ($0.post, $0.from) != (appointment.post, appointment.from)
      }
      try session.set(
        person.record, ["posts": .array((others + [appointment]).map(\.json))],
        "任职 \(person.id) \(appointment.post)")
    }
  }

  /// The roles that a post brings with it.
  package static func roles(of post: String, on site: Site) throws -> (id: String, Set<String>) {
    let key = try RecordLookup(site).key("post/\(post)")
    let roles = try site.index.state(of: key).values["roles"]?.array ?? []
    return (key.id, Set(roles.compactMap(\.string)))
  }
}

extension Person {
  /// His record.
  package var record: RecordKey { RecordKey.known(Self.type, id) }
}
