import Foundation
package import SiteModel
import Storage

/// A box as its writer offers it over a link: the listing, and every block of every file.
package struct OutBox: Sendable {
  package let listing: BoxListing
  /// nil for a box in which nothing lies.
  package let name: ListingName?

  /// Where a block's bytes are.
  private enum Place: Sendable {
    case memory([UInt8])
    case file(String, offset: Int, bytes: Int)
  }

  private var places: [ContentHash: Place] = [:]
  /// The first of the digits by which the other side asks.
  private var short: [String: ContentHash] = [:]
  private var content: Set<ContentHash> = []
  /// What was read, so that a file that lies there unchanged is not read again.
  private var known: [BoxListing.File.ID: [ContentHash]]

  /// Reads the files of a box, but for statements, which do not cross as files.
  ///
  /// - Parameter before: the same box as it was; of files that are there still nothing is read.
  package init(_ box: Box, on carrier: FolderCarrier, before: OutBox? = nil) throws {
    known = before?.known ?? [:]
    var read: [BoxListing.File.ID: [ContentHash]] = [:]
    var files: [(file: BoxListing.File, path: String, hashes: [ContentHash])] = []
    for name in try carrier.names(in: box)
    where BundleName(name) != nil || ContentHash(name) != nil {
      let path = try carrier.path(of: name, in: box)
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      let id = BoxListing.File.ID(name: name, size: Int(try file.seekToEnd()))
      let hashes = try known[id] ?? Self.hashes(of: file, id.size)
      read[id] = hashes
      let root = Block.root(of: hashes).root
      files.append((BoxListing.File(name: name, size: id.size, root: root), path, hashes))
    }
    known = read
    listing = BoxListing(files.map(\.file))
    let bytes = listing.bytes
    let cut = Block.cut(bytes)
    let root = Block.root(of: cut.map { ContentHash(of: $0) }).root
    name = listing.files.isEmpty ? nil : ListingName(root: root, size: bytes.count)
    for (file, path, hashes) in files { place(file, path, hashes) }
    placeLists(of: cut.map { ContentHash(of: $0) })
    for block in cut { place(.memory(block), of: ContentHash(of: block)) }
  }

  private static func hashes(of file: FileHandle, _ size: Int) throws -> [ContentHash] {
    try file.seek(toOffset: 0)
    return try (0..<Block.count(size)).map { _ in
      ContentHash(of: Array(try file.read(upToCount: Block.size) ?? Data()))
    }
  }

  private mutating func place(_ file: BoxListing.File, _ path: String, _ hashes: [ContentHash]) {
    for (number, hash) in hashes.enumerated() {
      let offset = number * Block.size
      let bytes = min(Block.size, file.size - offset)
      place(.file(path, offset: offset, bytes: bytes), of: hash)
      if file.isContent { content.insert(hash) }
    }
    placeLists(of: hashes)
  }

  private mutating func placeLists(of hashes: [ContentHash]) {
    for list in Block.root(of: hashes).lists { place(.memory(list), of: ContentHash(of: list)) }
  }

  private mutating func place(_ place: Place, of hash: ContentHash) {
    places[hash] = place
    short[ShortHash.of(hash)] = hash
  }

  /// Whether a block is one of a large file, for which facts do not wait.
  package func isContent(_ short: String) -> Bool {
    self.short[short].map(content.contains) ?? false
  }

  /// A block's bytes; nil for one of no file in this box.
  package func block(_ short: String) throws -> [UInt8]? {
    guard let hash = self.short[short], let place = places[hash] else { return nil }
    switch place {
    case .memory(let bytes): return bytes
    case .file(let path, let offset, let bytes):
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      try file.seek(toOffset: UInt64(offset))
      return Array(try file.read(upToCount: bytes) ?? Data())
    }
  }
}

extension BoxListing.File {
  /// A name says what is in a file: the same commits are the same bytes.
  struct ID: Hashable, Sendable {
    let name: String
    let size: Int
  }
}

/// A block as it is asked for: its first 16 digits are enough to find it among those of one box.
package enum ShortHash {
  package static func of(_ hash: ContentHash) -> String { String(hash.description.prefix(16)) }
}
