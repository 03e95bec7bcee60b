import Foundation
package import SiteModel

/// The files of a store that are too large for git: `lfs/objects/aa/bb/<sha256>`, as git-lfs keeps
/// them, so that `git lfs fsck` checks them too.
///
/// Whoever writes holds the ``NodeLock``. Nothing is ever in memory as a whole.
package struct ContentStore: Sendable {
  /// The most bytes that git itself keeps of a file: 64 KiB.
  package static let gitLimit = 65_536
  /// Bytes read at a time.
  private static let piece = 262_144
  private let folder: String

  /// The content that belongs to a repository.
  package init(of store: GitStore) { folder = "\(store.path)/lfs" }

  /// Where a file's bytes are, or would be.
  package func path(of sha256: ContentHash) -> String {
    let name = sha256.description
    return "\(folder)/objects/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"
  }

  /// Whether something lies where a file's bytes should; what, only ``read(_:_:)`` says.
  package func holds(_ sha256: ContentHash) -> Bool {
    FileManager.default.fileExists(atPath: path(of: sha256))
  }

  /// Reads a file and keeps a durable copy that no fact names yet.
  ///
  /// - Parameter apart: whether it was chosen before that git does not keep it, whatever its size.
  /// - Throws: ``ContentFault`` if it is no plain file or changes meanwhile, ``StoreFault``; then
  ///   nothing is left behind.
  package func stage(_ path: String, apart: Bool = false) throws -> StagedContent {
    let file = try ForeignFile(path)
    let first = try file.read(Self.gitLimit + 1)
    var hashing = ContentHashing()
    hashing.add(first)
    // What looks like a pointer would be taken for one; it is kept behind a pointer of its own.
    if !apart, first.count <= Self.gitLimit, !ContentPointer.isLike(first) {
      try file.checkUnchanged(read: first.count)
      return StagedContent(.bytes(first), sha256: hashing.value, size: first.count, in: self)
    }
    let copy = try temporary()
    do {
      let size = try Self.copy(first, then: file, to: copy, &hashing)
      try file.checkUnchanged(read: size)
      return StagedContent(.file(copy), sha256: hashing.value, size: size, in: self)
    } catch {
      unlink(copy)
      throw error
    }
  }

  private static func copy(
    _ first: [UInt8], then file: borrowing ForeignFile, to path: String,
    _ hashing: inout ContentHashing
  ) throws -> Int {
    let copy = try DurableFile(path, .create(permissions: 0o644))
    try copy.write(first)
    var size = first.count
    while true {
      let bytes = try file.read(piece)
      if bytes.isEmpty { break }
      hashing.add(bytes)
      try copy.write(bytes)
      size += bytes.count
    }
    try copy.sync(nil)
    return size
  }

  /// Hands out a file's bytes piece by piece.
  ///
  /// - Parameter take: has had all of them before it is known whether they are the right ones.
  /// - Throws: ``StoreFault/damaged`` if the file is not there or not what it was.
  package func read(
    _ pointer: ContentPointer, _ take: ([UInt8]) throws(StoreFault) -> Void = { _ in }
  ) throws(StoreFault) {
    let name = pointer.sha256.description
    guard holds(pointer.sha256) else { throw .damaged(name: name, detail: "missing") }
    let file = try DurableFile(path(of: pointer.sha256), .read)
    var (hashing, size) = (ContentHashing(), 0)
    while true {
      let bytes = try file.read(Self.piece, at: size)
      if bytes.isEmpty { break }
      hashing.add(bytes)
      size += bytes.count
      try take(bytes)
    }
    guard size == pointer.size, hashing.value == pointer.sha256 else {
      throw .damaged(name: name, detail: "sha256")
    }
  }

  /// Takes a file away for good, durably; one that is not here is gone already.
  package func remove(_ sha256: ContentHash) throws(StoreFault) {
    let path = path(of: sha256)
    guard unlink(path) == 0 else {
      guard errno == ENOENT else { throw StoreFault.system("unlink", path) }
      return
    }
    try DurableFile.sync(folder: URL(filePath: path).deletingLastPathComponent().path, nil)
  }

  /// Everything that lies here, by hash, with its size.
  package func holdings() throws -> [ContentHash: Int] {
    let objects = URL(filePath: "\(folder)/objects")
    guard FileManager.default.fileExists(atPath: objects.path) else { return [:] }
    var found: [ContentHash: Int] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: objects.path) {
      guard let hash = ContentHash(path.split(separator: "/").last ?? "") else { continue }
      found[hash] = try DurableFile(self.path(of: hash), .read).size()
    }
    return found
  }
}

extension ContentStore {
  /// Where files lie that are not finished: the folder in which git-lfs has its own.
  static func unfinished(in store: String) -> String { "\(store)/lfs/tmp" }

  private func temporary() throws(StoreFault) -> String {
    try lay("tmp")
    return "\(folder)/tmp/\(TemporaryName.make(.content))"
  }

  /// Gives a durable file its final name.
  func place(_ file: String, as sha256: ContentHash) throws(StoreFault) {
    let name = sha256.description
    try lay("objects/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))")
    let path = path(of: sha256)
    // What lies there, if anything, may be damaged; these bytes were hashed just now.
    try DurableFile.rename(file, path)
    try DurableFile.sync(folder: URL(filePath: path).deletingLastPathComponent().path, nil)
  }

  /// Makes folders that are not there yet, each durable before anything is put into it.
  private func lay(_ place: String) throws(StoreFault) {
    var path = URL(filePath: folder).deletingLastPathComponent().path
    for name in ["lfs"] + place.split(separator: "/").map(String.init) {
      let parent = path
      path += "/\(name)"
      if mkdir(path, 0o755) == 0 {
        try DurableFile.sync(folder: parent, nil)
      } else if errno != EEXIST {
        throw StoreFault.system("mkdir", path)
      }
    }
  }
}
