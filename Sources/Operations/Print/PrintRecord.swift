import Indexing
package import SiteModel
import Storage

/// Prints a record, or a blank form of its type, as one page file. Who printed it is logged first.
package struct PrintRecord {
  private let site: Site
  private let phrases: PhraseBook

  /// - Parameter phrases: the language of the paper.
  package init(_ site: Site, _ phrases: PhraseBook) { (self.site, self.phrases) = (site, phrases) }

  /// The page of a record.
  ///
  /// - Throws: ``RecordLookupFault``; ``AccessFault`` if the print cannot be logged: then there is
  ///   none.
  package func page(of name: String) throws -> String {
    let key = try RecordLookup(site).key(name)
    let page = RecordPrint(try gather(key), try stamp(), words).page
    try AccessLog(site).printed(key.description)
    return page
  }

  /// The page of a blank form.
  ///
  /// - Throws: ``ShelfFault/unknownType(_:)``, ``PrintFault/copies(_:)``, ``AccessFault``.
  package func blank(_ type: String, copies: Int) throws -> String {
    guard (1...100).contains(copies) else { throw PrintFault.copies(copies) }
    let schema = try site.schemas.schema(of: type)
    let form = BlankForm(
      schema: schema, lifecycle: site.schemas.lifecycles[type], stamp: try stamp(), words: words)
    let page = form.page(copies: copies)
    try AccessLog(site).printed(type)
    return page
  }

  /// Writes a page into a file, whole or not at all.
  package static func keep(_ page: String, as file: String) throws {
    try AtomicFile.write(Array(page.utf8), to: file)
  }

  private func gather(_ key: RecordKey) throws -> PrintedRecord {
    let entries = try site.index.entries(of: key)
      .sorted { ($0.past.size, $0.name) < ($1.past.size, $1.name) }
    var clocks: [EntryName: String] = [:]
    for placed in entries { clocks[placed.name] = try site.index.clock(of: placed.name) }
    return PrintedRecord(
      key: key, schema: try site.schemas.schema(of: key.type),
      lifecycle: site.schemas.lifecycles[key.type], course: try site.index.course(of: key),
      state: try site.index.state(of: key), entries: entries, clocks: clocks,
      computed: try site.question(about: key).computed())
  }

  /// Who prints, where and when, of which facts.
  func stamp() throws -> PrintStamp {
    let now = site.surroundings.clock.now()
    let heads = try site.index.heads()
    return PrintStamp(
      organisation: try organisation(), at: now.instant.text(at: now.offset),
      by: try visitor(), node: "\(site.name) \(site.chain)", heads: heads)
  }

  // The entity's own record, or the name its site was made with.
  private func organisation() throws -> String {
    let all = try site.index.states(of: "organisation").map(\.state.values)
    let named = all.first { $0["shortCode"]?.string == site.entity } ?? all.first
    return try named?["name"]?.string ?? siteName()
  }

  private func siteName() throws -> String {
    try site.index.state(of: .site(site.name)).values["name"]?.string ?? site.name
  }

  private func visitor() throws -> String {
    if let person = site.actor?.person { return person.name }
    return try siteName()
  }

  var words: PrintWords {
    let (site, phrases) = (site, phrases)
    return PrintWords(
      phrases: phrases, envelope: EnvelopeWords(site.schemas.envelope, phrases.language),
      label: { Self.label(of: $0, site) },
      person: { Self.person($0, site, left: phrases.text(Phrase("print.left"))) })
  }

  // A name that cannot be looked up is no reason not to print: the id stands for it.
  private static func label(of key: RecordKey, _ site: Site) -> String? {
    guard let values = try? site.index.state(of: key).values, !values.isEmpty else { return nil }
    let parts = ["number", "name", "title"].compactMap { values[$0]?.string }
    return parts.isEmpty ? key.id : parts.prefix(2).joined(separator: " ")
  }

  private static func person(_ id: String, _ site: Site, left: String) -> String? {
    if let key = RecordKey(type: Person.type, id: id),
      let person = (try? site.index.state(of: key)).flatMap({ Person(key, $0) })
    {
      return person.name + (person.left == nil ? "" : left)
    }
    guard let key = RecordKey(type: "site", id: id) else { return nil }
    return (try? site.index.state(of: key))?.values["name"]?.string
  }
}

/// Why nothing is printed.
package enum PrintFault: Fault, Equatable {
  /// So many copies of a blank form, or so few.
  case copies(Int)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .copies(let count): Phrase("print.copies", ["count": String(count)])
    }
  }
}
