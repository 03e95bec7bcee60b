package import Storage

/// The folders that files by path make, each of which may be changed before it is hashed.
package struct ForgedTree {
  /// A line of a folder as git keeps it.
  package struct Entry {
    package var mode: String
    package var name: String
    package var id: ObjectID
    /// Bytes of the id that are left out.
    package var cut = 0
  }

  /// The bytes of all folders.
  private(set) var objects: [[UInt8]] = []
  /// The root.
  private(set) var id: ObjectID

  init(
    _ files: [String: [UInt8]], _ change: (String, inout [Entry]) -> Void = { _, _ in },
    at path: String = ""
  ) {
    var (entries, folders) = ([Entry](), [String: [String: [UInt8]]]())
    for (name, bytes) in files {
      let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        folders[String(parts[0]), default: [:]][String(parts[1])] = bytes
      } else {
        entries.append(
          Entry(mode: "100644", name: name, id: ObjectID(naming: .blob, bytes)))
      }
    }
    for (name, inner) in folders {
      let tree = ForgedTree(inner, change, at: path.isEmpty ? name : "\(path)/\(name)")
      objects += tree.objects
      entries.append(Entry(mode: "40000", name: name, id: tree.id))
    }
    entries.sort { Self.order($0).lexicographicallyPrecedes(Self.order($1)) }
    change(path, &entries)
    let bytes = Self.bytes(entries)
    objects.append(bytes)
    id = ObjectID(naming: .tree, bytes)
  }

  package static func bytes(_ entries: [Entry]) -> [UInt8] {
    entries.flatMap { Array("\($0.mode) \($0.name)\0".utf8) + $0.id.bytes.dropLast($0.cut) }
  }

  private static func order(_ entry: Entry) -> [UInt8] {
    Array((entry.mode == "40000" ? entry.name + "/" : entry.name).utf8)
  }
}
