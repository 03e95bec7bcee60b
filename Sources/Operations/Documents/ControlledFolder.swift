import Foundation
import Indexing
import SiteModel
import Storage

/// `controlled/`: read-only copies of what is in force on this day, and nothing else of ours.
///
/// 7.4.2 「确保文件版本正确、现行有效，防止使用过期或作废文件」: after every command the folder holds what the
/// facts say for today; whatever else lies there is moved to `reports/`.
package struct ControlledFolder {
  let site: Site
  private let before: ControlledCopies

  init(of site: Site) throws {
    self.site = site
    before = try ControlledCopies(in: site.layout)
  }

  /// At the door of every command: brings the folder up to date where it is not, unless another
  /// program writes just now and will do it.
  package static func follow(on site: Site) {
    telling(site) {
      guard try ControlledFolder(of: site).isDue, NodeLock.isFree(site.layout.root.path) else {
        return
      }
      // A copied folder opens no chain because somebody looked at it.
      guard site.isAtHome else { return try ControlledFolder(of: site).refresh(with: nil) }
      try site.write { _ in }
    }
  }

  /// At the end of every write.
  ///
  /// - Parameter adopts: whether this node says in its chain what it adopted.
  static func follow(_ session: WriteSession, adopts: Bool) {
    telling(session.site) {
      let folder = try ControlledFolder(of: session.site)
      guard try folder.isDue else { return }
      try folder.refresh(with: adopts ? session : nil)
    }
  }

  // What the person asked for is done already, or has still to be answered: this is only told.
  private static func telling(_ site: Site, _ body: () throws -> Void) {
    do { try body() } catch let fault as any Fault {
      site.surroundings.tell(Phrase("controlled.failed", within: ["why": [fault.phrase]]))
    } catch {
      let why = Phrase("system.failed", ["detail": String(describing: error)])
      site.surroundings.tell(Phrase("controlled.failed", within: ["why": [why]]))
    }
  }

  private var isDue: Bool {
    get throws {
      guard try !before.day.isEmpty || site.index.holds(any: DocumentRevision.type) else {
        return false
      }
      return try before.facts != facts() || before.day != site.today.description
        || !before.isUntouched(in: site.layout.controlled)
    }
  }

  /// All that the answer rests on: the heads of the store, and what the library says of them.
  private func facts() throws -> String {
    let heads = FactsDigest.of(try site.index.heads()).description
    let known = try site.index.known().size
    let limits = ControlledCopies.stamp(of: site.layout.chainLimits.path)
    return ContentHash(of: Array("\(heads)\n\(known)\n\(limits)\n".utf8)).description
  }

  private func refresh(with session: WriteSession?) throws {
    let documents = try Documents(on: site)
    let today = try documents.today()
    try FileManager.default.createDirectory(
      at: site.layout.controlled, withIntermediateDirectories: true)
    var held: [ControlledCopies.Copy] = []
    var rows: [ControlledPage.Row] = []
    for document in documents.board.documents {
      guard let inForce = document.inForce(on: today) else {
        if let next = document.next(after: today) { rows.append(.init(document, nil, next, nil)) }
        continue
      }
      let (copy, problem) = try copied(document, inForce, held.map(\.name))
      if let copy { held.append(copy) }
      rows.append(.init(document, inForce, document.next(after: today), problem))
    }
    try clear(keeping: Set(held.map(\.name)))
    try ControlledPage(rows, on: site).write()
    if let session { try AdoptDocuments(documents, held, session).run() }
    var now = ControlledCopies(facts: try facts(), day: site.today.description, copies: held)
    // What could not be copied, or not be said in the chain, is looked at again by the next command.
    if session == nil || rows.contains(where: { $0.problem != nil }) { now.facts = "" }
    try now.write(in: site.layout)
  }

  /// The copy of what is in force; none, and why, where nobody's signature or other bytes stand
  /// behind it.
  private func copied(
    _ document: Document, _ inForce: Document.InForce, _ taken: [String]
  ) throws -> (ControlledCopies.Copy?, Phrase?) {
    guard let revision = inForce.revision else {
      return (nil, Phrase("controlled.unsigned"))
    }
    let name = Self.name(document, revision, taken)
    let old = before.copies.first {
      $0.name == name && $0.sha256 == inForce.text.description && $0.version == inForce.version
    }
    if let old, old.isUntouched(in: site.layout.controlled) { return (old, nil) }
    let text = DocumentText(of: revision, document.number, on: site)
    let path = site.layout.controlled.appending(path: name).path
    do { try text.write(to: path, permissions: 0o444) } catch DocumentFault.otherBytes {
      return (nil, Phrase("controlled.other-bytes"))
    }
    let from = text.apart ?? ""
    return (
      .init(
        number: document.number, version: inForce.version, sha256: inForce.text.description,
        name: name, stamp: ControlledCopies.stamp(of: path),
        source: from.isEmpty ? "" : ControlledCopies.stamp(of: from), from: from), nil
    )
  }

  /// Removes the copies of what is no longer in force. What a person put here is moved, not removed.
  private func clear(keeping names: Set<String>) throws {
    let folder = site.layout.controlled
    let ours = Set(before.copies.map(\.name))
    for name in ControlledCopies.names(in: folder).subtracting(names)
    where name != ControlledPage.name {
      let place = folder.appending(path: name)
      if ours.contains(name) {
        try FileManager.default.removeItem(at: place)
      } else {
        let other = site.layout.reports.appending(
          path: "controlled-\(NewName.random().prefix(6))-\(name)")
        try FileManager.default.moveItem(at: place, to: other)
        site.surroundings.tell(
          Phrase("controlled.moved", ["name": name, "to": other.lastPathComponent]))
      }
    }
  }
}

extension ControlledFolder {
  /// `QM-01 A-1 碳计量管理手册.md`: what every disk takes for a file's name.
  static func name(
    _ document: Document, _ revision: DocumentRevision, _ taken: [String] = []
  ) -> String {
    let suffix = ContentName.suffix(URL(filePath: revision.file).pathExtension)
    var stem = "\(document.number) \(revision.version) \(revision.title)"
    stem = String(stem.unicodeScalars.map { plain.contains($0) ? "-" : Character($0) })
    while stem.utf8.count > 180 { stem.removeLast() }
    let name = "\(stem.trimmingCharacters(in: .whitespaces)).\(suffix)"
    // Two numbers may differ by nothing but signs that no file's name has.
    let id = revision.key.id.prefix(6)
    return taken.contains(name) ? "\(stem) \(id).\(suffix)" : name
  }

  private static let plain = CharacterSet(charactersIn: "/\\:*?\"<>|").union(.controlCharacters)
}
