import Foundation

/// A file that is read here and there, never as a whole; or bytes that memory has already.
final class FileBytes {
  /// As it was named, for faults.
  let path: String
  /// Its length when it was opened.
  let count: Int
  private let descriptor: Int32
  private let memory: [UInt8]

  /// Bytes at hand.
  ///
  /// - Parameter name: what they are called in faults.
  init(_ bytes: [UInt8], named name: String) {
    (path, count, descriptor, memory) = (name, bytes.count, -1, bytes)
  }

  init(path: String) throws(WorkbookFault) {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(file: path, why: Self.reason) }
    (self.path, self.descriptor, memory) = (path, descriptor, [])
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else {
      count = 0
      throw .unreadable(file: path, why: Self.reason)
    }
    count = Int(facts.st_size)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The bytes of a range; fewer where the file ends.
  func read(at offset: Int, count: Int) throws(WorkbookFault) -> [UInt8] {
    guard descriptor >= 0 else {
      return Array(memory.dropFirst(max(0, offset)).prefix(max(0, count)))
    }
    var (bytes, filled) = ([UInt8](repeating: 0, count: max(0, count)), 0)
    while filled < bytes.count {
      let got = bytes.withUnsafeMutableBytes {
        pread(
          descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled,
          off_t(offset + filled))
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(file: path, why: Self.reason) }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
