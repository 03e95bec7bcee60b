import Foundation

/// The right to write in a node's folder, held for one operation, not for a process.
///
/// It is an `flock` on `.karez/lock`: the kernel gives it back when the holder closes it or dies,
/// so nothing is ever stale. Two holders in one process exclude each other as well.
package struct NodeLock: ~Copyable {
  private let descriptor: Int32

  /// Waits for the lock and holds it until this value goes out of scope.
  ///
  /// - Parameters:
  ///   - folder: the node's folder; `.karez` in it must exist.
  ///   - waiting: called once, before waiting, if another writer holds the lock now.
  /// - Throws: ``StoreFault/failed`` if the lock file cannot be opened.
  package init(folder: String, waiting: () -> Void = {}) throws(StoreFault) {
    let path = "\(folder)/.karez/lock"
    // Not inherited: a program we start must not keep the lock after us.
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw StoreFault.system("open", path) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
    guard errno == EWOULDBLOCK || errno == EINTR else {
      throw StoreFault.system("flock", path)
    }
    waiting()
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw StoreFault.system("flock", path) }
    }
  }

  /// Takes the turn at a work that one program does at a time, beside whoever writes.
  ///
  /// - Parameter work: names the file, `.karez/WORK.lock`.
  /// - Returns: nil, at once, if another program has it.
  /// - Throws: ``StoreFault/failed`` if the lock file cannot be opened.
  package init?(turnAt work: String, folder: String) throws(StoreFault) {
    let path = "\(folder)/.karez/\(work).lock"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw StoreFault.system("open", path) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      return nil
    }
    descriptor = file
  }

  /// Whether nobody writes in a node's folder just now; by the time of the answer somebody may.
  package static func isFree(_ folder: String) -> Bool {
    let file = open("\(folder)/.karez/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_EX | LOCK_NB) == 0
  }

  deinit { close(descriptor) }
}
