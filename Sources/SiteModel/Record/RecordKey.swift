/// Which record: its type and its id. Natural keys such as 「E-101」 are fields, never the id.
package struct RecordKey: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 1 … 30 of `[a-z0-9-]`; the file `schema/records/<type>.schema.json` says what it is.
  package let type: String
  /// 1 … 40 of `[a-z0-9-]`; never used again for another record.
  package let id: String

  /// Answers nil if type or id leave their grammar.
  package init?(type: String, id: String) {
    guard Grammar.isID(type, limit: 30), Grammar.isID(id) else { return nil }
    (self.type, self.id) = (type, id)
  }

  /// Reads `type/id`, as fields that name a record of any type hold it.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    self.init(type: String(parts[0]), id: String(parts[1]))
  }

  package var description: String { "\(type)/\(id)" }

  package static func < (a: RecordKey, b: RecordKey) -> Bool {
    a.type == b.type ? a.id < b.id : a.type < b.type
  }

  /// The folder of the record's entries: `records/<type>/<aa>/<id>`.
  ///
  /// `aa` is the first byte of the SHA-256 of the id in hex. Without this fan-out every save would
  /// write anew one tree that lists all records of the type.
  package var folder: String {
    "records/\(type)/\(ContentHash(of: Array(id.utf8)).description.prefix(2))/\(id)"
  }

  /// The path of the entry that commit `seq` of a chain adds.
  package func path(seq: Int) -> String { "\(folder)/\(seq).json" }

  /// The path of the `index`-th file beside that entry, from 1.
  /// - Parameter suffix: 1 … 8 of `[a-z0-9]`, without the point.
  package func contentPath(seq: Int, index: Int, suffix: String) -> String {
    "\(folder)/\(seq).\(index).\(suffix)"
  }
}

/// A place in a chain's tree where an entry lies.
package struct EntryPath: Sendable, Hashable {
  /// The record the entry belongs to.
  package let key: RecordKey
  /// The `Seq` of the commit that added it.
  package let seq: Int

  /// Reads `records/<type>/<aa>/<id>/<seq>.json`; nil for any other path, a wrong `aa` too.
  package init?(_ path: some StringProtocol) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[4].hasSuffix(".json"),
      let key = RecordKey(type: String(parts[1]), id: String(parts[3])),
      let seq = Grammar.counting(parts[4].dropLast(5)), key.path(seq: seq) == path
    else { return nil }
    (self.key, self.seq) = (key, seq)
  }
}
