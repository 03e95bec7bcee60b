/// One folder of a commit, as git keeps it.
struct Tree: Sendable, Hashable {
  /// In git's order.
  private(set) var entries: [TreeEntry]

  static let empty = Tree([])

  /// Puts the entries into git's order.
  init(_ entries: some Sequence<TreeEntry>) { self.entries = entries.sorted() }

  /// Reads the bytes of a tree.
  ///
  /// - Throws: ``StoreFault/malformed`` for links, executables, submodules, names out of grammar,
  ///   names that come twice or out of order.
  init(_ bytes: [UInt8], named id: ObjectID) throws(StoreFault) {
    guard let entries = Self.entries(bytes) else {
      throw .malformed(name: id.description, detail: "tree")
    }
    self.entries = entries
    // `a` and `a/` are neighbours in no order, so names are compared as a set.
    guard Set(entries.map(\.name)).count == entries.count,
      zip(entries, entries.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .malformed(name: id.description, detail: "tree order") }
  }

  var bytes: [UInt8] {
    entries.reduce(into: []) {
      $0 += Array("\($1.kind.mode) \($1.name)\0".utf8)
      $0 += $1.id.bytes
    }
  }

  subscript(name: some StringProtocol) -> TreeEntry? { entries.first { $0.name == name } }

  private static func entries(_ bytes: [UInt8]) -> [TreeEntry]? {
    var (rest, entries) = (bytes[...], [TreeEntry]())
    while !rest.isEmpty {
      guard let space = rest.firstIndex(of: 0x20),
        let kind = TreeEntry.Kind(mode: rest[..<space]),
        let end = rest[space...].firstIndex(of: 0), rest.endIndex - end > 20,
        PathGrammar.isName(rest[(space + 1)..<end])
      else { return nil }
      entries.append(
        TreeEntry(
          kind: kind, name: String(decoding: rest[(space + 1)..<end], as: UTF8.self),
          id: ObjectID(bytes: rest[(end + 1)...(end + 20)])))
      rest = rest[(end + 21)...]
    }
    return entries
  }
}

/// One name in a folder.
struct TreeEntry: Sendable, Hashable, Comparable {
  /// Files and folders; git's links, executables and submodules do not occur.
  enum Kind: Sendable {
    case file, folder

    init?(mode: some Collection<UInt8>) {
      if mode.elementsEqual("100644".utf8) {
        self = .file
      } else if mode.elementsEqual("40000".utf8) {
        self = .folder
      } else {
        return nil
      }
    }

    var mode: String { self == .file ? "100644" : "40000" }
  }

  let kind: Kind
  let name: String
  let id: ObjectID

  /// git's order: bytes, where a folder's name counts as if it ended in `/`.
  static func < (a: TreeEntry, b: TreeEntry) -> Bool {
    a.sortKey.lexicographicallyPrecedes(b.sortKey)
  }

  private var sortKey: String.UTF8View { (kind == .folder ? name + "/" : name).utf8 }
}
