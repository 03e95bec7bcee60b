import Foundation
import Indexing
import Intake
package import SiteModel
import Storage

/// The rows that an import hands back, as a table that can be repaired and imported again.
///
/// A refused row stands there as it came. A row that was stale shows what stands now, with what the
/// person wanted beside it in the reason: imported again as it is, it changes nothing.
struct RefusedSheet {
  private let sheet: RecordSheet
  private let table: ImportTable
  private let site: Site
  private let books: [PhraseBook]

  init(_ sheet: RecordSheet, _ table: ImportTable, _ site: Site) {
    (self.sheet, self.table, self.site) = (sheet, table, site)
    books = Language.allCases.map { PhraseBook($0, share: site.surroundings.share) }
  }

  /// Writes the file if there is anything to hand back.
  ///
  /// - Returns: where it is: beside the file that was imported, or under `reports` where nobody
  ///   may write there.
  func write(_ verdicts: [RowVerdict], beside file: URL) throws -> String? {
    let back = verdicts.filter { $0.kind == .refused || $0.kind == .stale }
    guard !back.isEmpty else { return nil }
    let rows = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.number, $0) })
    var lines = CSVTable(
      sheet, .zh, remarks: [SheetHeadings.verdict, SheetHeadings.reason])
    for verdict in back {
      let fields = verdict.kind == .stale ? try now(verdict) : came(rows[verdict.row])
      lines.add(fields + [verdict.kind.rawValue, guarded(reasons(verdict))])
    }
    return try put(lines.bytes, beside: file)
  }

  private func put(_ bytes: [UInt8], beside file: URL) throws -> String {
    let stem = file.deletingPathExtension().lastPathComponent
    let place = free(stem, in: file.deletingLastPathComponent())
    do { try AtomicFile.write(bytes, to: place.path) } catch {
      if case .diskFull = error { throw error }
      let other = free(stem, in: site.layout.reports)
      try AtomicFile.write(bytes, to: other.path)
      return other.path
    }
    return place.path
  }

  /// A name that no file bears: an older one may hold repairs.
  private func free(_ stem: String, in folder: URL) -> URL {
    let names = ["\(stem).refused.csv"] + (2...99).map { "\(stem).refused-\($0).csv" }
    let places = names.map { folder.appending(path: $0) }
    return places.first { !FileManager.default.fileExists(atPath: $0.path) } ?? places[0]
  }

  private func came(_ row: SheetRow?) -> [String] {
    let wanted: [SheetHeadings.Meaning] =
      [.id, .revision] + sheet.columns.indices.map { .field($0) }
    return wanted.map { meaning in
      let cell = row?.cells.first { table.columns[$0.column] == meaning }
      guard let cell else { return "" }
      switch cell.value {
      case .text(let text), .fault(let text): return guarded(text)
      default: return SheetText.plain(cell.value)
      }
    }
  }

  private func now(_ verdict: RowVerdict) throws -> [String] {
    guard let key = verdict.key else { return [] }
    let state = try site.index.state(of: key)
    let cells = sheet.cells(of: state, in: .zh).map { $0.map(CSVTable.text) ?? "" }
    return [key.id, SheetRevision(of: state).text] + cells
  }

  /// Why, in both languages.
  private func reasons(_ verdict: RowVerdict) -> String {
    books.map { book in
      let refused = verdict.refusals.map { refusal in
        let title = refusal.title.map { $0.text(book.language) + ": " } ?? ""
        return title + book.text(refusal.why)
      }
      return (refused + verdict.stale.map { book.text($0.phrase(book.language)) })
        .joined(separator: " ")
    }
    .joined(separator: " / ")
  }
}

extension RowVerdict.Stale {
  /// What to tell a person about it.
  package func phrase(_ language: Language) -> Phrase {
    let told = { (value: JSON?) in value.map { $0.string ?? $0.canonical } ?? "—" }
    return Phrase(
      "sheet.stale",
      [
        "field": title.text(language), "shown": told(shown), "now": told(now),
        "wanted": told(wanted),
      ])
  }
}
