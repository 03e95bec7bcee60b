import Crypto
import Foundation

/// Writes one pack as its objects come; in memory stays only where each of them stands.
///
/// The pack is seen by nobody until ``finish()``: it is written under a temporary name, fsynced,
/// its index too, then both are renamed, the pack first, and the folder is fsynced.
final class PackWriter: ObjectSink {
  private let folder: String
  private let name: String
  private let syncs: SyncCount
  private let isHeld: (ObjectID) throws(StoreFault) -> Bool
  private let file: DurableFile
  private var buffer: [UInt8] = PackWriter.header(count: 0)
  private var places: [PackPlace] = []
  private var names: Set<ObjectID> = []
  /// Bytes of the pack so far, those in the buffer too.
  private var size = 12
  private var failure: StoreFault?

  /// - Parameters:
  ///   - folder: `objects/pack`.
  ///   - isHeld: whether an object is in the store already.
  init(
    folder: String, syncs: SyncCount, isHeld: @escaping (ObjectID) throws(StoreFault) -> Bool
  ) throws(StoreFault) {
    (self.folder, self.syncs, self.isHeld) = (folder, syncs, isHeld)
    name = "\(folder)/\(TemporaryName.make(.pack))"
    file = try DurableFile(name, .create(permissions: 0o444))
  }

  func put(_ object: DeflatedObject) throws(StoreFault) {
    guard !names.contains(object.id), try !isHeld(object.id) else { return }
    try copy(object.id, entry: object.packEntry)
  }

  /// Adds an entry as another pack holds it: header and stream, no delta.
  func copy(_ id: ObjectID, entry: [UInt8]) throws(StoreFault) {
    guard names.insert(id).inserted else { return }
    places.append(PackPlace(id: id, crc: Zlib.crc32(entry), offset: size))
    size += entry.count
    buffer += entry
    if buffer.count >= Self.piece { try flush() }
  }

  /// Makes the pack durable and visible; one without objects leaves nothing.
  ///
  /// - Returns: the pack's name without ending, nil for none.
  /// - Throws: the fault of an earlier write too, even if the caller has swallowed it. Then
  ///   nothing of the pack is left, unless the process dies first: then the sweep takes it.
  @discardableResult
  func finish() throws(StoreFault) -> String? {
    guard !places.isEmpty else {
      discard()
      return nil
    }
    do throws(StoreFault) {
      try flush()
      try file.write(UInt32(places.count).bigEndianBytes, at: 8)
      let hash = try hash()
      try file.write(hash)
      try file.sync(syncs)
      return try publish(PackIndex(places, packHash: hash))
    } catch {
      discard()
      throw error
    }
  }

  /// Removes the unfinished file.
  func discard() { unlink(name) }

  private func publish(_ index: PackIndex) throws(StoreFault) -> String {
    let final = "pack-\(String(hex: index.packHash))"
    let temporary = "\(folder)/\(TemporaryName.make(.index))"
    do {
      let file = try DurableFile(temporary, .create(permissions: 0o444))
      try file.write(index.bytes)
      try file.sync(syncs)
      try DurableFile.rename(name, "\(folder)/\(final).pack")
      try DurableFile.rename(temporary, "\(folder)/\(final).idx")
    } catch {
      unlink(temporary)
      throw error
    }
    try DurableFile.sync(folder: folder, syncs)
    return final
  }

  private func flush() throws(StoreFault) {
    if let failure { throw failure }
    do { try file.write(buffer) } catch {
      failure = error
      throw error
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// The hash covers the header, whose count is known only now: the file is read once more.
  private func hash() throws(StoreFault) -> [UInt8] {
    var (hash, at) = (Insecure.SHA1(), 0)
    while at < size {
      let bytes = try file.read(min(Self.piece, size - at), at: at)
      guard !bytes.isEmpty else { throw .damaged(name: name, detail: "cut") }
      bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
      at += bytes.count
    }
    return Array(hash.finalize())
  }

  /// `PACK`, version 2, and how many objects follow.
  static func header(count: Int) -> [UInt8] {
    Array("PACK".utf8) + UInt32(2).bigEndianBytes + UInt32(count).bigEndianBytes
  }

  private static let piece = 1 << 18
}
