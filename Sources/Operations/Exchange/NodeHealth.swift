package import Foundation
import SiteModel
import Storage
import Sync

/// What a node says of its own health, beside what it holds: nothing is decided by it.
package struct NodeHealth: Sendable, Hashable {
  /// The program's version.
  package let version: String
  /// Free space where the node's folder is, in MiB.
  package let disk: Int
  /// When everything was last read and checked there; nil: never, or nobody noted it.
  package let verified: Verified?

  /// One run of `verify`.
  package struct Verified: Sendable, Hashable {
    /// RFC 3339, by the node's own clock.
    package let at: String
    /// How much did not hold.
    package let faults: Int
  }

  /// How this node is now.
  package init(of site: Site) throws {
    let facts = try FileManager.default.attributesOfFileSystem(forPath: site.layout.root.path)
    version = programVersion
    disk = ((facts[.systemFreeSize] as? NSNumber)?.intValue ?? 0) / 1_048_576
    verified = try KeptFile(site.layout.verified).read(Verified.init)
  }

  /// Notes that everything was read and checked now.
  ///
  /// - Parameter faults: how much did not hold.
  package static func note(faults: Int, in folder: URL, at clock: WallClock) throws {
    let now = clock.now()
    let verified = Verified(at: now.instant.text(at: now.offset), faults: faults)
    try KeptFile(SiteLayout(root: folder).verified).write(verified.json)
  }

  /// What a statement says of it; nil where its node says nothing.
  init?(_ statement: Statement) {
    guard let version = statement.others["version"]?.string,
      let disk = statement.others["disk"]?.number.flatMap({ Int($0) })
    else { return nil }
    (self.version, self.disk) = (version, disk)
    verified = statement.others["verified"].flatMap(Verified.init)
  }

  /// The members of a statement that say it.
  var members: [String: JSON] {
    var members: [String: JSON] = [
      "version": .string(version), "disk": .number(String(disk)),
    ]
    members["verified"] = verified?.json
    return members
  }
}

extension NodeHealth.Verified {
  fileprivate init?(_ json: JSON) {
    guard let at = json["at"]?.string, Instant.parse(at) != nil,
      let faults = json["faults"]?.number.flatMap({ Int($0) })
    else { return nil }
    (self.at, self.faults) = (at, faults)
  }

  fileprivate var json: JSON { ["at": .string(at), "faults": .number(String(faults))] }
}
