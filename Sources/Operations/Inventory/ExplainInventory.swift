import Indexing
package import SiteModel
import Storage

/// Says where a line of an inventory comes from.
package struct ExplainInventory {
  /// The answer: the line may have several parts, where its bindings changed within the period.
  package struct Answer: Sendable {
    package let calendar: ProductionCalendar
    package let parts: [Derivation]
    /// What nobody here has confirmed of the line's rules.
    package let remarks: [BilingualText]
    /// By batch id, the file that was imported and its SHA-256.
    package let files: [String: BatchSource]
    /// Rows of the files that were given.
    package let rows: SourceRows
  }

  /// - Parameters:
  ///   - line: a source's number.
  ///   - sources: files or folders in which rows are looked up; see ``SourceRows``.
  /// - Throws: ``InventoryFault``; first of all if the inventory is not what its facts give.
  package static func run(
    _ id: String, line: String, from sources: [String] = [], on site: Site
  ) throws -> Answer {
    let (basis, inventory, _) = try ReadInventory.computed(id, on: site)
    var asked = inventory
    asked.lines = inventory.lines.filter { $0.source == line }
    guard !asked.lines.isEmpty else {
      let known = inventory.lines.map(\.source).reduce(into: [String]()) { known, source in
        if !known.contains(source) { known.append(source) }
      }
      throw InventoryFault.noLine(id: id, line: line, known: known)
    }
    let parts = try basis.derivations(of: asked)
    let files = try files(of: parts, on: site)
    let rows = try SourceRows(sources, of: readings(of: parts), files, on: site)
    return Answer(
      calendar: basis.calendar, parts: parts, remarks: asked.remarks, files: files, rows: rows)
  }

  private static func readings(
    of parts: [Derivation]
  ) -> [(place: ReadingPlace, value: Decimal18)] {
    parts.flatMap(\.inputs).flatMap(\.terms).flatMap { placed in
      let before = placed.before.flatMap { place in placed.term.before.map { (place, $0) } }
      return [before, (placed.value, placed.term.value)].compactMap { $0 }
    }
  }

  private static func files(
    of parts: [Derivation], on site: Site
  ) throws -> [String: BatchSource] {
    let terms = parts.flatMap(\.inputs).flatMap(\.terms)
    let batches = Set(terms.flatMap { [$0.before?.batch, $0.value.batch] }.compactMap { $0 })
    var files: [String: BatchSource] = [:]
    for batch in batches {
      guard let key = RecordKey(type: "batch", id: batch) else { continue }
      let values = try site.index.state(of: key).values
      files[batch] = BatchSource(
        name: values["file"]?.string ?? "", sha256: values["source"]?.string ?? "",
        plan: values["plan"] ?? .null)
    }
    return files
  }
}
