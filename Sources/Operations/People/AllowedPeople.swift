import Foundation
import Indexing
import SiteModel
import Storage

/// The file by which stock `ssh-keygen -Y verify` knows whose signature an act bears.
enum AllowedPeople {
  /// Writes every key that a person's record or a vouch ever named, and the nodes that stand in.
  ///
  /// Old keys stay: what they signed while they were good is still to be checked. Which key was
  /// whose at which time is the law's to say; this file is for those who look without Karez.
  static func refresh(on site: Site) throws {
    let text = try lines(site).map { $0 + "\n" }.joined()
    let file = site.layout.allowedPeople
    let before = FileManager.default.contents(atPath: file.path) ?? Data()
    guard Array(before) != Array(text.utf8) else { return }
    try FileManager.default.createDirectory(
      at: site.layout.peopleKeys, withIntermediateDirectories: true)
    try AtomicFile.write(Array(text.utf8), to: file.path)
  }

  /// One line for each key.
  static func lines(_ site: Site) throws -> [String] {
    let nodes = try NodeKeys.allowed(in: site.layout).map { chain, key in
      key.allowedActor(NodeVoucher.id(of: chain))
    }
    let people = try site.index.personKeys().compactMap { person, line in
      SSHPublicKey(line: line)?.allowedActor(person)
    }
    return Set(nodes + people).sorted()
  }
}
