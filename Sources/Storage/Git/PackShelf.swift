import Foundation

/// The packs of a store by their indexes, to copy streams out of them as they are.
struct PackShelf {
  /// `objects/pack`.
  let folder: String
  private var packs: [String: PackFile] = [:]

  init(folder: String) { self.folder = folder }

  /// An object's stream, or nil if it stands in no pack or only as a delta.
  ///
  /// - Throws: ``StoreFault/damaged`` if the entry has another CRC than its index says.
  mutating func deflated(_ id: ObjectID) throws(StoreFault) -> DeflatedObject? {
    if let found = try find(id) { return found }
    try look()
    return try find(id)
  }

  /// Reads the indexes that came and forgets those that are gone.
  mutating func look() throws(StoreFault) {
    var seen: [String: PackFile] = [:]
    for name in try Self.packNames(in: folder) {
      if let known = packs[name] {
        seen[name] = known
      } else {
        seen[name] = try PackFile(folder: folder, name: name)
      }
    }
    packs = seen
  }

  private func find(_ id: ObjectID) throws(StoreFault) -> DeflatedObject? {
    for pack in packs.values where pack.index.find(id, packSize: pack.size) != nil {
      // A pack joined into another since the last look is gone; the next look finds the other.
      guard FileManager.default.fileExists(atPath: pack.path) else { continue }
      return try pack.deflated(id)
    }
    return nil
  }

  /// The names, without ending, of packs that have an index.
  static func packNames(in folder: String) throws(StoreFault) -> [String] {
    let files: [String]
    do { files = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw .failed(call: "readdir", detail: folder)
    }
    let packs = Set(files.filter { $0.hasSuffix(".pack") }.map { $0.dropLast(5) })
    return files.filter { $0.hasPrefix("pack-") && $0.hasSuffix(".idx") }.map { $0.dropLast(4) }
      .filter { packs.contains($0) }.map { String($0) }.sorted()
  }
}

/// One pack and its index.
struct PackFile {
  /// Of the `.pack`.
  let path: String
  let index: PackIndex
  /// Bytes of the `.pack`.
  let size: Int

  /// - Throws: ``StoreFault/damaged`` if the index is unreadable.
  init(folder: String, name: String) throws(StoreFault) {
    path = "\(folder)/\(name).pack"
    let file = try DurableFile("\(folder)/\(name).idx", .read)
    guard let index = PackIndex(try file.read(try file.size(), at: 0)) else {
      throw .damaged(name: "\(name).idx", detail: "index")
    }
    self.index = index
    size = try DurableFile(path, .read).size()
  }

  /// An object's stream, or nil if it is a delta or not in this pack.
  func deflated(_ id: ObjectID) throws(StoreFault) -> DeflatedObject? {
    guard let (place, end) = index.find(id, packSize: size) else { return nil }
    let file = try DurableFile(path, .read)
    var entry = try Self.entry(of: file, place, end: end)[...]
    guard let header = PackEntryHeader(from: &entry) else {
      throw .damaged(name: id.description, detail: "entry")
    }
    guard let kind = ObjectKind(packType: header.type) else { return nil }
    return DeflatedObject(id: id, kind: kind, size: header.size, stream: Array(entry))
  }

  /// Header and stream of one entry, checked against the index.
  static func entry(
    of file: borrowing DurableFile, _ place: PackPlace, end: Int
  ) throws(StoreFault) -> [UInt8] {
    let entry = try file.read(max(0, end - place.offset), at: place.offset)
    guard Zlib.crc32(entry) == place.crc else {
      throw .damaged(name: place.id.description, detail: "crc")
    }
    return entry
  }
}
