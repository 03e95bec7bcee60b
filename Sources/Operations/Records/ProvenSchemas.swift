import Foundation
import SiteModel
import Storage

/// Which files of record types this very program has read in full and found to fit each other.
///
/// While neither a file nor the program changes, each type is read when it is first asked for: most
/// commands need a few of them. The note lies in the user's state folder; without it everything is read.
struct ProvenSchemas {
  private let note: URL
  /// How many of the files are of record types; the others say nothing of themselves here.
  private let count: Int
  /// What the note must say of the files as they are now.
  private let seen: [JSON]

  /// - Parameters:
  ///   - others: files that the types must fit.
  ///   - state: the user's state folder; nil: nothing is noted, and nothing believed.
  init?(_ files: [URL], with others: [URL], of share: Share, in state: URL?) {
    guard let state else { return nil }
    let name = ContentHash(of: Array(share.schema.path.utf8)).description.prefix(16)
    note = state.appending(path: "karez/schemas-\(name).json")
    count = files.count
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let seen = ([program] + files + others).map(Self.facts)
    guard seen.allSatisfy({ $0 != .null }) else { return nil }
    self.seen = seen
  }

  /// The labels of the files, in their order; nil where something changed or nothing was noted.
  var labels: [ShelvedSchema.Label]? {
    guard let data = FileManager.default.contents(atPath: note.path),
      let json = try? JSON.parse(Array(data)), json["seen"] == .array(seen),
      let labels = json["labels"]?.array?.compactMap(ShelvedSchema.Label.init),
      labels.count == count
    else { return nil }
    return labels
  }

  /// One hash of all that was looked at.
  var mark: ContentHash { ContentHash(of: JSON.array(seen).canonicalBytes) }

  /// Notes that all of them fit.
  func keep(_ labels: [ShelvedSchema.Label]) {
    let json: JSON = ["labels": .array(labels.map(\.json)), "seen": .array(seen)]
    let folder = note.deletingLastPathComponent()
    // Where nothing can be noted, the next command reads everything again.
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? AtomicFile.write(Array(json.canonical.utf8), to: note.path)
  }

  private static func facts(_ file: URL) -> JSON {
    var facts = stat()
    guard stat(file.path, &facts) == 0 else { return .null }
    return [
      .string(file.lastPathComponent), .number(String(facts.st_size)),
      .number(String(facts.st_ino)),
      .string("\(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)"),
      .string("\(facts.st_ctim.tv_sec).\(facts.st_ctim.tv_nsec)"),
    ]
  }
}

extension ShelvedSchema.Label {
  fileprivate init?(_ json: JSON) {
    guard let type = json["type"]?.string,
      let version = json["version"]?.number.flatMap({ Int($0) }),
      let unique = json["unique"]?.array?.compactMap(\.string)
    else { return nil }
    (self.type, self.version, self.unique) = (type, version, unique)
    lifecycle = json["lifecycle"]
  }

  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "type": .string(type), "version": .number(String(version)),
      "unique": .array(unique.map(JSON.string)),
    ]
    members["lifecycle"] = lifecycle
    return .object(members)
  }
}
