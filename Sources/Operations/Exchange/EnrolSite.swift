package import Foundation
import Indexing
import SiteModel
import Storage
import Sync

/// Headquarters prepares the enrolment of nodes.
package struct EnrolSite {
  /// A node that is to be enrolled.
  struct Wish: Equatable {
    /// Its short name.
    let node: String
    let entity: String
    /// What people call it; only the line of the commit says it.
    var name = ""
  }

  /// Writes the enrolment into the library and hands back the file for the node.
  ///
  /// Only the hash of the one-time word is a fact; the word is in the file alone.
  ///
  /// - Throws: ``ExchangeFault``; ``CreateFault/badName(_:)``.
  package static func run(_ node: String, entity: String?, on site: Site) throws -> String {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    let wish = Wish(node: node, entity: entity ?? node)
    guard mayBe(wish, on: site) else { throw CreateFault.badName(node) }
    return try site.write { session in
      guard try !isTaken(node, on: session.site) else { throw ExchangeFault.taken(node: node) }
      let prepared = try Prepared(wish, by: session)
      try enrol([prepared], in: session, "登记节点 \(node)（单位 \(wish.entity)）")
      return prepared.text
    }
  }

  /// Enrols every node of a table, or none, and lays a file for each into a folder.
  ///
  /// - Returns: the files, in the table's order.
  /// - Throws: ``EnrolListFault`` with every row that is refused; a fault of the table or the folder.
  package static func run(list: URL, into folder: URL, on site: Site) throws -> [URL] {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    let table = try EnrolList(list)
    return try site.write { session in
      let wishes = try table.wishes { wish in
        if !mayBe(wish, on: session.site) { return .name }
        return try isTaken(wish.node, on: session.site) ? .taken : nil
      }
      let prepared = try wishes.map { try Prepared($0, by: session) }
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      AtomicFile.sweep(folder: folder.path)
      let files = wishes.map { folder.appending(path: "\($0.node).enrolment") }
      do {
        // The files first: a node that counts as enrolled and has no file could never join.
        for (file, each) in zip(files, prepared) {
          try AtomicFile.write(Array(each.text.utf8), to: file.path, permissions: 0o600)
        }
        try enrol(prepared, in: session, "登记 \(wishes.count) 个节点")
      } catch {
        for file in files { try? FileManager.default.removeItem(at: file) }
        throw error
      }
      return files
    }
  }

  private static func mayBe(_ wish: Wish, on site: Site) -> Bool {
    Grammar.isID(wish.node) && Grammar.isID(wish.entity) && wish.entity != Party.library
      && wish.node != site.name
  }

  private static func isTaken(_ node: String, on site: Site) throws -> Bool {
    try !site.index.entries(of: .known("enrolment", node)).isEmpty
  }

  // A proof can only be checked by whoever knows the word; it is no fact and leaves with its use.
  // It is kept first: without its enrolment it opens nothing.
  private static func enrol(
    _ prepared: [Prepared], in session: WriteSession, _ line: String
  ) throws {
    var words = try EnrolmentWords(.open, in: session.site.layout)
    for each in prepared { words.words[each.wish.node] = each.word }
    try words.write()
    let names = prepared.map(\.wish.name).filter { !$0.isEmpty }.joined(separator: "、")
    try session.commit(names.isEmpty ? line : "\(line)：\(names.prefix(200))") { files in
      for each in prepared { try files.add(each.entry(in: session)) }
    }
  }

  /// What one node's enrolment consists of.
  private struct Prepared {
    let wish: Wish
    let word: String
    /// The file for the node.
    let text: String

    init(_ wish: Wish, by session: WriteSession) throws {
      self.wish = wish
      word = String((0..<32).compactMap { _ in "0123456789abcdef".randomElement() })
      let site = session.site
      let name = try site.index.state(of: .site(site.name)).values["name"]?.string
      let enrolment = Enrolment(
        entity: wish.entity, node: wish.node, word: word,
        headquarters: (site.name, name ?? site.name), chain: site.chain,
        key: session.key.publicKey,
        authority: try OwnAuthority(in: site.layout.keys, name: site.name).certificate)
      text = try enrolment.text(signedBy: session.key)
    }

    func entry(in session: WriteSession) throws -> Entry {
      let key = RecordKey.known("enrolment", wish.node)
      let hash = ContentHash(of: Array(word.utf8)).description
      return try session.site.schemas.entry(
        setting: [
          "node": .string(wish.node), "entity": .string(wish.entity), "word": .string(hash),
        ], of: key, now: session.site.index.state(of: key), by: session.writer)
    }
  }
}

/// The one-time words that headquarters has given out.
struct EnrolmentWords {
  /// Those that nobody has used yet; those that were, which admit nobody any more.
  enum Kind { case open, used }

  /// By node.
  var words: [String: String]
  private let file: KeptFile

  init(_ kind: Kind, in layout: SiteLayout) throws {
    file = KeptFile(
      kind == .open ? layout.enrolmentWords : layout.usedWords, permissions: 0o600)
    words = try file.texts()
  }

  func write() throws { try file.write(words) }
}
