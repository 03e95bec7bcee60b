import Indexing
import SiteModel
import Storage

extension Journal {
  /// Drops the rows that segments of this node's chains name, and takes every other mark away.
  ///
  /// `model.md` §6: "A segment names the journal rows it seals; at open, rows named by a segment of
  /// the store are dropped." Another node's segments name no rows of this journal, whatever they say.
  func dropSealed(of site: Site) throws {
    let own = try Self.chains(of: site)
    try drop(site.index.sealedRows(by: own))
    try unmark()
  }

  /// The node's chain and those it goes on for.
  private static func chains(of site: Site) throws -> Set<String> {
    var (chains, next): (Set<String>, String?) = ([], site.chain)
    while let chain = next, chains.insert(chain).inserted {
      let opening = try site.index.entries(of: .opening(of: chain)).first { $0.name.chain == chain }
      next = opening?.entry.set["chain"]?.new.string
    }
    return chains
  }
}
