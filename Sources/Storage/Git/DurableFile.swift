import Foundation
import Synchronization

/// How often this process has waited for the disk on behalf of one store (P10).
package final class SyncCount: Sendable {
  private let number = Atomic<Int>(0)

  package init() {}

  /// Calls to fsync so far; libgit2 adds two of its own for a ref: the file and its folder.
  package var total: Int { number.load(ordering: .relaxed) }

  fileprivate func add() { number.add(1, ordering: .relaxed) }
}

/// One open file or folder; the only place that writes bytes or calls fsync.
struct DurableFile: ~Copyable {
  /// What may be done with it.
  enum Mode { case read, create(permissions: UInt32), folder }

  let path: String
  private let descriptor: Int32

  init(_ path: String, _ mode: Mode) throws(StoreFault) {
    self.path = path
    descriptor =
      switch mode {
      case .read: open(path, O_RDONLY | O_CLOEXEC)
      case .create(let permissions):
        open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
      case .folder: open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      }
    guard descriptor >= 0 else { throw StoreFault.system("open", path) }
  }

  deinit { close(descriptor) }

  /// Writes at the end, or over what stands at `offset`.
  func write(_ bytes: [UInt8], at offset: Int? = nil) throws(StoreFault) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        let rest = UnsafeRawBufferPointer(rebasing: $0[done...])
        return if let offset {
          pwrite(descriptor, rest.baseAddress, rest.count, offset + done)
        } else {
          Foundation.write(descriptor, rest.baseAddress, rest.count)
        }
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw StoreFault.system("write", path) }
      done += count
    }
  }

  /// Reads `count` bytes from `offset`, fewer only where the file ends.
  func read(_ count: Int, at offset: Int) throws(StoreFault) -> [UInt8] {
    var (bytes, done) = ([UInt8](repeating: 0, count: count), 0)
    while done < count {
      let got = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + done }, count - done, offset + done)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw StoreFault.system("read", path) }
      if got == 0 { return Array(bytes.prefix(done)) }
      done += got
    }
    return bytes
  }

  /// Bytes in the file.
  func size() throws(StoreFault) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw StoreFault.system("fstat", path) }
    return Int(status.st_size)
  }

  /// Waits until the file, or a folder's list of names, is on the disk.
  func sync(_ count: SyncCount?) throws(StoreFault) {
    count?.add()
    guard fsync(descriptor) == 0 else { throw StoreFault.system("fsync", path) }
  }

  /// Makes the names in a folder durable.
  static func sync(folder: String, _ count: SyncCount?) throws(StoreFault) {
    try DurableFile(folder, .folder).sync(count)
  }

  /// Gives a file its final name; nothing may stand there that must be kept.
  static func rename(_ old: String, _ new: String) throws(StoreFault) {
    guard Foundation.rename(old, new) == 0 else { throw StoreFault.system("rename", new) }
  }

  /// Gives a file its final name unless something bears it already; whether it got it.
  static func nameFirst(_ old: String, _ new: String) throws(StoreFault) -> Bool {
    if link(old, new) == 0 {
      unlink(old)
      return true
    }
    guard errno == EEXIST else { throw StoreFault.system("link", new) }
    return false
  }
}

extension StoreFault {
  /// What the operating system said about its last call on this thread.
  static func system(_ call: String, _ path: String) -> StoreFault {
    let number = errno
    switch number {
    case ENOSPC, EDQUOT, EFBIG: return .diskFull(path: path)
    default: return .failed(call: call, detail: "\(path): \(String(cString: strerror(number)))")
    }
  }
}
