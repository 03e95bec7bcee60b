import Foundation
import Indexing
package import SiteModel
import Storage

/// Who is registered, with which key, and who stands for it.
package struct AskPeople {
  /// One person.
  package struct Answer: Sendable {
    package let person: Person
    package let vouching: Vouching
    /// The roles he may use on the day asked about, ascending.
    package let roles: [String]
    /// Whether his key lies on this node.
    package let isKeyHere: Bool
    /// Whether what was vouched for is no longer what his record says: somebody should vouch again.
    package let isOutdated: Bool
    /// As `ssh-keygen -l` prints it; nil without a key.
    package let fingerprint: String?
  }

  /// Everybody, by staff number.
  package static func run(on site: Site, asOf day: CivilDate) throws -> [Answer] {
    let people = try site.index.people()
    let past = try site.index.known()
    return try PersonLookup(site).people().map { person in
      let vouching = people.vouching(of: person.id, in: past)
      return Answer(
        person: person, vouching: vouching,
        roles: people.roles(of: person.id, in: past, on: day).sorted(),
        isKeyHere: FileManager.default.fileExists(
          atPath: site.layout.personKey(of: person.id).path),
        isOutdated: isOutdated(person, vouching),
        fingerprint: person.key.flatMap { SSHPublicKey(line: $0) }?.fingerprint)
    }
  }

  private static func isOutdated(_ person: Person, _ vouching: Vouching) -> Bool {
    guard case .given(let standing) = vouching else { return false }
    return standing.key != person.key || standing.posts != Set(person.posts)
  }
}
