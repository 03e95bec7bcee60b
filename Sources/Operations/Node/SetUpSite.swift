package import Foundation
import Indexing
package import SiteModel
import Storage

/// Makes of an empty folder a node that somebody can work at: the site, a department, the first posts, and
/// the person who does it, with his key, as its administrator.
package struct SetUpSite {
  /// What the person says.
  package struct Wishes: Sendable {
    /// The site's short name, and its name in people's words.
    package var site: String
    package var name: String
    package var zone: Offset?
    /// The name of the first department.
    package var department: String
    /// His own staff number and name.
    package var number: String
    package var person: String
    package var passphrase: String

    package init(site: String, name: String, department: String) {
      (self.site, self.name, self.department) = (site, name, department)
      (number, person, passphrase) = ("", "", "")
    }
  }

  /// A post that most plants have; the person renames it as he likes.
  enum Starter: String, CaseIterable {
    case lead, approver, worker

    var number: String { "P0\((Self.allCases.firstIndex(of: self) ?? 0) + 1)" }

    var roles: [String] {
      switch self {
      case .lead:
        [
          TrustRole.administrator, "system-rep", "dept-head", "author", "doc-controller",
          "data-reviewer",
          "metrologist", "operator",
        ]
      case .approver: ["reviewer", "approver", "doc-controller", "top-manager"]
      case .worker: ["operator", "collector"]
      }
    }
  }

  /// Whether the folder has no node yet, or one that nobody can sign in at.
  package static func isWanted(_ root: URL, surroundings: Surroundings) throws -> Bool {
    guard Site.isNode(root) else { return true }
    return try isWanted(at: try Site.open(root, surroundings: surroundings))
  }

  /// Whether nobody has a key at this node yet.
  package static func isWanted(at site: Site) throws -> Bool {
    try PersonLookup(site).people().allSatisfy { $0.key == nil }
  }

  /// Makes what is lacking; a run that was cut off is gone on with.
  ///
  /// - Parameter say: in the language of the person: what the first posts are called.
  /// - Returns: the node, and his id.
  /// - Throws: ``CreateFault``, ``KeyFault/weakPassphrase(least:)``, ``PersonFault/notFirst`` where
  ///   somebody has a key already.
  package static func run(
    in root: URL, _ wishes: Wishes, surroundings: Surroundings, say: (Phrase) -> String
  ) throws -> (site: Site, person: String) {
    _ = try Passphrase(choosing: wishes.passphrase)
    guard try isWanted(root, surroundings: surroundings) else { throw PersonFault.notFirst }
    let site = try node(in: root, wishes, surroundings)
    let department = try record(
      "department", ["number": "D01", "name": .string(wishes.department)], on: site)
    for starter in Starter.allCases {
      let name = say(Phrase("set-up.post-\(starter.rawValue)"))
      let roles = JSON.array(starter.roles.map { .string($0) })
      _ = try record(
        "post",
        [
          "number": .string(starter.number), "name": .string(name),
          "department": .string(department),
          "roles": roles,
        ], on: site)
    }
    var person = EnrolPerson.Wishes(wishes.number, wishes.person, post: Starter.lead.number)
    (person.department, person.passphrase) = ("D01", wishes.passphrase)
    return (site, try EnrolPerson.run(person, on: site))
  }

  private static func node(
    in root: URL, _ wishes: Wishes, _ surroundings: Surroundings
  ) throws -> Site {
    guard !Site.isNode(root) else { return try Site.open(root, surroundings: surroundings) }
    var made = CreateSite.Wishes(site: wishes.site, name: wishes.name)
    made.zone = wishes.zone
    return try CreateSite.run(in: root, made, surroundings: surroundings).site
  }

  /// The id of the record with that number; made if there is none.
  private static func record(
    _ type: String, _ values: [String: JSON], on site: Site
  ) throws -> String {
    let number = values["number"]?.string ?? ""
    if let there = try site.index.find(type, number).first { return there.id }
    return try WriteRecord.new(type, values, on: site).id
  }
}
