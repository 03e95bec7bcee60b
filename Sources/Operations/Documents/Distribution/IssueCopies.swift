import Indexing
import SiteModel

/// Registers copies that somebody is given, and that they have been received.
package struct IssueCopies {
  /// Gives out copies with the numbers that follow; each can be printed from its record.
  ///
  /// - Throws: as ``PrintDocument/run(_:to:on:)``; then there is no copy.
  package static func run(
    _ wishes: PrintDocument.Wishes, count: Int, on site: Site
  ) throws -> [DocumentCopy] {
    let (home, keys) = try site.write { session in
      (session.site, try RegisterCopy(wishes, session).issue(count))
    }
    return try keys.compactMap { try DocumentCopy.one($0, home) }
  }

  /// Whoever was given a copy says that he has it; of one that a department was given, somebody of it.
  ///
  /// - Throws: ``DistributionFault``, ``DocumentPrintFault``.
  package static func receive(_ number: Int, of document: String, on site: Site) throws {
    try site.write { session in
      let site = session.site
      let copy = try DocumentCopy.one(number, of: document, version: nil, on: site)
      guard let person = site.actor?.person else { throw PersonFault.nobody }
      let isTheirs =
        copy.recipient.map { $0 == person.id } ?? (copy.department == person.department)
      guard isTheirs else {
        throw DistributionFault.notRecipient(
          document, copy: number, recipient: try recipient(of: copy, site))
      }
      if let day = copy.receivedOn {
        throw DistributionFault.received(document, copy: number, day: day)
      }
      try session.set(
        copy.key, ["receivedOn": .string(site.today.description)],
        "签收 \(document) 第 \(number) 号（\(person.name)）")
    }
  }

  private static func recipient(of copy: DocumentCopy, _ site: Site) throws -> String {
    try PaperNames(site: site, known: try site.index.known()).recipient(of: copy)
  }
}
