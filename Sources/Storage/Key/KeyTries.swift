import Foundation
package import SiteModel

/// Opens a sealed key for a person, more slowly after every wrong passphrase.
///
/// `<key>.tries` beside the key holds how often in a row it failed and when last, as `7 1741910400`.
/// A try counts as failed before it is made, so that killing the program gains nothing; a right
/// passphrase empties the file. It is locked meanwhile: two programs do not guess side by side.
/// Whoever may write the folder can remove the file. Then only scrypt slows him.
package enum KeyTries {
  /// So many wrong passphrases in a row cost no waiting.
  package static let free = 3
  /// Seconds; waiting never grows longer.
  package static let longest: Int64 = 3600

  /// Seconds to wait after so many failures in a row: 2, 4, 8 … from the third on, at most an hour.
  package static func wait(after failures: Int) -> Int64 {
    failures < free ? 0 : min(1 << Int64(min(failures - free + 1, 20)), longest)
  }

  /// Opens the key at a path.
  ///
  /// - Parameter now: the door's clock. One that went back makes nobody wait longer than the
  ///   waiting time from now.
  /// - Throws: ``KeyFault/waiting(seconds:)`` before the time has come, and then nothing is tried;
  ///   ``KeyFault/wrongPassphrase``; ``StoreFault`` where the count cannot be kept: no try either.
  package static func open(
    _ path: String, by passphrase: Passphrase, now: Instant
  ) throws -> SSHKey {
    let key = try SealedKey.read(from: path)
    let file = try TriesFile("\(path).tries")
    let before = try file.read()
    if before.last > now.seconds {
      try file.write(Tries(failures: before.failures, last: now.seconds))
    }
    let since = now.seconds - min(before.last, now.seconds)
    let left = wait(after: before.failures) - since
    guard left <= 0 else { throw KeyFault.waiting(seconds: left) }
    try file.write(Tries(failures: before.failures + 1, last: now.seconds))
    do {
      let opened = try key.open(by: passphrase)
      try file.write(Tries(failures: 0, last: now.seconds))
      return opened
    } catch KeyFault.noMemory {
      // Nothing was tried.
      try file.write(before)
      throw KeyFault.noMemory
    }
  }
}

/// How often in a row a passphrase was wrong, and when last.
struct Tries: Equatable {
  var failures = 0
  var last: Int64 = 0
}

/// The count beside a key, locked while it is open.
struct TriesFile: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private static let width = 32

  init(_ path: String) throws(StoreFault) {
    self.path = path
    descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw StoreFault.system("open", path) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw StoreFault.system("flock", path) }
    }
  }

  deinit { close(descriptor) }

  /// A file that is no count is one that somebody changed: it counts as the first that waits.
  func read() throws(StoreFault) -> Tries {
    var bytes = [UInt8](repeating: 0, count: Self.width + 1)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw StoreFault.system("read", path) }
    if count == 0 { return Tries() }
    let words = String(decoding: bytes.prefix(count), as: UTF8.self)
      .split(whereSeparator: { $0 == " " || $0 == "\n" })
    guard words.count == 2, let failures = Int(words[0]), failures >= 0,
      let last = Int64(words[1]), last >= 0
    else { return Tries(failures: KeyTries.free, last: 0) }
    return Tries(failures: min(failures, 1_000_000), last: last)
  }

  /// Durable when it returns. One block of fixed width: a power cut leaves the old or the new.
  func write(_ tries: Tries) throws(StoreFault) {
    let text = "\(tries.failures) \(max(tries.last, 0))"
    let line = text + String(repeating: " ", count: max(0, Self.width - 1 - text.count)) + "\n"
    let bytes = Array(line.utf8)
    guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
    else { throw StoreFault.system("write", path) }
    guard fsync(descriptor) == 0 else { throw StoreFault.system("fsync", path) }
  }
}
