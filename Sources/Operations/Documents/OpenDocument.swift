import Foundation
package import SiteModel
import Storage

/// Hands out the bytes of a version; one that is not in force says so.
package struct OpenDocument {
  /// What was written, and what a person must know of it.
  package struct Done: Sendable {
    package let path: String
    package let revision: DocumentRevision
    /// nil where it is the version in force.
    package let warning: Phrase?
  }

  /// - Parameters:
  ///   - version: nil: the one in force.
  ///   - place: a file, or a folder in which it is named as in `controlled/`.
  /// - Throws: ``DocumentFault``.
  package static func run(
    _ number: String, version: String?, to place: String, on site: Site
  ) throws -> Done {
    let documents = try Documents(on: site)
    let document = try documents.one(number)
    let inForce = document.inForce(on: try documents.today())?.revision
    guard let revision = try version.map({ try document.revision($0) }) ?? inForce else {
      throw DocumentFault.nothingInForce(number)
    }
    var isFolder = ObjCBool(false)
    let exists = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
    let name = ControlledFolder.name(document, revision)
    let path =
      exists && isFolder.boolValue ? URL(filePath: place).appending(path: name).path : place
    guard !site.layout.hides(URL(filePath: path)) else { throw EnvelopeFault.ownFile(path: path) }
    try DocumentText(of: revision, number, on: site).write(to: path)
    return Done(path: path, revision: revision, warning: warning(document, revision, inForce))
  }

  private static func warning(
    _ document: Document, _ revision: DocumentRevision, _ inForce: DocumentRevision?
  ) -> Phrase? {
    guard revision.key != inForce?.key else { return nil }
    let key = revision.isOpen ? "document.is-draft" : "document.is-obsolete"
    return Phrase(
      key,
      [
        "number": document.number, "version": revision.version,
        "inForce": inForce?.version ?? "—",
      ])
  }
}
