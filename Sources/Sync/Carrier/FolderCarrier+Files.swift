import Foundation
import SiteModel
import Storage

/// Large files, which are never in memory as a whole.
extension FolderCarrier {
  /// Where a file of a box lies, or would.
  package func path(of name: String, in box: Box) throws(CarrierFault) -> String {
    try CarrierName.check(name)
    return "\(try folder(box))/\(name)"
  }

  /// Copies a file into a box, durably, and reads the copy again.
  ///
  /// - Parameter name: the SHA-256 of its bytes; a copy that is there and whole is left alone.
  /// - Returns: bytes written.
  package func lay(
    fileAt source: String, as name: String, in box: Box
  ) throws(CarrierFault) -> Int {
    let target = try path(of: name, in: box)
    try checkHere()
    if seal?.receivers[box.to] != nil { return try laySealed(fileAt: source, as: name, in: box) }
    do {
      if try Self.hash(of: target) == name { return 0 }
      try makeFolder(of: box)
      var size = 0
      let handle = try FileHandle(forReadingFrom: URL(filePath: source))
      try AtomicFile.write(to: target) { (put) throws(StoreFault) in
        while let piece = try? handle.read(upToCount: Self.piece), !piece.isEmpty {
          size += piece.count
          try put(Array(piece))
        }
      }
      guard try Self.hash(of: target) == name else { throw CarrierFault.unfaithful(file: target) }
      return size
    } catch StoreFault.diskFull {
      throw .full(place: target)
    } catch let fault as CarrierFault {
      throw fault
    } catch {
      throw .failed(place: target, detail: String(describing: error))
    }
  }

  // A sealed file is made in memory: what lies there is compared by opening it.
  private func laySealed(
    fileAt source: String, as name: String, in box: Box
  ) throws(CarrierFault) -> Int {
    let bytes = try StickFile.read(source)
    if let there = try? read(name, in: box), there == bytes { return 0 }
    try lay(bytes, as: name, in: box)
    return bytes.count
  }

  /// A large file of a box, opened if it was sealed, as a file to read; the caller removes `isCopy`.
  package func opened(_ name: String, in box: Box) throws(CarrierFault) -> (
    path: String, isCopy: Bool
  ) {
    let path = try path(of: name, in: box)
    guard let seal, (try? Self.begins(path, with: Seal.magic)) == true else { return (path, false) }
    let bytes = try seal.opened(try StickFile.read(path), for: box.to)
    let copy = FileManager.default.temporaryDirectory.appending(path: "karez-\(name)").path
    do { try AtomicFile.write(bytes, to: copy, permissions: 0o600) } catch {
      throw .failed(place: copy, detail: String(describing: error))
    }
    return (copy, true)
  }

  private static func begins(_ path: String, with magic: [UInt8]) throws -> Bool {
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    return try handle.read(upToCount: magic.count).map { Array($0) == magic } ?? false
  }

  private static let piece = 1 << 20

  private static func hash(of path: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    var hashing = ContentHashing()
    while let piece = try handle.read(upToCount: piece), !piece.isEmpty {
      hashing.add(Array(piece))
    }
    return hashing.value.description
  }
}
