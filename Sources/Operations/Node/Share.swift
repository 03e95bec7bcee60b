package import Foundation
package import SiteModel

/// The files that come with the program: `schema/` and `site-template/`.
///
/// They lie in `share/` beside the executable, or in any folder above it (a build inside the
/// checkout), or where `--share` says. `Bundle.module` is not used: a moved program would crash.
package struct Share: Sendable {
  /// Where record schemas, phrases and the index's tables are.
  package let schema: URL
  /// What a new node takes from: rules, factors, the folder's README.
  package let template: URL

  /// Finds the share folder.
  ///
  /// - Parameter explicit: what `--share` says; then only that folder is tried.
  /// - Throws: ``ShareFault/none(tried:)``
  package init(explicit: String?, executable: URL) throws(ShareFault) {
    let tried = explicit.map { [URL(filePath: $0)] } ?? Self.candidates(executable)
    guard let found = tried.first(where: Self.isShare) else {
      throw .none(tried: tried.map(\.path).joined(separator: ":"))
    }
    schema = found.appending(path: "schema")
    template = found.appending(path: "site-template")
  }

  private static func candidates(_ executable: URL) -> [URL] {
    var folder = executable.resolvingSymlinksInPath().deletingLastPathComponent()
    var found: [URL] = []
    while folder.path != "/" {
      found += [folder.appending(path: "share"), folder]
      folder.deleteLastPathComponent()
    }
    return found
  }

  private static func isShare(_ folder: URL) -> Bool {
    ["schema/index.sql", "site-template"].allSatisfy {
      FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
    }
  }

  /// A shipped JSON file, read.
  ///
  /// - Throws: ``ShareFault/unreadable(path:)`` if it is missing or no JSON.
  package func json(_ file: URL) throws(ShareFault) -> JSON {
    guard let bytes = FileManager.default.contents(atPath: file.path),
      let json = try? JSON.parse(bytes)
    else { throw .unreadable(path: file.path) }
    return json
  }

  /// The JSON files of a folder, by name.
  package func jsonFiles(in folder: URL) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { folder.appending(path: $0) }
  }
}

/// Why the program's own files cannot be used.
package enum ShareFault: Fault, Equatable {
  case none(tried: String)
  case unreadable(path: String)

  package var kind: FaultKind { .unavailable }
  package var phrase: Phrase {
    switch self {
    case .none(let tried): Phrase("share.none", ["tried": tried])
    case .unreadable(let path): Phrase("share.unreadable", ["path": path])
    }
  }
}
