import Foundation
import SiteModel
import Storage

/// A box as its reader gets it over a link: files become whole there block by block.
package struct InBox: Sendable {
  private let box: Box
  private let carrier: FolderCarrier
  private let blocks: BlockStore
  private let name: ListingName?

  /// - Parameter name: the listing of the newest statement; nil: nothing lies in their box.
  package init(_ box: Box, of name: ListingName?, on carrier: FolderCarrier, _ blocks: BlockStore) {
    (self.box, self.carrier, self.blocks, self.name) = (box, carrier, blocks, name)
  }

  /// What came of looking at the blocks that are here.
  package struct State: Sendable {
    /// Blocks that are to come, as they are asked for, in the order of the listing. What follows from
    /// a list that is to come itself is not among them yet.
    package var lacks: [String] = []
    /// Blocks that are needed, here or not.
    fileprivate var needed: Set<ContentHash> = []
    fileprivate var whole: [(file: BoxListing.File, blocks: [ContentHash])] = []
    fileprivate var listing: BoxListing?

    /// Whether the listing is known, and of what it names every file but the large ones is whole.
    package var areFactsWhole = true
    /// Nothing is to come any more.
    package var isWhole: Bool { lacks.isEmpty }

    package init() {}
  }

  /// Puts together what is whole, and takes away what their box has no more.
  ///
  /// - Throws: ``LinkFault/listing`` where the listing is none.
  package func settle() throws -> State {
    var state = try state(try blocks.held())
    for (file, list) in state.whole { try assemble(file, list) }
    // A block that turned out spoiled on this disk is gone by now, and asked for once more.
    if !state.whole.isEmpty { state = try self.state(try blocks.held()) }
    // While the listing itself is on its way nobody knows what is still wanted.
    guard state.listing != nil || name == nil else { return state }
    try blocks.keep(only: state.needed)
    try close(state.listing)
    return state
  }

  /// What is still to come; nothing is put together.
  package func look() throws -> State { try state(try blocks.held()) }

  private func state(_ held: Set<ContentHash>) throws -> State {
    var state = State()
    guard let name else { return state }
    guard let list = try blocks(of: name.root, name.size, held, &state), state.isWhole else {
      state.areFactsWhole = false
      return state
    }
    let bytes = try list.flatMap { try blocks.read($0) ?? [] }
    guard let listing = BoxListing(bytes) else { throw LinkFault.listing }
    state.listing = listing
    for file in listing.files where try !isHere(file) {
      let before = state.lacks.count
      let list = try blocks(of: file.root, file.size, held, &state)
      if let list, state.lacks.count == before { state.whole.append((file, list)) }
      if !file.isContent, state.lacks.count > before { state.areFactsWhole = false }
    }
    return state
  }

  /// The hashes of a file's blocks; nil while a list is to come. What lacks is added to the state.
  private func blocks(
    of root: ContentHash, _ size: Int, _ held: Set<ContentHash>, _ state: inout State
  ) throws -> [ContentHash]? {
    var hashes = [root]
    if size > Block.size {
      let listed = Block.listed(size)
      let before = state.lacks.count
      guard let list = try blocks(of: root, listed, held, &state), state.lacks.count == before
      else { return nil }
      let bytes = try list.flatMap { try blocks.read($0) ?? [] }
      guard bytes.count == listed else { throw LinkFault.listing }
      hashes = stride(from: 0, to: bytes.count, by: 32)
        .compactMap { ContentHash(raw: bytes[$0..<($0 + 32)]) }
    }
    state.needed.formUnion(hashes)
    state.lacks += hashes.filter { !held.contains($0) }.map(ShortHash.of)
    return hashes
  }

  /// Large files are hashed when they are taken in; of the others the bytes tell.
  private func isHere(_ file: BoxListing.File) throws -> Bool {
    let path = try carrier.path(of: file.name, in: box)
    guard FileManager.default.fileExists(atPath: path) else { return false }
    let there = try FileHandle(forReadingFrom: URL(filePath: path))
    guard try there.seekToEnd() == file.size else { return false }
    if file.isContent { return true }
    let blocks = Block.cut(try StickFile.read(path))
    return Block.root(of: blocks.map { ContentHash(of: $0) }).root == file.root
  }

  private func assemble(_ file: BoxListing.File, _ list: [ContentHash]) throws {
    try carrier.makeFolder(of: box)
    var isSpoiled = false
    do {
      try AtomicFile.write(to: try carrier.path(of: file.name, in: box)) {
        (put) throws(StoreFault) in
        for hash in list {
          guard let bytes = try? blocks.read(hash) else {
            isSpoiled = true
            throw .failed(call: "read", detail: hash.description)
          }
          try put(bytes)
        }
      }
    } catch  where isSpoiled {}
  }

  private func close(_ listing: BoxListing?) throws {
    let listed = Set(listing?.files.map(\.name) ?? [])
    for name in try carrier.names(in: box)
    where !listed.contains(name) && (BundleName(name) != nil || ContentHash(name) != nil) {
      try carrier.remove(name, from: box)
    }
  }
}
