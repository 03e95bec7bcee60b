import Foundation

/// A file without a name, to lay bytes aside that memory should not hold; gone with the process,
/// however that ends.
final class ScratchFile: Sendable {
  private let descriptor: Int32
  /// What was being read when bytes had to be laid aside, for faults.
  private let source: String

  /// - Parameters:
  ///   - folder: where the disk has room.
  ///   - source: the file that is being read, for faults.
  init(in folder: String, for source: String) throws(IntakeFault) {
    var template = Array((folder + "/karez-intake-XXXXXX").utf8CString)
    descriptor = template.withUnsafeMutableBufferPointer { path in
      guard let base = path.baseAddress else { return -1 }
      let opened = mkstemp(base)
      if opened >= 0 { unlink(base) }
      return opened
    }
    self.source = source
    guard descriptor >= 0 else { throw .unreadable(file: source, why: Self.reason) }
  }

  deinit { close(descriptor) }

  /// A path under which the bytes can be opened while this object lives.
  var path: String { "/proc/self/fd/\(descriptor)" }

  func append(_ bytes: [UInt8]) throws(IntakeFault) {
    var done = 0
    while done < bytes.count {
      let put = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if put < 0 && errno == EINTR { continue }
      guard put > 0 else { throw .unreadable(file: source, why: Self.reason) }
      done += put
    }
  }

  /// Bytes from the beginning on; fewer where they end.
  func read(at offset: Int, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
          off_t(offset + filled))
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else { break }
        filled += got
      }
    }
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
