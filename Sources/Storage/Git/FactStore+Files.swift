/// A file that a commit adds.
package struct AddedFile: Sendable, Hashable {
  package let path: String
  /// The name of its bytes.
  package let id: ObjectID
}

extension FactStore {
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
    try difference.compare(before, commit.tree, at: "")
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

/// What one tree has that another has not; equal folders are not opened.
struct TreeDifference {
  private(set) var files: [AddedFile] = []
  /// Folders that are new or have something new, and the root.
  private(set) var folders: [ObjectID] = []
  private let commit: ObjectID
  private let load: (ObjectID) throws(StoreFault) -> Tree

  init(commit: ObjectID, load: @escaping (ObjectID) throws(StoreFault) -> Tree) {
    (self.commit, self.load) = (commit, load)
  }

  /// Compares two folders.
  ///
  /// - Parameter path: the folder's own, empty for the root.
  mutating func compare(
    _ old: ObjectID?, _ new: ObjectID, at path: String
  ) throws(StoreFault) {
    guard old != new else { return }
    folders.append(new)
    let before: Tree = if let old { try load(old) } else { .empty }
    let (was, now) = (Self.byName(before), Self.byName(try load(new)))
    for (name, entry) in was where now[name]?.kind != entry.kind {
      throw .notAppendOnly(commit: commit.description, path: Self.join(path, name))
    }
    for (name, entry) in now where was[name] != entry {
      let full = Self.join(path, name)
      guard PathGrammar.isPath(full) else {
        throw .malformed(name: commit.description, detail: full)
      }
      switch entry.kind {
      case .folder: try compare(was[name]?.id, entry.id, at: full)
      case .file where was[name] == nil: files.append(AddedFile(path: full, id: entry.id))
      case .file: throw .notAppendOnly(commit: commit.description, path: full)
      }
    }
  }

  private static func byName(_ tree: Tree) -> [String: TreeEntry] {
    Dictionary(tree.entries.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : "\(folder)/\(name)"
  }
}
