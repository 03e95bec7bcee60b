import Foundation
import SiteModel

/// The trees as a disk shows them after a power cut, laid out in `after`.
struct LostDisk {
  private let folder: URL
  private let loss: PowerCut.Loss
  private(set) var random: SeededRandom
  /// Where each inode is found that still has a name.
  private var living: [UInt64: URL] = [:]

  private struct Entry {
    let inode: UInt64
    let isFolder: Bool
    let permissions: Int
    let name: String
  }

  init(in folder: URL, losing loss: PowerCut.Loss, by random: SeededRandom) throws {
    (self.folder, self.loss, self.random) = (folder, loss, random)
    for tree in CrashGround.trees { try find(in: folder.appending(path: tree)) }
  }

  private mutating func find(in place: URL) throws {
    for entry in try Self.entries(of: place) {
      let path = place.appending(path: entry.name)
      living[entry.inode] = path
      if entry.isFolder { try find(in: path) }
    }
  }

  mutating func layOut() throws {
    let roots = try String(contentsOf: side("roots"), encoding: .utf8)
    for root in roots.split(separator: "\n") {
      let words = root.split(separator: " ", maxSplits: 1)
      guard let inode = words.first.flatMap({ UInt64($0) }), let path = words.last else { continue }
      let place = URL(filePath: String(path))
      living[inode] = place
      try lay(inode, at: folder.appending(path: "after/\(place.lastPathComponent)"))
    }
  }

  private mutating func lay(_ inode: UInt64, at place: URL) throws {
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for entry in try entries(of: inode).sorted(by: { $0.name < $1.name }) {
      let path = place.appending(path: entry.name)
      if entry.isFolder {
        try lay(entry.inode, at: path)
      } else {
        try contents(of: entry.inode).write(to: path)
      }
      try FileManager.default.setAttributes(
        [.posixPermissions: entry.permissions], ofItemAtPath: path.path)
    }
  }

  /// What stands in a folder: as it was synced, or as it was when the power went.
  private mutating func entries(of inode: UInt64) throws -> [Entry] {
    if let place = living[inode], keepsNames() { return try Self.entries(of: place) }
    guard let text = try? String(contentsOf: side("d\(inode)"), encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ", maxSplits: 2)
      guard words.count == 3, let inode = UInt64(words[0]), let mode = Int(words[1], radix: 8)
      else { return nil }
      return Entry(
        inode: inode, isFolder: mode & 0o170000 == 0o040000, permissions: mode & 0o7777,
        name: String(words[2]))
    }
  }

  private mutating func contents(of inode: UInt64) throws -> Data {
    let synced = FileManager.default.contents(atPath: side("f\(inode)").path)
    guard loss == .some, let place = living[inode] else { return synced ?? Data() }
    let now = try Data(contentsOf: place)
    if Bool.random(using: &random) { return now }
    // Of a file that was never synced, any beginning may have come to the disk.
    return synced ?? now.prefix(Int.random(in: 0...now.count, using: &random))
  }

  private mutating func keepsNames() -> Bool {
    switch loss {
    case .all: false
    case .contents: true
    case .some: Bool.random(using: &random)
    }
  }

  private func side(_ name: String) -> URL { folder.appending(path: "side/\(name)") }

  private static func entries(of place: URL) throws -> [Entry] {
    try FileManager.default.contentsOfDirectory(atPath: place.path).map { name in
      let attributes = try FileManager.default.attributesOfItem(
        atPath: place.appending(path: name).path)
      return Entry(
        inode: (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0,
        isFolder: attributes[.type] as? FileAttributeType == .typeDirectory,
        permissions: (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o644, name: name)
    }
  }
}
