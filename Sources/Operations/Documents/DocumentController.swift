import Indexing
import SiteModel

/// Whoever controls documents (文控): some things about them are written by nobody else.
struct DocumentController {
  /// Asked before anything is written.
  ///
  /// - Returns: who is at the door.
  /// - Throws: ``PersonFault``, ``DocumentFault/notController(person:)``.
  @discardableResult
  static func check(_ site: Site) throws -> Person {
    guard let actor = site.actor else { throw PersonFault.nobody }
    guard actor.key != nil else { throw PersonFault.noKey(person: actor.person.name) }
    let key = RecordKey.known(DocumentRevision.type, "controller")
    let people = try site.index.people()
    guard people.holds("doc-controller", actor.person.id, on: key, in: try site.index.known())
    else { throw DocumentFault.notController(person: actor.person.name) }
    return actor.person
  }
}
