/// What one tree has that another has not; equal folders are not opened.
struct TreeDifference {
  private(set) var files: [AddedFile] = []
  /// Folders that are new or have something new, the root first.
  private(set) var folders: [ObjectID] = []
  /// What is wrong; the comparison goes on with the rest.
  private(set) var faults: [StoreFault] = []
  private let commit: ObjectID
  private let limit: Int
  private let load: (ObjectID) throws(StoreFault) -> Tree

  /// - Parameters:
  ///   - commit: named in faults.
  ///   - limit: files and folders after which nobody looks any further.
  ///   - load: reads a folder.
  init(
    commit: ObjectID, limit: Int = .max,
    load: @escaping (ObjectID) throws(StoreFault) -> Tree
  ) {
    (self.commit, self.limit, self.load) = (commit, limit, load)
  }

  /// Compares two folders.
  ///
  /// - Parameter path: the folder's own, empty for the root.
  mutating func compare(_ old: ObjectID?, _ new: ObjectID, at path: String) {
    guard old != new else { return }
    folders.append(new)
    guard let now = tree(new), let before = old.map({ tree($0) }) ?? .empty else { return }
    // Folders are there for their files; the root of a commit may have none.
    if now.entries.isEmpty && !path.isEmpty { malformed(path) }
    let was = Self.byName(before)
    for entry in now.entries where was[entry.name] != entry {
      guard files.count + folders.count < limit else { return malformed("paths") }
      add(entry, over: was[entry.name], at: Self.join(path, entry.name))
    }
    let names = Set(now.entries.map(\.name))
    for entry in before.entries where !names.contains(entry.name) {
      refuse(Self.join(path, entry.name))
    }
  }

  private mutating func add(_ entry: TreeEntry, over old: TreeEntry?, at path: String) {
    guard PathGrammar.isPath(path) else {
      return malformed(path)
    }
    guard old == nil || (old?.kind == .folder && entry.kind == .folder) else {
      return refuse(path)
    }
    switch entry.kind {
    case .folder: compare(old?.id, entry.id, at: path)
    case .file: files.append(AddedFile(path: path, id: entry.id))
    }
  }

  private mutating func malformed(_ detail: String) {
    faults.append(.malformed(name: commit.description, detail: detail))
  }

  private mutating func refuse(_ path: String) {
    faults.append(.notAppendOnly(commit: commit.description, path: path))
  }

  private mutating func tree(_ id: ObjectID) -> Tree? {
    do throws(StoreFault) { return try load(id) } catch {
      faults.append(error)
      return nil
    }
  }

  private static func byName(_ tree: Tree) -> [String: TreeEntry] {
    Dictionary(tree.entries.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : "\(folder)/\(name)"
  }
}
