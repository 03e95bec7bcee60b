import SiteModel
import Storage
import Sync

/// When this node heard what each chain last said, by its own clock: `.karez/held/contacts.json`.
///
/// A statement bears its node's clock only. Both together say how far that clock may be off.
struct Contacts {
  /// One chain's newest statement.
  struct Contact: Sendable, Hashable {
    /// The statement's number.
    let number: Int
    /// RFC 3339.
    let heard: String
  }

  /// By chain.
  private(set) var all: [String: Contact]

  init(in layout: SiteLayout) throws {
    let known = try KeptFile(layout.contacts).read { json in
      let contacts = json.object?.compactMapValues(Contact.init)
      return contacts?.count == json.object?.count ? contacts : nil
    }
    all = known ?? [:]
  }

  /// Notes what is heard for the first time; called whenever statements were taken in.
  static func note(_ ledger: Ledger, on site: Site) throws {
    var contacts = try Contacts(in: site.layout)
    let (now, before) = (site.surroundings.clock.now(), contacts.all)
    for voice in ledger.known {
      let said = voice.newest.statement
      guard contacts.all[said.chain].map({ $0.number != said.number }) ?? true else { continue }
      contacts.all[said.chain] = Contact(
        number: said.number, heard: now.instant.text(at: now.offset))
    }
    guard contacts.all != before else { return }
    try KeptFile(site.layout.contacts).write(.object(contacts.all.mapValues(\.json)))
  }

  /// When a statement was heard; nil where nobody noted it.
  func heard(_ statement: Statement) -> String? {
    all[statement.chain].flatMap { $0.number == statement.number ? $0.heard : nil }
  }
}

extension Contacts.Contact {
  fileprivate init?(_ json: JSON) {
    guard let number = json["number"]?.number.flatMap({ Int($0) }),
      let heard = json["heard"]?.string, Instant.parse(heard) != nil
    else { return nil }
    (self.number, self.heard) = (number, heard)
  }

  fileprivate var json: JSON { ["number": .number(String(number)), "heard": .string(heard)] }
}
