import Foundation
import Indexing
import Intake
package import SiteModel
import Storage

/// The rows of source files that a person still has, by which readings were taken in.
///
/// A store keeps a file's name and SHA-256 and how it was read, not the file. Whoever has the file
/// gives it, and it is read once more by the very plan that its import wrote down.
package struct SourceRows: Sendable {
  /// Where a reading stands in its file.
  package struct Row: Sendable, Hashable {
    /// From 1, as a spreadsheet counts.
    package let number: Int
    /// As `B3`, where the layout says the column; nil else.
    package let cell: String?
  }

  private var rows: [ReadingPlace: Row] = [:]

  package subscript(_ place: ReadingPlace?) -> Row? { place.flatMap { rows[$0] } }

  init() {}

  /// - Parameters:
  ///   - paths: files, each the source of an import that is asked for; or folders to look in.
  ///   - wanted: readings with their values.
  ///   - batches: by id, the imports that brought them.
  /// - Throws: ``SourceRowsFault/other(file:wanted:)`` for a file that is none of them.
  init(
    _ paths: [String], of wanted: [(place: ReadingPlace, value: Decimal18)],
    _ batches: [String: BatchSource], on site: Site
  ) throws {
    for path in paths {
      let isFolder = (try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey]))?
        .isDirectory
      let files = isFolder == true ? Self.files(in: path) : [path]
      var found = false
      for file in files {
        guard FileManager.default.fileExists(atPath: file) else {
          throw ImportFault.noFile(path: file)
        }
        let hash = try ImportPlanning.hash(file)
        for (batch, source) in batches where source.sha256 == hash {
          found = true
          let own = wanted.filter { $0.place.batch == batch }
          try read(file, by: IntakePlan(json: source.plan), own, on: site)
        }
      }
      guard found else {
        throw SourceRowsFault.other(
          file: path, wanted: batches.values.map { "\($0.name) sha256:\($0.sha256)" }.sorted())
      }
    }
  }

  private static func files(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map { "\(folder)/\($0)" }.filter { path in
      let values = try? URL(filePath: path).resourceValues(forKeys: [.isRegularFileKey])
      return values?.isRegularFile ?? false
    }
  }

  private mutating func read(
    _ file: String, by plan: IntakePlan, _ wanted: [(place: ReadingPlace, value: Decimal18)],
    on site: Site
  ) throws {
    let text = try LaidOpen.open(file, copiesIn: site.layout.hidden.path)
    // What was laid open out of XML has rows that nobody sees in the file.
    guard text.unit == nil else { return }
    let numbers = try wanted.map { try Self.number(of: $0.place.point, on: site) }
    let asked = Dictionary(
      grouping: wanted.indices,
      by: { Instant.parse(wanted[$0].place.at)?.instant.seconds ?? .min })
    var (found, passed) = ([Int: [Hit]](), 0)
    var pieces = try RowPieces(file: text.path, name: file, plan: plan)
    while let piece = try pieces.next() {
      let parsed = try parse(piece, plan: plan, names: PointNames())
      for row in parsed.row.indices {
        for index in asked[parsed.columns.time[row]] ?? [] {
          let name = parsed.names.names[Int(parsed.columns.point[row])]
          let hit = Hit(
            row: passed + Int(parsed.row[row]) + 1, name: name,
            isEqual: parsed.columns.value(row).isSameNumber(as: wanted[index].value))
          found[index, default: []].append(hit)
        }
      }
      passed += parsed.rows
    }
    for (index, hits) in found {
      guard let hit = Hit.only(of: hits, named: numbers[index]) else { continue }
      let column = hit.isAlone ? plan.column(of: hit.name) : nil
      rows[wanted[index].place] = Row(
        number: hit.row, cell: column.map { "\(Self.letters($0))\(hit.row)" })
    }
  }

  private static func number(of point: String, on site: Site) throws -> String {
    try site.index.state(of: .known("point", point)).values["number"]?.string ?? point
  }

  /// A, B, … Z, AA, as spreadsheets head their columns.
  private static func letters(_ column: Int) -> String {
    let (rest, last) = column.quotientAndRemainder(dividingBy: 26)
    let letter = String(UnicodeScalar(UInt8(65 + last)))
    return (rest > 0 ? letters(rest - 1) : "") + letter
  }
}

/// The record of an import, as far as its file is concerned.
package struct BatchSource: Sendable {
  package let name: String
  package let sha256: String
  let plan: JSON
}

/// A row at the time that is asked for.
private struct Hit {
  let row: Int
  let name: String
  let isEqual: Bool
  /// Whether no other cell of its row may be meant.
  var isAlone = true

  /// The one that is meant; nil where several rows may be: nothing is guessed.
  static func only(of hits: [Hit], named number: String) -> Hit? {
    let named = hits.filter { $0.name == number }
    let close = named.isEmpty ? hits.filter(\.isEqual) : named
    let equal = close.filter(\.isEqual)
    let meant = equal.isEmpty ? close : equal
    guard var first = meant.first, meant.allSatisfy({ $0.row == first.row }) else { return nil }
    first.isAlone = meant.count == 1
    return first
  }
}

extension IntakePlan {
  /// The column from 0 in which a name's values stand, where that is the same in every row.
  fileprivate func column(of name: String) -> Int? {
    switch layout {
    case .long(_, let value): value
    case .wide(let names): names.first { $0.value == name }?.key
    case .day, .month: nil
    }
  }
}

/// Why a file says nothing about an inventory.
package enum SourceRowsFault: Fault, Equatable {
  /// It is the source of none of the imports that are asked for.
  case other(file: String, wanted: [String])

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .other(let file, let wanted):
      Phrase("inventory.other-source", ["file": file, "wanted": wanted.joined(separator: ", ")])
    }
  }
}
