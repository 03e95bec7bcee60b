extension ObjectSource {
  /// Checks that a chain's new head follows the old one with every commit between held here.
  ///
  /// - Throws: ``StoreFault/missing``, ``StoreFault/malformed`` for a merge,
  ///   ``StoreFault/notAppendOnly`` if `old` is not in the past of `new`.
  func checkDescent(of new: ObjectID, from old: ObjectID?) throws(StoreFault) {
    var at = new
    while at != old {
      guard let parent = try links(of: at).parent else {
        guard old == nil else { throw .notAppendOnly(commit: new.description, path: "") }
        return
      }
      at = parent
    }
  }

  func links(of id: ObjectID) throws(StoreFault) -> CommitLinks {
    let object = try read(id)
    guard object.kind == .commit, let links = CommitLinks(object.bytes) else {
      throw .malformed(name: id.description, detail: "commit")
    }
    return links
  }
}

/// What a commit points to.
struct CommitLinks {
  let tree: ObjectID
  let parent: ObjectID?

  /// Reads the first lines of a commit; nil for a merge or anything that is no commit.
  init?(_ bytes: [UInt8]) {
    let lines = bytes.prefix(200).split(separator: 0x0A, maxSplits: 3)
      .map { String(decoding: $0, as: UTF8.self) }
    guard lines.count >= 3, lines[0].hasPrefix("tree "),
      let tree = ObjectID(lines[0].dropFirst(5))
    else { return nil }
    self.tree = tree
    guard lines[1].hasPrefix("parent ") else {
      parent = nil
      return
    }
    guard let parent = ObjectID(lines[1].dropFirst(7)), !lines[2].hasPrefix("parent ") else {
      return nil
    }
    self.parent = parent
  }
}
