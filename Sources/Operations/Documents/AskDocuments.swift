import Indexing
package import SiteModel
import Storage

/// How documents stand: what is in force, what is being worked on, and where.
package struct AskDocuments {
  /// One document.
  package struct Answer: Sendable {
    package let document: Document
    /// The day it is looked at by, `yyyy-mm-dd`.
    package let today: String
    /// What the number's holder has put in force.
    package let inForce: Document.InForce?
    /// What comes next, and when; nothing in it: it ends.
    package let next: (day: String, inForce: Document.InForce?)?
    /// Whether this node holds the number.
    package let isHolder: Bool
    /// Why what is in force does not count, where it does not.
    package let problem: Phrase?
    /// What each node has in its folder, as it said.
    package let adopted: [Adopted]
    /// Training that is open for what is approved, released or in force.
    package let training: [DocumentTraining]
    /// Texts that were disposed of.
    package let gone: [ContentHash: Disposals.Gone]
    /// The lifecycle of its revisions.
    package let lifecycle: Lifecycle
  }

  /// What a node said that it has of a number.
  package struct Adopted: Sendable {
    package let chain: String
    /// nil: it removed its copy.
    package let version: String?
    package let at: String
    /// Seconds after it came into force.
    package let delay: String?
    package let removed: String?
  }

  /// All that have a card, by number.
  package static func all(on site: Site) throws -> [Answer] {
    let documents = try Documents(on: site)
    let (adopted, gone) = (try adoptions(on: site), try Disposals(on: site).gone)
    return try documents.board.documents.filter { $0.card != nil }.map {
      try answer($0, documents, adopted[$0.number] ?? [], gone)
    }
  }

  /// The numbers of those in force on a day whose text does not count: nobody signed it, or its
  /// bytes as they are kept now are others.
  static func unsound(_ documents: Documents, on day: CivilDate) throws -> Set<String> {
    let wrong = try documents.board.documents.filter { document in
      try document.inForce(on: day.description)
        .flatMap { try problem($0, document, documents.site) } != nil
    }
    return Set(wrong.map(\.number))
  }

  /// One.
  ///
  /// - Throws: ``DocumentFault/unknown(_:)``.
  package static func one(_ number: String, on site: Site) throws -> Answer {
    let documents = try Documents(on: site)
    return try answer(
      try documents.one(number), documents, try adoptions(on: site)[number] ?? [],
      try Disposals(on: site).gone)
  }

  /// What was in force on a day, as one knew at another; by number, only what counts.
  ///
  /// - Parameter knownAt: the end of the day up to which this node had written; nil: all it holds.
  package static func asOf(
    _ day: CivilDate, knownAt: CivilDate?, on site: Site
  ) throws -> [(number: String, inForce: Document.InForce)] {
    let known = try knownAt.map { try Documents.knownAt($0, on: site) }
    return try Documents(on: site, knownAt: known).board.documents.compactMap { document in
      guard let inForce = document.inForce(on: day.description), inForce.revision != nil
      else { return nil }
      return (document.number, inForce)
    }
  }

  private static func answer(
    _ document: Document, _ documents: Documents, _ adopted: [Adopted],
    _ gone: [ContentHash: Disposals.Gone]
  ) throws -> Answer {
    let (site, today) = (documents.site, try documents.today())
    let inForce = document.inForce(on: today)
    return Answer(
      document: document, today: today, inForce: inForce, next: document.next(after: today),
      isHolder: document.line?.holder == site.chain,
      problem: try inForce.flatMap { try problem($0, document, site) },
      adopted: adopted, training: try DocumentTraining.open(for: document, on: today, site),
      gone: gone, lifecycle: try lifecycle(on: site))
  }

  private static func problem(
    _ inForce: Document.InForce, _ document: Document, _ site: Site
  ) throws -> Phrase? {
    guard let revision = inForce.revision else { return Phrase("controlled.unsigned") }
    do { try DocumentText(of: revision, document.number, on: site).check() } catch DocumentFault
      .otherBytes
    { return Phrase("controlled.other-bytes") }
    return nil
  }

  /// The lifecycle of revisions.
  package static func lifecycle(of site: Site) throws -> Lifecycle { try lifecycle(on: site) }

  static func lifecycle(on site: Site) throws -> Lifecycle {
    let schema = try site.schemas.schema(of: DocumentRevision.type)
    guard let lifecycle = site.schemas.lifecycles[schema.type, schema.version] else {
      throw ActFault.noLifecycle(type: schema.type)
    }
    return lifecycle
  }

  static func adoptions(on site: Site) throws -> [String: [Adopted]] {
    let all = try site.index.states(of: AdoptDocuments.type).compactMap { _, state in
      let text = { state.values[$0]?.string }
      guard let number = text("code"), let chain = text("chain"), let at = text("at")
      else { return nil as (String, Adopted)? }
      return (
        number,
        Adopted(
          chain: chain, version: text("version"), at: at,
          delay: state.values["delay"]?.number, removed: text("removed"))
      )
    }
    return Dictionary(grouping: all, by: \.0).mapValues {
      $0.map(\.1).sorted { ($0.chain, $0.at) < ($1.chain, $1.at) }
    }
  }
}
