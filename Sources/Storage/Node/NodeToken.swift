package import Foundation
import SiteModel

/// What lies outside a node's folder and tells whether the folder was restored or copied.
///
/// The token names the machine, the file system and the folder's inode. A folder that was copied,
/// restored or carried to another machine does not match, and opens a successor chain at its next
/// write (`model.md` §6). Moving a folder on one file system keeps it.
package struct NodeToken: Sendable, Equatable {
  private let text: String
  private let place: String

  /// The token as it should be for `identity` in this folder, on this machine, now.
  ///
  /// - Throws: a Cocoa error if the folder's attributes cannot be read.
  package init(of identity: NodeIdentity, in layout: SiteLayout) throws {
    text = identity.token
    let attributes = try FileManager.default.attributesOfItem(atPath: layout.hidden.path)
    let device = (attributes[.systemNumber] as? NSNumber)?.uint64Value ?? 0
    let inode = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
    place = "\(Self.machine) \(device) \(inode)"
  }

  /// Whether the state folder holds exactly this token for the chain.
  package func isHeld(for chain: String, in state: URL) -> Bool {
    FileManager.default.contents(atPath: Self.file(chain, state).path) == Data(line.utf8)
  }

  /// Lays the token down in the user's state folder.
  package func hold(for chain: String, in state: URL) throws {
    let file = Self.file(chain, state)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try AtomicFile.write(Array(line.utf8), to: file.path)
  }

  /// Takes it away: the folder is no longer where the chain grows.
  package func release(for chain: String, in state: URL) throws {
    let file = Self.file(chain, state)
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    try FileManager.default.removeItem(at: file)
  }

  private var line: String { "\(text) \(place)\n" }

  private static func file(_ chain: String, _ state: URL) -> URL {
    state.appending(path: "karez/\(chain).token")
  }

  // Debian keeps /etc/machine-id; a system without one is told apart by its folder alone.
  private static var machine: String {
    let bytes = FileManager.default.contents(atPath: "/etc/machine-id") ?? Data()
    let id = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return id.isEmpty ? "-" : id
  }
}
