/// A file that a commit adds.
package struct AddedFile: Sendable, Hashable {
  package let path: String
  /// The name of its bytes.
  package let id: ObjectID
}

extension ObjectSource {
  /// The files that a commit adds to its parent's, by path.
  ///
  /// - Throws: ``StoreFault/notAppendOnly`` if it changes or removes one,
  ///   ``StoreFault/malformed`` if a path is out of grammar.
  package func filesAdded(by commit: Commit) throws(StoreFault) -> [AddedFile] {
    let before: ObjectID? =
      if let parent = commit.parent { try links(of: parent).tree } else { nil }
    var difference = TreeDifference(commit: commit.id) { [self] id throws(StoreFault) in
      try tree(id)
    }
    difference.compare(before, commit.tree, at: "")
    if let fault = difference.faults.first { throw fault }
    return difference.files.sorted { $0.path < $1.path }
  }

  /// A file's bytes as the chain had them at a commit.
  ///
  /// - Returns: nil if there is no such file then.
  package func file(_ path: String, in commit: Commit) throws(StoreFault) -> [UInt8]? {
    var at: ObjectID = commit.tree
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    for (number, name) in names.enumerated() {
      let kind: TreeEntry.Kind = number == names.count - 1 ? .file : .folder
      guard let entry = try tree(at)[name], entry.kind == kind else { return nil }
      at = entry.id
    }
    return try blob(at)
  }

  /// The bytes of a file by their name.
  package func blob(_ id: ObjectID) throws(StoreFault) -> [UInt8] {
    let object = try read(id)
    guard object.kind == .blob else {
      throw .malformed(name: id.description, detail: object.kind.rawValue)
    }
    return object.bytes
  }

  func tree(_ id: ObjectID) throws(StoreFault) -> Tree {
    let object = try read(id)
    guard object.kind == .tree else {
      throw .malformed(name: id.description, detail: object.kind.rawValue)
    }
    return try Tree(object.bytes, named: id)
  }
}
