import Foundation

/// A person's file, read once from front to back.
///
/// It is opened without following a link and without waiting, so that neither a pipe nor a device
/// can hold the node's lock, and it must be at the end what it was at the beginning.
package struct ForeignFile: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private let before: stat

  /// - Throws: ``ContentFault`` if it is no plain file that can be read.
  package init(_ path: String) throws(ContentFault) {
    let (descriptor, status) = try Self.open(path)
    (self.path, self.descriptor, before) = (path, descriptor, status)
  }

  private static func open(_ path: String) throws(ContentFault) -> (Int32, stat) {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw refusal(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .noFile(path: path)
    }
    guard status.st_size > 0 else {
      close(descriptor)
      throw .empty(path: path)
    }
    return (descriptor, status)
  }

  deinit { close(descriptor) }

  /// The next bytes, fewer than `count` only at the end.
  package func read(_ count: Int) throws(ContentFault) -> [UInt8] {
    var (bytes, done) = ([UInt8](repeating: 0, count: count), 0)
    while done < count {
      let got = bytes.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress.map { $0 + done }, count - done)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw Self.refusal(path) }
      if got == 0 { return Array(bytes.prefix(done)) }
      done += got
    }
    return bytes
  }

  /// Makes sure that what was read is the file as a whole.
  ///
  /// - Throws: ``ContentFault/changed(path:)`` if somebody wrote to it meanwhile.
  package func checkUnchanged(read size: Int) throws(ContentFault) {
    var after = stat()
    guard fstat(descriptor, &after) == 0, size == Int(before.st_size), Self.same(before, after)
    else { throw .changed(path: path) }
  }

  private static func same(_ a: stat, _ b: stat) -> Bool {
    a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec
      && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec
  }

  private static func refusal(_ path: String) -> ContentFault {
    switch errno {
    case ELOOP: .symbolicLink(path: path)
    case ENXIO, EISDIR: .noFile(path: path)
    case let number: .unreadable(path: path, detail: String(cString: strerror(number)))
    }
  }
}
