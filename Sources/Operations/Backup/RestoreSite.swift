package import Foundation
import SiteModel
import Storage
import Sync

/// Makes a node from a backup: the same facts, the same digest, a chain of its own.
package struct RestoreSite {
  /// Takes every bundle in, checks everything, and only then makes the folder a node.
  ///
  /// - Parameter typed: opens the keys that the backup holds; nil: they are not used, and somebody
  ///   has to admit the new chain.
  /// - Throws: ``KeyFault/wrongPassphrase``; ``BackupFault`` if the backup is not whole or does not verify, ``NodeFault/exists``
  ///   if there is a node; then the folder holds no node.
  package static func run(
    from folder: URL, to root: URL, openedBy typed: String? = nil, surroundings: Surroundings
  ) throws -> Site {
    let manifest = try BackupManifest(in: folder)
    let unfinished = try UnfinishedNode(in: root)
    try fill(unfinished.layout, from: folder, manifest, surroundings)
    try BackupKeys(in: folder).restore(
      to: unfinished.layout, of: manifest.chain, openedBy: typed.map { Passphrase($0) })
    try fillOthers(unfinished.layout, from: folder)
    try unfinished.publish()
    return try Site.open(root, surroundings: surroundings)
  }

  private static func fill(
    _ layout: SiteLayout, from folder: URL, _ manifest: BackupManifest, _ surroundings: Surroundings
  ) throws {
    try NodeFolder.lay(layout, surroundings.share)
    let signers = try Data(contentsOf: folder.appending(path: "allowed_signers"))
    try AtomicFile.write(Array(signers), to: layout.allowedSigners.path)
    try fillStore(layout, from: folder, manifest)
    try manifest.journal?.restore(from: folder, to: layout)
    // The token is laid down nowhere: this folder is not where the chain grew.
    var identity = NodeIdentity(
      entity: manifest.entity, site: manifest.site, chain: manifest.chain, token: NewName.random())
    identity.isHeadquarters = manifest.isHeadquarters
    try identity.write(to: layout.identity)
  }

  private static func fillStore(
    _ layout: SiteLayout, from folder: URL, _ manifest: BackupManifest
  ) throws {
    let store = try GitStore.create(
      at: layout.store(of: manifest.entity).path, chain: manifest.chain)
    for name in manifest.bundles { try take(folder.appending(path: name), into: store) }
    try BackupContents(folder, of: ContentStore(of: store)).restore(manifest.contents)
    try check(store, manifest, layout, folder)
  }

  /// The stores beside the node's own: what headquarters follows, a site's library, which comes
  /// again from headquarters.
  private static func fillOthers(_ layout: SiteLayout, from folder: URL) throws {
    for entity in try Followed(in: layout).chains.keys.sorted() {
      let place = folder.appending(path: entity)
      try fillStore(layout, from: place, try BackupManifest(in: place))
    }
    guard try Joined(in: layout) != nil else { return }
    let chains = try NodeKeys.headquarters(in: layout).keys.sorted()
    let library = layout.store(of: Party.library).path
    if let chain = chains.first { _ = try GitStore.create(at: library, chain: chain) }
  }

  private static func take(_ file: URL, into store: GitStore) throws {
    let bundle = try GitBundle(reading: file.path)
    let before = try store.heads()
    for needed in bundle.prerequisites where try store.commit(ifHere: needed) == nil {
      throw BackupFault.gap(bundle: file.lastPathComponent)
    }
    try store.adopt(pack: bundle.pack)
    for (chain, head) in bundle.heads where before[chain] != head {
      try store.move(chain, from: before[chain], to: head)
    }
    let forks = try store.forks()
    for (fork, head) in bundle.forks where forks[fork] != head {
      try store.move(fork, from: forks[fork], to: head)
    }
  }

  private static func check(
    _ store: GitStore, _ manifest: BackupManifest, _ layout: SiteLayout, _ folder: URL
  ) throws {
    let cuts = try store.cuts()
    guard Dictionary(cuts.map { ($0.name, $0.head) }, uniquingKeysWith: { $1 }) == manifest.heads
    else {
      throw BackupFault.untrusted(folder: folder.path, fault: "heads")
    }
    let verification = StoreVerification(
      of: store, entity: manifest.entity, keys: try NodeKeys.allowed(in: layout),
      // The library is not in a backup: it comes again from headquarters.
      isElsewhere: { manifest.heads[$0.chain] == nil })
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
