package import Foundation
import Indexing
import Storage

/// Throws the index away; the next opening computes it again from the facts.
package struct RebuildIndex {
  package static func run(in root: URL) throws {
    let layout = SiteLayout(root: root)
    _ = try NodeIdentity.read(from: layout.identity)
    try SiteIndex.remove(layout.index)
  }
}
