import Indexing
import SiteModel
import Storage

/// Takes an import back: a fact that names its segments, so that they no longer count.
package struct UndoImport {
  /// - Parameters:
  ///   - batch: the import's id, or how it begins.
  ///   - reason: why.
  /// - Returns: what was undone.
  /// - Throws: ``ImportsFault``.
  @discardableResult
  package static func run(
    _ batch: String, reason: String, on site: Site
  ) throws -> AskImports.Answer {
    try site.write { session in
      let found = try AskImports.find(batch, on: session.site)
      let file = found.values["file"]?.string ?? ""
      guard found.undone == nil else {
        throw ImportsFault.undone(batch: found.batch, file: file)
      }
      let segments = (found.values["segments"]?.array ?? []).compactMap(\.string)
      let frozen = try FrozenMonths(on: session.site)
      for (kind, span) in try session.site.index.spans(of: segments) {
        try frozen.check(kind, span, file)
      }
      let undo: [String: JSON] = [
        "segments": found.values["segments"] ?? .array([]), "batch": .string(found.batch),
      ]
      try session.set(
        .known("undo", NewName.random()), undo, "撤销导入 \(file)", reason: reason)
      return found
    }
  }
}
