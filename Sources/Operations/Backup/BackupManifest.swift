package import Foundation
package import SiteModel
package import Storage

/// What a backup folder holds: `manifest.json`, written last.
package struct BackupManifest: Sendable, Equatable {
  /// The entity whose facts these are.
  package var entity: String
  /// The site of the node that was backed up.
  package var site: String
  /// The chain that node wrote.
  package var chain: String
  /// Whether that node was headquarters.
  package var isHeadquarters: Bool
  /// The head of every chain when the last bundle was made.
  package var heads: [String: ObjectID]
  /// The bundles, in the order in which they are taken in.
  package var bundles: [String]
  /// The large files, by hash, with their sizes.
  package var contents: [ContentHash: Int]
  /// The journal of that node; nil if it had none.
  package var journal: JournalCopy?

  /// Reads a backup folder's manifest.
  ///
  /// - Throws: ``BackupFault/none(folder:)`` or ``BackupFault/unreadable(folder:)``.
  package init(in folder: URL) throws(BackupFault) {
    guard let bytes = FileManager.default.contents(atPath: Self.file(folder).path) else {
      throw .none(folder: folder.path)
    }
    guard let json = try? JSON.parse(bytes), let entity = json["entity"]?.string,
      let site = json["site"]?.string, let chain = json["chain"]?.string,
      let heads = json["heads"]?.object, let bundles = json["bundles"]?.array
    else { throw .unreadable(folder: folder.path) }
    (self.entity, self.site, self.chain) = (entity, site, chain)
    isHeadquarters = json["headquarters"]?.bool ?? false
    self.heads = heads.compactMapValues { $0.string.flatMap { ObjectID($0) } }
    self.bundles = bundles.compactMap(\.string)
    // Backups made before there were large files list none.
    contents = Dictionary(
      (json["contents"]?.object ?? [:]).compactMap { name, size in
        guard let hash = ContentHash(name), let size = size.number.flatMap({ Int($0) })
        else { return nil }
        return (hash, size)
      }
    ) { $1 }
    journal = json["journal"]?.string.flatMap { ContentHash($0) }.map(JournalCopy.init)
  }

  init(of site: Site) {
    let identity = site.identity
    (entity, self.site, chain) = (identity.entity, identity.site, identity.chain)
    isHeadquarters = identity.isHeadquarters
    (heads, bundles, contents) = ([:], [], [:])
  }

  func write(in folder: URL) throws {
    var json: [String: JSON] = [
      "entity": .string(entity), "site": .string(site), "chain": .string(chain), "format": 1,
      "heads": .object(heads.mapValues { .string($0.description) }),
      "bundles": .array(bundles.map(JSON.string)),
      "contents": .object(
        Dictionary(contents.map { ($0.key.description, .number(String($0.value))) }) { $1 }),
    ]
    json["headquarters"] = isHeadquarters ? .bool(true) : nil
    json["journal"] = journal.map { .string($0.sha256.description) }
    try AtomicFile.write(
      Array((JSON.object(json).canonical + "\n").utf8), to: Self.file(folder).path)
  }

  /// Whether a folder has one.
  static func exists(in folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: file(folder).path)
  }

  private static func file(_ folder: URL) -> URL { folder.appending(path: "manifest.json") }
}

/// Why a backup cannot be made or used.
package enum BackupFault: Fault, Equatable {
  /// The folder holds no backup.
  case none(folder: String)
  /// The manifest is damaged.
  case unreadable(folder: String)
  /// The folder lies in the node's own folder.
  case inside(folder: String)
  /// The folder holds another entity's backup.
  case foreign(folder: String, entity: String)
  /// A bundle needs commits that the bundles before it did not bring.
  case gap(bundle: String)
  /// What the bundles brought does not verify.
  case untrusted(folder: String, fault: String)

  package var kind: FaultKind {
    switch self {
    case .none, .inside, .foreign: .invalid
    case .unreadable, .gap, .untrusted: .untrusted
    }
  }

  package var phrase: Phrase {
    switch self {
    case .none(let folder): Phrase("backup.none", ["folder": folder])
    case .unreadable(let folder): Phrase("backup.unreadable", ["folder": folder])
    case .inside(let folder): Phrase("backup.inside", ["folder": folder])
    case .foreign(let folder, let entity):
      Phrase("backup.foreign", ["folder": folder, "entity": entity])
    case .gap(let bundle): Phrase("backup.gap", ["bundle": bundle])
    case .untrusted(let folder, let fault):
      Phrase("backup.untrusted", ["folder": folder, "fault": fault])
    }
  }
}
