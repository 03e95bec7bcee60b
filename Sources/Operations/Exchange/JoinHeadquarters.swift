import Foundation
import SiteModel
import Storage
import Sync

/// A site joins headquarters: from now on it knows whose library to believe.
package struct JoinHeadquarters {
  /// - Throws: ``ExchangeFault``; nothing is changed then.
  package static func run(_ enrolment: Enrolment, on site: Site) throws {
    guard !site.identity.isHeadquarters else { throw ExchangeFault.isHeadquarters }
    guard (enrolment.entity, enrolment.node) == (site.entity, site.name) else {
      throw ExchangeFault.otherNode(
        wanted: "\(enrolment.node) (\(enrolment.entity))", own: "\(site.name) (\(site.entity))")
    }
    try site.write { session in
      let layout = session.site.layout
      if let known = try Joined(in: layout) { throw ExchangeFault.joined(headquarters: known.node) }
      let library = layout.store(of: Party.library).path
      if !FileManager.default.fileExists(atPath: library) {
        _ = try GitStore.create(at: library, chain: enrolment.chain)
      }
      try NodeKeys.allow(
        [enrolment.chain: enrolment.key], of: Party.library, headquarters: [enrolment.chain],
        in: layout)
      // Last: a node that says it has joined has everything for it.
      let joined = Joined(
        node: enrolment.headquarters.node, name: enrolment.headquarters.name,
        word: enrolment.word, authority: enrolment.authority)
      try joined.write(in: layout)
    }
  }
}

/// Whom a site has joined: `.karez/headquarters.json`.
struct Joined {
  /// The short name of headquarters' node, and what the group is called.
  let node: String
  let name: String
  /// The one-time word; of no use to anybody once it has been used.
  let word: String
  /// The certificate authority, DER, by which headquarters is known over a link; nil where the
  /// enrolment named none.
  let authority: [UInt8]?

  init(node: String, name: String, word: String, authority: [UInt8]?) {
    (self.node, self.name, self.word, self.authority) = (node, name, word, authority)
  }

  /// nil where the site has joined nobody.
  init?(in layout: SiteLayout) throws {
    guard let joined = try Self.file(layout).read(Joined.init(kept:)) else { return nil }
    self = joined
  }

  private init?(kept json: JSON) {
    guard let node = json["node"]?.string, let name = json["name"]?.string,
      let word = json["word"]?.string
    else { return nil }
    let authority = json["authority"]?.string.flatMap { Data(base64Encoded: $0) }
    self.init(node: node, name: name, word: word, authority: authority.map { Array($0) })
  }

  func write(in layout: SiteLayout) throws {
    var texts = ["node": node, "name": name, "word": word]
    texts["authority"] = authority.map { Data($0).base64EncodedString() }
    try Self.file(layout).write(texts)
  }

  private static func file(_ layout: SiteLayout) -> KeptFile {
    KeptFile(layout.headquarters, permissions: 0o600)
  }
}
