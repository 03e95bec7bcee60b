package import Foundation
import SiteModel
import Storage

/// Makes a node from a backup: the same facts, the same digest, a chain of its own.
package struct RestoreSite {
  /// Takes every bundle in, checks everything, and only then makes the folder a node.
  ///
  /// - Throws: ``BackupFault`` if the backup is not whole or does not verify, ``NodeFault/exists``
  ///   if there is a node; then the folder holds no node.
  package static func run(from folder: URL, to root: URL, surroundings: Surroundings) throws -> Site
  {
    let manifest = try BackupManifest(in: folder)
    let unfinished = try UnfinishedNode(in: root)
    try fill(unfinished.layout, from: folder, manifest, surroundings)
    try unfinished.publish()
    return try Site.open(root, surroundings: surroundings)
  }

  private static func fill(
    _ layout: SiteLayout, from folder: URL, _ manifest: BackupManifest, _ surroundings: Surroundings
  ) throws {
    try NodeFolder.lay(layout, surroundings.share)
    let signers = try Data(contentsOf: folder.appending(path: "allowed_signers"))
    try AtomicFile.write(Array(signers), to: layout.allowedSigners.path)
    let store = try GitStore.create(
      at: layout.store(of: manifest.entity).path, chain: manifest.chain)
    for name in manifest.bundles { try take(folder.appending(path: name), into: store) }
    try BackupContents(folder, of: ContentStore(of: store)).restore(manifest.contents)
    try check(store, manifest, layout, folder)
    try manifest.journal?.restore(from: folder, to: layout)
    // The token is laid down nowhere: this folder is not where the chain grew.
    let identity = NodeIdentity(
      entity: manifest.entity, site: manifest.site, chain: manifest.chain, token: NewName.random())
    try identity.write(to: layout.identity)
  }

  private static func take(_ file: URL, into store: GitStore) throws {
    let bundle = try GitBundle(reading: file.path)
    let before = try store.heads()
    for needed in bundle.prerequisites where (try? store.read(needed)) == nil {
      throw BackupFault.gap(bundle: file.lastPathComponent)
    }
    try store.adopt(pack: bundle.pack)
    for (chain, head) in bundle.heads where before[chain] != head {
      try store.move(chain, from: before[chain], to: head)
    }
  }

  private static func check(
    _ store: GitStore, _ manifest: BackupManifest, _ layout: SiteLayout, _ folder: URL
  ) throws {
    guard try store.heads() == manifest.heads else {
      throw BackupFault.untrusted(folder: folder.path, fault: "heads")
    }
    let verification = StoreVerification(
      of: store, entity: manifest.entity, keys: NodeKeys.allowed(in: layout))
    guard let finding = verification.findings.first else { return }
    throw BackupFault.untrusted(folder: folder.path, fault: finding.fault.description)
  }
}

/// The folder as a person sees it, before there is a node in it.
enum NodeFolder {
  /// Makes its folders, and the text that tells whoever finds it what it is.
  static func lay(_ layout: SiteLayout, _ share: Share) throws {
    for place in layout.folders {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    let text = try Data(contentsOf: share.template.appending(path: "README.txt"))
    try AtomicFile.write(Array(text), to: layout.readme.path)
  }
}
