import GRDB
package import SiteModel
import Storage

/// Where something is written down: a path in the tree of a chain.
package struct FactPlace: Sendable, Hashable, CustomStringConvertible {
  package let chain: String
  /// The number of the commit that brought it.
  package let seq: Int
  package let path: String

  package init(chain: String, seq: Int, path: String) {
    (self.chain, self.seq, self.path) = (chain, seq, path)
  }

  /// `chain:path`, as an auditor finds it: `git show <head of the chain>:<path>`.
  package var description: String { "\(chain):\(path)" }
}

extension SiteIndex {
  /// Where the segment with these bytes lies; of several, where the lowest commit brought it.
  package func place(ofSegment blob: String) throws -> FactPlace? {
    try place("blob = ? order by chain, seq limit 1", blob)
  }

  /// Where a correction's segment lies.
  package func place(of correction: PlacedCorrection) throws -> FactPlace? {
    try place("segment = ?", correction.segment)
  }

  private func place(
    _ condition: String, _ value: some DatabaseValueConvertible & Sendable
  ) throws -> FactPlace? {
    try database.read { db in
      try Row.fetchOne(
        db, sql: "select chain, seq, path from segments where \(condition)", arguments: [value])
    }
    .map { row in
      let branch: String = row["chain"]
      let seq: Int = row["seq"]
      return FactPlace(
        chain: EntryName(branch: branch, seq: seq).chain, seq: seq, path: row["path"])
    }
  }
}
