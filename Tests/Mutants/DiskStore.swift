package import Foundation
import SiteModel
import Storage
import Sync
import TestSupport

/// A store on disk that is shown mutants: whatever is refused leaves not a byte.
package final class DiskStore {
  private let folder: URL
  private let store: GitStore
  private var listing: [String: String] = [:]
  /// How many mutants it was shown.
  package private(set) var count = 0

  /// - Parameter folder: where the repository is made.
  package init(in folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    store = try GitStore.create(at: folder.appending(path: "plant.git").path, chain: "plant")
  }

  /// Takes in all chains of another store.
  func fill(from other: any FactStore) throws {
    for cut in try other.cuts() {
      var bytes: [UInt8] = []
      try BundleWriter(other, cuts: [cut]).write { bytes += $0 }
      let verdict = try Verdict.name(of: bytes, into: store)
      guard verdict == "taken" else { throw StoreFault.failed(call: "fill", detail: verdict) }
    }
    listing = try files()
  }

  /// - Returns: what must not be: a verdict that is none, a file that is new, gone or another.
  func refuses(_ mutant: [UInt8]) throws -> [String] {
    count += 1
    let verdict = try Verdict.name(of: mutant, into: store)
    var breaches: [String] = []
    if verdict == "taken" || verdict == "partly" { breaches.append("on disk it was \(verdict)") }
    let now = try files()
    let changed = Set(now.keys).union(listing.keys).filter { now[$0] != listing[$0] }
    listing = now
    if !changed.isEmpty { breaches.append("files left or changed: \(changed.sorted())") }
    return breaches
  }

  /// - Returns: what must not be when a fresh store like this one is shown what it should take in.
  func takes(_ honest: [UInt8], as verdicts: Set<String>) throws -> [String] {
    count += 1
    let other = try DiskStore(in: folder.appending(path: "fresh"))
    defer { try? FileManager.default.removeItem(at: other.folder) }
    try other.fill(from: store)
    let verdict = try Verdict.name(of: honest, into: other.store)
    let said = try other.fsck()
    return (verdicts.contains(verdict) ? [] : ["on disk it was \(verdict)"])
      + (said.isEmpty ? [] : ["git fsck: \(said)"])
  }

  /// What stock git says of it; empty if nothing.
  package func fsck() throws -> String {
    let said = try run(
      "git",
      [
        "-C", folder.appending(path: "plant.git").path, "fsck", "--strict", "--no-dangling",
      ])
    return said.status == 0 ? said.output : "\(said.status): \(said.output)\(said.error)"
  }

  /// Path to size and hash of everything in the folder.
  private func files() throws -> [String: String] {
    var found: [String: String] = [:]
    for name in FileManager.default.subpaths(atPath: folder.path) ?? [] {
      let bytes = FileManager.default.contents(atPath: folder.appending(path: name).path)
      found[name] = bytes.map { "\($0.count) \(ContentHash(of: Array($0)))" } ?? "folder"
    }
    return found
  }
}
