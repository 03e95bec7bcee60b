import Foundation
import Indexing
import SiteModel
import Storage

/// Registers a person, gives him his key, appoints him and vouches for him: what four commands do, with
/// both people at one keyboard.
package struct EnrolPerson {
  /// What is said of him.
  package struct Wishes: Sendable {
    /// Staff number.
    package var number: String
    package var name: String
    /// The number or id of his post, and of his department.
    package var post: String
    package var department: String?
    /// Typed by himself.
    package var passphrase = ""

    package init(_ number: String, _ name: String, post: String) {
      (self.number, self.name, self.post) = (number, name, post)
    }
  }

  /// Does it; the administrator at the door vouches, for the first one the node.
  ///
  /// A person who was registered and not got any further is gone on with.
  ///
  /// - Returns: his id.
  /// - Throws: as ``RegisterPerson`` and ``VouchForPerson``; ``PersonFault/notAdministrator(person:)``
  ///   before anything is written.
  package static func run(_ wishes: Wishes, on site: Site) throws -> String {
    try checkVoucher(site)
    _ = try Passphrase(choosing: wishes.passphrase)
    let post = try RegisterPerson.roles(of: wishes.post, on: site)
    let id = try id(of: wishes, on: site)
    _ = try RegisterPerson.giveKey(to: id, sealedBy: wishes.passphrase, on: site)
    let appointment = Appointment(post: post.id, roles: post.1, from: site.today, until: nil)
    try RegisterPerson.appoint(id, appointment, on: site)
    _ = try VouchForPerson.run(id, on: site)
    return id
  }

  private static func checkVoucher(_ site: Site) throws {
    guard let actor = site.actor else { return }
    let standing = try site.index.people()
      .standing(of: actor.person.id, in: try site.index.known())
    guard standing?.makesAdministrator == true else {
      throw PersonFault.notAdministrator(person: actor.person.name)
    }
  }

  private static func id(of wishes: Wishes, on site: Site) throws -> String {
    let begun = try PersonLookup(site).people().first { $0.number == wishes.number }
    if let begun {
      guard begun.key == nil, begun.name == wishes.name else {
        throw PersonFault.taken(id: wishes.number)
      }
      return begun.id
    }
    let short = wishes.number.lowercased()
    let isFree =
      try RecordKey(type: Person.type, id: short)
      .map { try site.index.entries(of: $0).isEmpty && short != site.name } ?? false
    let id = isFree && NodeVoucher.chain(of: short) == nil ? short : NewName.random()
    var fields: [String: JSON] = ["number": .string(wishes.number), "name": .string(wishes.name)]
    fields["department"] = try wishes.department.map {
      .string(try RecordLookup(site).key($0, of: "department").id)
    }
    try RegisterPerson.add(id, fields, on: site)
    return id
  }
}
