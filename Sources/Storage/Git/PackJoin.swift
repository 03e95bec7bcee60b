import Foundation

extension GitStore {
  /// Joins the small packs into one if there are many: each import leaves a pack, and every
  /// look-up asks every pack.
  ///
  /// Streams are copied as they are. The joined pack is durable before the first old one goes, so
  /// a crash at any point leaves each object at least once. Packs that hold deltas, are kept by a
  /// `.keep` file, or are damaged, stay as they are. The caller holds the ``NodeLock``.
  ///
  /// - Parameters:
  ///   - limit: nothing is done for this many packs or fewer.
  ///   - size: packs of this many bytes or more stay.
  /// - Returns: how many packs became one; 0 if nothing was done.
  @discardableResult
  package func joinPacks(
    moreThan limit: Int = 50, smallerThan size: Int = 16 << 20
  ) throws(StoreFault) -> Int {
    let names = try PackShelf.packNames(in: packFolder)
    guard names.count > limit else { return 0 }
    var packs: [String: PackFile] = [:]
    for name in names { packs[name] = try joinable(name, smallerThan: size) }
    guard packs.count > 1 else { return 0 }
    let writer = try PackWriter(folder: packFolder, syncs: syncs) { _ in false }
    do throws(StoreFault) {
      for name in packs.keys.sorted() { try packs[name]?.copy(into: writer) }
    } catch {
      writer.discard()
      throw error
    }
    let joined = try writer.finish()
    for name in packs.keys where name != joined { remove(name) }
    try DurableFile.sync(folder: packFolder, syncs)
    try reopen()
    return packs.count
  }

  private func joinable(_ name: String, smallerThan size: Int) throws(StoreFault) -> PackFile? {
    guard !FileManager.default.fileExists(atPath: "\(packFolder)/\(name).keep") else { return nil }
    do throws(StoreFault) {
      let pack = try PackFile(folder: packFolder, name: name)
      guard pack.size < size, try pack.isPlain() else { return nil }
      return pack
    } catch {
      // Reading and `verify` say what is wrong with it; joining only must not carry it on.
      if case .damaged = error { return nil }
      throw error
    }
  }

  /// The index first: a pack without an index is passed over in silence.
  private func remove(_ name: String) {
    unlink("\(packFolder)/\(name).idx")
    unlink("\(packFolder)/\(name).pack")
  }
}

extension PackFile {
  /// Whether every entry is whole by its CRC and none is a delta.
  func isPlain() throws(StoreFault) -> Bool {
    let file = try DurableFile(path, .read)
    for (place, end) in extents {
      var entry = try Self.entry(of: file, place, end: end)[...]
      guard let header = PackEntryHeader(from: &entry), ObjectKind(packType: header.type) != nil
      else { return false }
    }
    return true
  }

  func copy(into writer: PackWriter) throws(StoreFault) {
    let file = try DurableFile(path, .read)
    for (place, end) in extents {
      try writer.copy(place.id, entry: Self.entry(of: file, place, end: end))
    }
  }

  private var extents: some Sequence<(PackPlace, Int)> {
    zip(index.places, index.places.dropFirst().map(\.offset) + [size - 20])
  }
}
