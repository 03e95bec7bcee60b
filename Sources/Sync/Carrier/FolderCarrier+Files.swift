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
