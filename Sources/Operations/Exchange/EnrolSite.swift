import Foundation
import Indexing
import SiteModel
import Storage
import Sync

/// Headquarters prepares the enrolment of a node.
package struct EnrolSite {
  /// Writes the enrolment into the library and hands back the file for the node.
  ///
  /// Only the hash of the one-time word is a fact; the word is in the file alone.
  ///
  /// - Throws: ``ExchangeFault``; ``CreateFault/badName(_:)``.
  package static func run(_ node: String, entity: String?, on site: Site) throws -> String {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    let entity = entity ?? node
    guard Grammar.isID(node), Grammar.isID(entity), entity != Party.library, node != site.name
    else { throw CreateFault.badName(node) }
    let word = String((0..<32).compactMap { _ in "0123456789abcdef".randomElement() })
    return try site.write { session in
      let key = RecordKey.known("enrolment", node)
      guard try session.site.index.entries(of: key).isEmpty else {
        throw ExchangeFault.taken(node: node)
      }
      let hash = ContentHash(of: Array(word.utf8)).description
      try session.set(
        key, ["node": .string(node), "entity": .string(entity), "word": .string(hash)],
        "登记节点 \(node)（单位 \(entity)）")
      try keep(word, of: node, session.site.layout)
      let name = try session.site.index.state(of: .site(site.name)).values["name"]?.string
      let enrolment = Enrolment(
        entity: entity, node: node, word: word, headquarters: (site.name, name ?? site.name),
        chain: session.site.chain, key: session.key.publicKey)
      return try enrolment.text(signedBy: session.key)
    }
  }

  // A proof can only be checked by whoever knows the word; it is no fact and leaves with its use.
  private static func keep(_ word: String, of node: String, _ layout: SiteLayout) throws {
    var words = EnrolmentWords(in: layout)
    words.words[node] = word
    try words.write(in: layout)
  }
}

/// The one-time words that headquarters has given out and that nobody has used yet.
struct EnrolmentWords {
  /// By node.
  var words: [String: String]

  init(in layout: SiteLayout) {
    let bytes = FileManager.default.contents(atPath: Self.file(layout).path) ?? Data()
    words = ((try? JSON.parse(bytes))?.object ?? [:]).compactMapValues(\.string)
  }

  func write(in layout: SiteLayout) throws {
    let text = JSON.object(words.mapValues(JSON.string)).canonical + "\n"
    try AtomicFile.write(Array(text.utf8), to: Self.file(layout).path, permissions: 0o600)
  }

  private static func file(_ layout: SiteLayout) -> URL { layout.enrolmentWords }
}
