/// The folders of a commit that is being made: those of its parent and what is added.
struct TreeDraft {
  /// One folder, read when something is first added under it.
  private struct Folder {
    var entries: [String: TreeEntry]
    var changed = false
  }

  /// By path; the root is the empty path.
  private var folders: [String: Folder]
  private let load: (ObjectID) throws(StoreFault) -> Tree

  /// - Parameters:
  ///   - root: the parent's files, nil for a chain's first commit.
  ///   - load: reads a folder of the parent.
  init(
    root: ObjectID?, load: @escaping (ObjectID) throws(StoreFault) -> Tree
  ) throws(StoreFault) {
    self.load = load
    folders = [:]
    try open("", root)
    folders[""]?.changed = true
  }

  /// Makes room for a file, so that a refused one is refused before its bytes are written.
  ///
  /// - Throws: ``StoreFault/refusedName`` out of grammar, ``StoreFault/pathTaken``.
  mutating func check(_ path: String) throws(StoreFault) {
    guard PathGrammar.isPath(path) else { throw .refusedName(path) }
    var (parent, rest) = ("", path[...])
    while let slash = rest.firstIndex(of: "/") {
      let name = String(rest[..<slash])
      let child = parent.isEmpty ? name : "\(parent)/\(name)"
      if folders[child] == nil {
        let entry = folders[parent]?.entries[name]
        guard entry?.kind != .file else { throw .pathTaken(path: path) }
        try open(child, entry?.id)
      }
      (parent, rest) = (child, rest[rest.index(after: slash)...])
    }
    let taken = folders[parent]?.entries[String(rest)] != nil || folders[path] != nil
    guard !taken else { throw .pathTaken(path: path) }
  }

  /// Adds a file that ``check(_:)`` has let pass.
  mutating func insert(_ path: String, _ id: ObjectID) {
    var (child, entry) = Self.entry(path, .file, id)
    folders[child]?.entries[entry.name] = entry
    while true {
      folders[child]?.changed = true
      if child.isEmpty { return }
      // The folder above learns the right id in `write`.
      let path = child
      (child, entry) = Self.entry(path, .folder, id)
      folders[child]?.entries[entry.name] = entry
    }
  }

  /// Puts every changed folder, the deepest first, and says the root's name.
  mutating func write(to sink: any ObjectSink) throws(StoreFault) -> ObjectID {
    let changed = folders.filter(\.value.changed).keys.filter { !$0.isEmpty }
    for path in changed.sorted(by: { Self.depth($0) > Self.depth($1) }) {
      let id = try put(path, to: sink)
      let (parent, entry) = Self.entry(path, .folder, id)
      folders[parent]?.entries[entry.name] = entry
    }
    return try put("", to: sink)
  }

  private mutating func open(_ path: String, _ id: ObjectID?) throws(StoreFault) {
    let entries = if let id { try load(id).entries } else { [TreeEntry]() }
    folders[path] = Folder(
      entries: Dictionary(entries.map { ($0.name, $0) }, uniquingKeysWith: { $1 }))
  }

  private func put(_ path: String, to sink: any ObjectSink) throws(StoreFault) -> ObjectID {
    let entries = folders[path].map { Array($0.entries.values) } ?? []
    return try sink.put(.tree, Tree(entries).bytes)
  }

  private static func depth(_ path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }

  private static func entry(
    _ path: String, _ kind: TreeEntry.Kind, _ id: ObjectID
  ) -> (parent: String, TreeEntry) {
    let slash = path.lastIndex(of: "/")
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    return (
      slash.map { String(path[..<$0]) } ?? "", TreeEntry(kind: kind, name: String(name), id: id)
    )
  }
}
