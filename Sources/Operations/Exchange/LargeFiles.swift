import Foundation
import Indexing
import SiteModel
import Storage
import Sync

/// The large files of one store on their way over a folder, each under its SHA-256.
///
/// They go after everything else: a scan of 200 MB never stands before today's readings.
struct LargeFiles {
  private let site: Site

  /// - Parameter site: the node, with the store that the files belong to.
  init(of site: Site) { self.site = site }

  /// The files that facts name and that are not here, but for what was disposed of.
  func wanted() throws -> [ContentHash] {
    var wanted: Set<ContentHash> = []
    let gone = try Disposals(on: site).gone
    for (key, file) in try site.index.attachments() {
      guard let id = try site.index.content(file.path, of: key),
        let pointer = ContentPointer(try site.store.blob(id)),
        !site.contents.holds(pointer.sha256), gone[pointer.sha256] == nil
      else { continue }
      wanted.insert(pointer.sha256)
    }
    return wanted.sorted { $0.description < $1.description }
  }

  /// Takes in what lies in the boxes and is wanted; each is hashed before it counts.
  ///
  /// - Returns: how many, and what is not what its name says.
  func receive(from carrier: FolderCarrier) throws -> (taken: Int, refused: [(String, Phrase)]) {
    var taken = 0
    var refused: [(String, Phrase)] = []
    for hash in try wanted() {
      guard let box = try box(of: hash, on: carrier) else { continue }
      let (place, isCopy) = try carrier.opened(hash.description, in: box)
      defer { if isCopy { try? FileManager.default.removeItem(atPath: place) } }
      let staged = try site.contents.stage(place, apart: true)
      guard staged.sha256 == hash else {
        refused.append((hash.description, Phrase("exchange.spoiled-file")))
        continue
      }
      _ = try staged.publish()
      taken += 1
    }
    return (taken, refused)
  }

  private func box(of hash: ContentHash, on carrier: FolderCarrier) throws -> Box? {
    try carrier.senders(to: site.name).map { Box(to: site.name, from: $0) }.first { box in
      let path = try carrier.path(of: hash.description, in: box)
      return FileManager.default.fileExists(atPath: path)
    }
  }

  /// Lays down what a peer wants and this store has.
  ///
  /// - Returns: bytes laid down.
  func send(_ wants: Set<String>, to peer: String, over carrier: FolderCarrier) throws -> Int {
    var bytes = 0
    let box = Box(to: peer, from: site.name)
    for hash in wants.sorted().compactMap({ ContentHash($0) }) where site.contents.holds(hash) {
      bytes += try carrier.lay(
        fileAt: site.contents.path(of: hash), as: hash.description, in: box)
    }
    return bytes
  }
}
