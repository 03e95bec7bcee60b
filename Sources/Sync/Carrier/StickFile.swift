import Foundation

/// The calls on a stick's own files; what stands there was made by anybody.
enum StickFile {
  /// A regular file's bytes, from the medium itself where the system lets go of what it cached.
  ///
  /// A link leads away from the stick and a pipe never ends: neither is opened.
  static func read(_ path: String) throws(CarrierFault) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .none(place: path) }
    // Only clean pages go, and what was laid has been synced by then.
    posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_DONTNEED))
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let start = done
      let got = bytes.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .system(path) }
      if got == 0 { return Array(bytes.prefix(done)) }
      done += got
    }
    return bytes
  }

  /// What a name stands for, a link not followed; nil for nothing.
  static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// Which folder on which file system; nil for what is no folder.
  static func folder(_ path: String) -> [UInt64]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  /// Makes a folder that outlives a power cut; one that is there is none to make.
  static func make(_ path: String) throws(CarrierFault) {
    switch kind(path) {
    case S_IFDIR: return
    case nil: break
    default: throw .none(place: path)
    }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .system(path) }
    try sync(folder: URL(filePath: path).deletingLastPathComponent().path)
  }

  /// Waits until a folder's names are on the medium.
  static func sync(folder: String) throws(CarrierFault) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(folder) }
    defer { close(descriptor) }
    // Shares of other systems cannot sync a folder, and say so by EINVAL.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .system(folder) }
  }
}

extension CarrierFault {
  /// What the operating system said about its last call on this thread.
  static func system(_ path: String) -> CarrierFault {
    let number = errno
    if [ENOSPC, EDQUOT, EFBIG].contains(number) { return .full(place: path) }
    return .failed(place: path, detail: String(cString: strerror(number)))
  }
}
