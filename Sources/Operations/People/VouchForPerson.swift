import Indexing
package import SiteModel
import Storage

/// Vouches for a person's key and posts, and takes it back.
package struct VouchForPerson {
  /// What was vouched for.
  package struct Vouched: Sendable {
    package let person: Person
    /// As `ssh-keygen -l` prints it.
    package let fingerprint: String
    /// The voucher: a person's id, or `node-<chain>`.
    package let by: String
  }

  /// Signs that this key is this person's and that he holds the posts his record says.
  ///
  /// An administrator at the door signs. Where there is none yet, the node itself vouches for the
  /// first one: its own fingerprint is on paper since `init`.
  ///
  /// - Throws: ``PersonFault``, ``ActRefusal``.
  package static func run(_ name: String, on site: Site) throws -> Vouched {
    try site.write { session in
      let person = try PersonLookup(session.site).person(name)
      guard let fields = Vouch.fields(for: person),
        let key = person.key.flatMap({ SSHPublicKey(line: $0) })
      else { throw PersonFault.noKey(person: person.name) }
      let signer = try signer(for: person, session)
      try write(fields, session, person)
      try ActOnRecord.sign(.init(Vouch.action), signer, session, person.vouch)
      try AllowedPeople.refresh(on: session.site)
      return Vouched(person: person, fingerprint: key.fingerprint, by: signer.id)
    }
  }

  // What is vouched for may stand already: from a vouch that was withdrawn.
  private static func write(
    _ fields: [String: JSON], _ session: WriteSession, _ person: Person
  ) throws {
    do {
      try session.set(person.vouch, fields, "担保内容 \(person.id) \(person.name)")
    } catch RecordFault.nothingToSave {}
  }

  private static func signer(for person: Person, _ session: WriteSession) throws -> Signer {
    if session.site.actor != nil { return try Signer(of: session.site) }
    let people = try session.site.index.people()
    let past = try session.site.index.known()
    let all = try PersonLookup(session.site).people()
    let isFirst = !all.contains {
      people.standing(of: $0.id, in: past)?.makesAdministrator ?? false
    }
    guard isFirst else { throw PersonFault.notFirst }
    guard person.posts.contains(where: { $0.roles.contains(TrustRole.administrator) }) else {
      throw PersonFault.firstNotAdministrator(person: person.name)
    }
    let id = NodeVoucher.id(of: session.site.chain)
    return Signer(id: id, names: SignerNames(session.site.name), key: session.key)
  }

  /// Ends a person's work here: his keys sign nothing from now on, and his name stays.
  ///
  /// - Parameter day: the last day he worked here.
  /// - Throws: ``ActRefusal`` unless an administrator, or he himself, is at the door. Somebody whom
  ///   nobody vouched for needs no signature to leave.
  package static func deactivate(
    _ name: String, on day: CivilDate, reason: String, on site: Site
  ) throws -> Person {
    try site.write { session in
      let person = try PersonLookup(session.site).person(name)
      let past = try session.site.index.known()
      switch try session.site.index.people().vouching(of: person.id, in: past) {
      case .given, .waiting, .contested:
        var wishes = ActOnRecord.Wishes(Vouch.withdraw)
        wishes.reason = reason
        try ActOnRecord.sign(wishes, Signer(of: session.site), session, person.vouch)
      case .none, .withdrawn: break
      }
      try session.set(
        person.record, ["left": .string(day.description)], "离岗 \(person.id) \(person.name)",
        reason: reason)
      return person
    }
  }
}

extension Person {
  /// The record of what others vouch for.
  var vouch: RecordKey { RecordKey.known(Vouch.type, id) }
}
