import Indexing
package import SiteModel

/// What was imported, and what became of it.
package struct AskImports {
  /// One import.
  package struct Answer: Sendable {
    /// The id of its record.
    package let batch: String
    /// What its record says: file, SHA-256, counts, plan, segments.
    package let values: [String: JSON]
    /// The commit that brought it.
    package let name: EntryName
    package let clock: String
    package let by: String
    /// The undo of it, if there is one.
    package let undone: Undone?
  }

  /// Why an import no longer counts.
  package struct Undone: Sendable {
    package let name: EntryName
    package let by: String
    package let reason: String?
  }

  /// All imports, the newest first.
  package static func run(on site: Site) throws -> [Answer] {
    let undos = try undos(on: site)
    return try site.index.states(of: "batch").compactMap { key, state in
      try answer(key, state, undos, site)
    }
    .sorted { ($0.clock, $0.name) > ($1.clock, $1.name) }
  }

  /// The import with an id, or with the only id that begins so.
  ///
  /// - Throws: ``ImportsFault/unknown(batch:)``.
  package static func find(_ batch: String, on site: Site) throws -> Answer {
    let found = try run(on: site).filter { $0.batch.hasPrefix(batch) }
    guard let only = found.first, found.count == 1, batch.count >= 4 else {
      throw ImportsFault.unknown(batch: batch)
    }
    return only
  }

  private static func answer(
    _ key: RecordKey, _ state: RecordState, _ undos: [String: Undone], _ site: Site
  ) throws -> Answer? {
    guard let first = try site.index.entries(of: key).first,
      let commit = try site.index.commit(first.name)
    else { return nil }
    let segments = (state.values["segments"]?.array ?? []).compactMap(\.string)
    return Answer(
      batch: key.id, values: state.values, name: first.name, clock: commit.clock,
      by: first.entry.by, undone: segments.lazy.compactMap { undos[$0] }.first)
  }

  /// By segment.
  private static func undos(on site: Site) throws -> [String: Undone] {
    var undos: [String: Undone] = [:]
    for (key, _) in try site.index.states(of: "undo") {
      for placed in try site.index.entries(of: key) {
        let undone = Undone(
          name: placed.name, by: placed.entry.by, reason: placed.entry.reason)
        for blob in placed.entry.undoneSegments { undos[blob] = undone }
      }
    }
    return undos
  }
}

/// Why an import cannot be shown or undone.
package enum ImportsFault: Fault, Equatable {
  /// No import, or several, has this id.
  case unknown(batch: String)
  /// It does not count any more; an undo is never undone.
  case undone(batch: String, file: String)

  package var kind: FaultKind { if case .unknown = self { .invalid } else { .refused } }

  package var phrase: Phrase {
    switch self {
    case .unknown(let batch): Phrase("imports.unknown", ["batch": batch])
    case .undone(let batch, let file):
      Phrase("imports.undone", ["batch": batch, "file": file])
    }
  }
}
