package import Foundation

/// A node that is being made: there as a whole, or not at all.
///
/// It is filled under a name of its own beside `.karez` and gets that name last. What a power cut
/// leaves of it is swept when the next node is made in the folder.
package struct UnfinishedNode: ~Copyable {
  /// Where to fill it.
  package let layout: SiteLayout
  private let final: SiteLayout

  /// - Throws: ``NodeFault/exists(path:)`` if there is a node, or anything of that name.
  package init(in root: URL) throws(NodeFault) {
    final = SiteLayout(root: root)
    guard !FileManager.default.fileExists(atPath: final.hidden.path) else {
      throw .exists(path: final.root.path)
    }
    Self.sweep(final.root)
    layout = SiteLayout(root: root, hidden: ".karez_\(TemporaryName.suffix())")
  }

  // What did not become a node is nobody's.
  deinit { try? FileManager.default.removeItem(at: layout.hidden) }

  /// Makes it the folder's node, durably.
  ///
  /// - Throws: ``StoreFault/failed`` if another one was made there meanwhile.
  package func publish() throws(StoreFault) {
    try DurableFile.sync(folder: layout.hidden.path, nil)
    try DurableFile.rename(layout.hidden.path, final.hidden.path)
    try DurableFile.sync(folder: final.root.path, nil)
  }

  private static func sweep(_ root: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    for name in names where name.hasPrefix(".karez_") && TemporaryName.isLeftOver(name) {
      try? FileManager.default.removeItem(at: root.appending(path: name))
    }
  }
}
