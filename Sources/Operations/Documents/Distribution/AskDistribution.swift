import Indexing
import SiteModel

/// Who has which copy of a document, what each has to give back, and which nodes have what is in force
/// (7.4.2 「分发、访问、检索和使用」).
package struct AskDistribution {
  /// One document.
  package struct Answer: Sendable {
    package let number: String
    package let title: String
    /// nil: nothing is in force.
    package let inForce: String?
    package let copies: [GivenCopy]
    package let nodes: [DocumentNode]

    /// What still has to come back or to be confirmed.
    package var open: Int { copies.count(where: \.mustReturn) + nodes.count { !$0.isConfirmed } }
  }

  /// - Parameter number: nil: all documents that are in force anywhere, or were given out.
  package static func run(_ number: String?, on site: Site) throws -> [Answer] {
    let documents = try Documents(on: site)
    let asked = try number.map { [try documents.one($0)] } ?? documents.board.documents
    let adopted = try AskDocuments.adoptions(on: site)
    let (chains, today) = (try DocumentNode.chains(on: site), try documents.today())
    return try asked.compactMap { document in
      let adopted = adopted[document.number] ?? []
      let copies = try GivenCopy.all(of: document, on: today, adopted, site)
      let nodes = DocumentNode.all(of: document, on: today, adopted, chains)
      guard number != nil || !copies.isEmpty || !nodes.isEmpty else { return nil }
      return Answer(
        number: document.number, title: document.title,
        inForce: document.inForce(on: today)?.version, copies: copies, nodes: nodes)
    }
  }
}
