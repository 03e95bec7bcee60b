import Foundation

/// Where foreign bytes come from: an open file, or memory.
struct ByteSource: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private let bytes: [UInt8]
  private var at = 0

  /// Opens a file for reading.
  init(path: String) throws(IntakeFault) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    (self.path, bytes) = (path, [])
    guard descriptor >= 0 else { throw .unreadable(file: path, why: Self.reason) }
  }

  init(bytes: [UInt8]) { (descriptor, path, self.bytes) = (-1, "", bytes) }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The same bytes from their beginning.
  func again() throws(IntakeFault) -> ByteSource {
    descriptor >= 0 ? try ByteSource(path: path) : ByteSource(bytes: bytes)
  }

  /// Appends until `buffer` has `goal` bytes; answers whether the bytes came to their end.
  mutating func read(upTo goal: Int, into buffer: inout [UInt8]) throws(IntakeFault) -> Bool {
    guard descriptor >= 0 else { return readMemory(upTo: goal, into: &buffer) }
    var filled = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: goal - filled))
    defer { buffer.removeLast(goal - filled) }
    while filled < goal {
      let got = buffer.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress?.advanced(by: filled), goal - filled)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(file: path, why: Self.reason) }
      if got == 0 { return true }
      filled += got
    }
    return false
  }

  private mutating func readMemory(upTo goal: Int, into buffer: inout [UInt8]) -> Bool {
    let end = min(bytes.count, at + goal - buffer.count)
    buffer.append(contentsOf: bytes[at..<end])
    at = end
    return at == bytes.count
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
