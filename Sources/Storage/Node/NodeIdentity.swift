package import Foundation
package import SiteModel

/// Which node a folder is: `.karez/node.json`.
package struct NodeIdentity: Sendable, Equatable {
  /// The legal person whose facts this store keeps, `[a-z0-9-]{1,40}`.
  package var entity: String
  /// The site this node stands at.
  package var site: String
  /// The chain this folder writes: one key, one life of one disk.
  package var chain: String
  /// A random text that also lies outside the folder; see ``NodeToken``.
  package var token: String
  /// Whether this node follows more than one entity; its own store is then the library.
  package var isHeadquarters = false

  package init(entity: String, site: String, chain: String, token: String) {
    (self.entity, self.site, self.chain, self.token) = (entity, site, chain, token)
  }

  private static let role = "headquarters"

  /// Reads `.karez/node.json`.
  ///
  /// - Throws: ``NodeFault/noNode(path:)`` if there is none, ``NodeFault/unreadable(path:)`` if it
  ///   is no identity.
  package static func read(from url: URL) throws(NodeFault) -> NodeIdentity {
    guard let bytes = FileManager.default.contents(atPath: url.path) else {
      throw .noNode(path: url.deletingLastPathComponent().deletingLastPathComponent().path)
    }
    guard let json = try? JSON.parse(bytes), let entity = json["entity"]?.string,
      let site = json["site"]?.string, let chain = json["chain"]?.string,
      let token = json["token"]?.string
    else { throw .unreadable(path: url.path) }
    var identity = NodeIdentity(entity: entity, site: site, chain: chain, token: token)
    identity.isHeadquarters = json["role"]?.string == role
    return identity
  }

  /// Writes the identity so that it is there whole or not at all.
  package func write(to url: URL) throws {
    var members: [String: JSON] = [
      "chain": .string(chain), "entity": .string(entity), "format": 1, "site": .string(site),
      "token": .string(token),
    ]
    members["role"] = isHeadquarters ? .string(Self.role) : nil
    let json = JSON.object(members)
    try AtomicFile.write(Array((json.canonical + "\n").utf8), to: url.path)
  }
}

/// Why a folder is no node that can be worked with.
package enum NodeFault: Fault, Equatable {
  /// No `.karez` in this folder.
  case noNode(path: String)
  /// There is a node here already.
  case exists(path: String)
  /// `node.json` is damaged.
  case unreadable(path: String)

  package var kind: FaultKind {
    switch self {
    case .noNode, .exists: .invalid
    case .unreadable: .untrusted
    }
  }

  package var phrase: Phrase {
    switch self {
    case .noNode(let path): Phrase("node.none", ["path": path])
    case .exists(let path): Phrase("node.exists", ["path": path])
    case .unreadable(let path): Phrase("node.unreadable", ["path": path])
    }
  }
}
