package import Foundation
import SiteModel
import Storage

/// Copies every fact of a node into a folder of git bundles, the journal and large files beside
/// them.
///
/// A restored node opens a successor chain with a key of its own. Keys are copied only if a
/// passphrase is given that seals them; then the old key can vouch for the new chain, and nobody has
/// to admit it. Of headquarters, the stores of all entities it follows lie in folders of their own.
package struct BackupSite {
  /// What this run added.
  package struct Made: Sendable {
    package let commits: Int
    package let bytes: Int
    /// Large files that were copied.
    package let files: Int
  }

  /// Adds to the folder what it does not hold yet; no fact there is ever changed or removed, and the
  /// journal's copy is replaced. Only bytes that were disposed of leave it.
  ///
  /// - Parameter typed: seals the keys; nil: no key is copied.
  /// - Throws: ``BackupFault/inside(folder:)`` if the folder lies in the node's own, with which it
  ///   would be lost; ``BackupFault/foreign(folder:entity:)`` if it holds another entity's backup;
  ///   ``StoreFault/damaged`` if a large file is not what it was: all else is in the backup then.
  package static func run(
    _ site: Site, to folder: URL, sealedBy typed: String? = nil
  ) throws -> Made {
    let passphrase = try typed.map { try Passphrase(choosing: $0) }
    var made = try store(of: site, to: folder, isOwn: true)
    try BackupKeys(in: folder).add(of: site, sealedBy: passphrase)
    for (entity, chain) in try Followed(in: site.layout).chains.sorted(by: { $0.key < $1.key }) {
      let other = try site.beside(entity, writing: chain)
      let more = try store(of: other, to: folder.appending(path: entity), isOwn: false)
      made = Made(
        commits: made.commits + more.commits, bytes: made.bytes + more.bytes,
        files: made.files + more.files)
    }
    return made
  }

  private static func store(of site: Site, to folder: URL, isOwn: Bool) throws -> Made {
    guard !site.layout.holds(folder) else { throw BackupFault.inside(folder: folder.path) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    AtomicFile.sweep(folder: folder.path)
    var manifest = BackupManifest(of: site)
    if BackupManifest.exists(in: folder) { manifest = try BackupManifest(in: folder) }
    guard manifest.entity == site.identity.entity else {
      throw BackupFault.foreign(folder: folder.path, entity: manifest.entity)
    }
    let before = manifest.chain == site.identity.chain ? manifest.journal : nil
    manifest.journal = isOwn ? try copyJournal(site, folder, else: before) : nil
    manifest.chain = site.identity.chain
    let commits = try newCommits(site, after: manifest.heads)
    let bytes = commits == 0 ? 0 : try addBundle(site, &manifest, folder)
    // After the facts: a file lies in its place before a fact names it.
    let gone = Set(try Disposals(on: site).gone.keys)
    for hash in gone { manifest.contents[hash] = nil }
    let held = manifest.contents.count
    let contents = BackupContents(folder, of: site.contents)
    let copied = try contents.add(to: &manifest.contents, but: gone)
    let signers = try Data(contentsOf: site.layout.allowedSigners)
    try AtomicFile.write(Array(signers), to: folder.appending(path: "allowed_signers").path)
    try manifest.write(in: folder)
    try contents.drop(gone)
    if let before, before != manifest.journal { try before.remove(from: folder) }
    if let fault = copied.fault { throw fault }
    return Made(
      commits: commits, bytes: bytes + copied.bytes, files: manifest.contents.count - held)
  }

  // The journal first: what is sealed meanwhile is then in both, and counts once. One that cannot be
  // read must not keep the facts from being saved; its last good copy stays.
  private static func copyJournal(
    _ site: Site, _ folder: URL, else before: JournalCopy?
  ) throws -> JournalCopy? {
    do { return try JournalCopy.make(of: site, in: folder) } catch let fault as JournalFault {
      guard case .damaged = fault else { throw fault }
      site.surroundings.tell(fault.phrase)
      return before
    }
  }

  private static func newCommits(_ site: Site, after known: [String: ObjectID]) throws -> Int {
    try site.store.cuts(after: known).reduce(0) {
      try $0 + site.store.commits(to: $1.head, after: $1.after).count
    }
  }

  private static func addBundle(
    _ site: Site, _ manifest: inout BackupManifest, _ folder: URL
  ) throws -> Int {
    // Another process may write meanwhile: what the bundle holds and what is said of it are one.
    let cuts = try site.store.cuts(after: manifest.heads)
    let name = "\(manifest.entity).\(manifest.bundles.count + 1).bundle"
    let file = folder.appending(path: name)
    let bundle = try BundleWriter(site.store, cuts: cuts)
    try bundle.write(to: file.path)
    for cut in cuts { manifest.heads[cut.name] = cut.head }
    manifest.bundles.append(name)
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    return (attributes[.size] as? NSNumber)?.intValue ?? 0
  }
}
