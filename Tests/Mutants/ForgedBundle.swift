import Crypto
package import Storage

/// A bundle of one chain that can be made wrong anywhere; what is made of it is hashed and signed
/// anew, so that only the rule itself finds out.
package struct ForgedBundle {
  /// What stands in a pack: an object, or an entry byte for byte.
  package enum Packed {
    case object(ObjectKind, [UInt8])
    case raw([UInt8])
  }

  package var drafts: [ForgedCommit]
  package var version = "# v2 git bundle"
  /// Changes the lines of the header after the first.
  package var header: (inout [String]) -> Void = { _ in }
  /// Changes what goes into the pack.
  package var shelf: (inout [Packed]) -> Void = { _ in }
  /// Added to the number of objects that the pack says it holds.
  package var miscount = 0
  /// Changes the bytes of the pack before its hash.
  package var pack: (inout [UInt8]) -> Void = { _ in }
  /// Changes the whole file.
  package var whole: (inout [UInt8]) -> Void = { _ in }
  package var chain: String
  package var base: ObjectID?
  let before: [String: [UInt8]]

  /// - Parameters:
  ///   - base: the commit that it leans on; nil for a chain from its first commit.
  ///   - before: the files up to there, by path.
  init(
    chain: String, base: ObjectID?, before: [String: [UInt8]], drafts: [ForgedCommit]
  ) {
    (self.chain, self.base, self.before, self.drafts) = (chain, base, before, drafts)
  }

  /// What was made: the file, and the ids of its commits.
  package struct Made {
    package let bytes: [UInt8]
    package let commits: [ObjectID]
  }

  package func made() throws -> Made {
    var (packed, commits, files) = ([Packed](), [ObjectID](), before)
    var trees = Set(ForgedTree(files).objects)
    for draft in drafts {
      files = files.filter { !draft.removed.contains($0.key) }.merging(draft.files) { $1 }
      let tree = ForgedTree(files, draft.folder)
      let parent = draft.parent(commits.last ?? base)
      let text = try draft.bytes(tree: draft.tree ?? tree.id, parent: parent)
      commits.append(ObjectID(naming: .commit, text))
      packed.append(.object(.commit, text))
      packed += tree.objects.filter { !trees.contains($0) }.map { .object(.tree, $0) }
      packed += draft.files.values.sorted { $0.lexicographicallyPrecedes($1) }
        .map { .object(.blob, $0) }
      trees = Set(tree.objects)
    }
    var seen = Set<ObjectID>()
    packed = packed.filter { $0.id.map { seen.insert($0).inserted } ?? true }
    shelf(&packed)
    return Made(bytes: bytes(packed, commits.last ?? base), commits: commits)
  }

  private func bytes(_ packed: [Packed], _ head: ObjectID?) -> [UInt8] {
    var lines = [base].compactMap { $0.map { "-\($0)" } }
    lines += [head].compactMap { $0.map { "\($0) refs/heads/\(chain)" } } + [""]
    header(&lines)
    let text = ([version] + lines).joined(separator: "\n") + "\n"
    let count = UInt32(packed.count + miscount)
    var bytes = Array("PACK".utf8) + [0, 0, 0, 2]
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * UInt32($0))) }
    for one in packed { bytes += one.entry }
    pack(&bytes)
    bytes += Array(Insecure.SHA1.hash(data: bytes))
    var all = Array(text.utf8) + bytes
    whole(&all)
    return all
  }
}

extension ForgedBundle.Packed {
  /// Its name; nil for raw bytes.
  package var id: ObjectID? {
    if case .object(let kind, let bytes) = self { ObjectID(naming: kind, bytes) } else { nil }
  }

  package var kind: ObjectKind? { if case .object(let kind, _) = self { kind } else { nil } }

  fileprivate var entry: [UInt8] {
    switch self {
    case .raw(let bytes): bytes
    case .object(.commit, let bytes): Self.entry(1, bytes)
    case .object(.tree, let bytes): Self.entry(2, bytes)
    case .object(.blob, let bytes): Self.entry(3, bytes)
    }
  }

  /// An entry of a pack.
  ///
  /// - Parameters:
  ///   - size: what it says, where that is not what it holds.
  ///   - base: what a delta leans on, as the pack writes it.
  package static func entry(
    _ type: UInt8, _ bytes: [UInt8], size: Int? = nil, base: [UInt8] = []
  ) -> [UInt8] {
    let size = size ?? bytes.count
    var (header, rest, next) = ([UInt8](), size >> 4, type << 4 | UInt8(size & 15))
    while rest > 0 {
      header.append(next | 0x80)
      (next, rest) = (UInt8(rest & 0x7F), rest >> 7)
    }
    return header + [next] + base + Zlib.deflated(bytes)
  }
}
