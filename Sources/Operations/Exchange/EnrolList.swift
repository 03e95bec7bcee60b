import Foundation
import Intake
package import SiteModel

/// A table of nodes to enrol: a row each, under the headings `site`, `entity`, `name`.
///
/// The encoding and the delimiter are found out as for every foreign file. Other columns are passed
/// over.
struct EnrolList {
  private enum Column: String, CaseIterable {
    case site, entity, name

    /// What it may be called; small letters.
    var headings: Set<String> {
      switch self {
      case .site: ["site", "node", "站点", "节点", "站点简称", "节点简称"]
      case .entity: ["entity", "单位", "单位简称"]
      case .name: ["name", "名称", "单位名称", "站点名称"]
      }
    }
  }

  private struct Row {
    let number: Int
    let texts: [Column: String]
  }

  private let rows: [Row]
  /// As they stand in the file.
  private var headings: [Column: String] = [:]
  private let file: String

  /// - Throws: ``EnrolListFault/noHeadings(file:)`` if no column says which sites; a fault of the
  ///   file if it is no text.
  init(_ url: URL) throws {
    file = url.path
    var table = try TextTable(file: file)
    var columns: [Int: Column] = [:]
    guard let head = table.next() else { throw EnrolListFault.noHeadings(file: file) }
    for cell in head.cells {
      let text = SheetText.trimmed(cell.value)
      guard let column = Column.allCases.first(where: { $0.headings.contains(text.lowercased()) })
      else { continue }
      guard headings[column] == nil else {
        throw SheetFault.twice(file: file, heading: text)
      }
      (columns[cell.column], headings[column]) = (column, text)
    }
    guard headings[.site] != nil else { throw EnrolListFault.noHeadings(file: file) }
    var rows: [Row] = []
    while let row = table.next() {
      guard rows.count < Self.limit else {
        throw SheetFault.tooManyRows(file: file, limit: Self.limit)
      }
      let texts = row.cells.compactMap { cell in
        columns[cell.column].map { ($0, SheetText.trimmed(cell.value)) }
      }
      rows.append(Row(number: row.number, texts: Dictionary(texts) { first, _ in first }))
    }
    self.rows = rows
  }

  private static let limit = 10_000

  /// The nodes, if none is refused.
  ///
  /// - Parameter refusal: what speaks against a node beside the table itself.
  /// - Throws: ``EnrolListFault/refused(file:rows:)``
  func wishes(
    _ refusal: (EnrolSite.Wish) throws -> EnrolListFault.Reason?
  ) throws -> [EnrolSite.Wish] {
    var wishes: [EnrolSite.Wish] = []
    var refused: [EnrolListFault.Row] = []
    var lines: [String: Int] = [:]
    for row in rows {
      let (node, entity) = (row.texts[.site] ?? "", row.texts[.entity] ?? "")
      let wish = EnrolSite.Wish(
        node: node, entity: entity.isEmpty ? node : entity, name: row.texts[.name] ?? "")
      let reason: EnrolListFault.Reason? =
        if let line = lines[node] { .twice(line: line) } else { try refusal(wish) }
      lines[node] = lines[node] ?? row.number
      guard let reason else {
        wishes.append(wish)
        continue
      }
      let isOfEntity = reason == .name && Grammar.isID(node) && !entity.isEmpty
      let column = isOfEntity ? Column.entity : .site
      refused.append(
        .init(
          line: row.number, column: headings[column] ?? column.rawValue,
          text: row.texts[column] ?? "", reason: reason))
    }
    guard refused.isEmpty else { throw EnrolListFault.refused(file: file, rows: refused) }
    guard !wishes.isEmpty else { throw EnrolListFault.noRows(file: file) }
    return wishes
  }
}

/// Why nobody of a table is enrolled.
package enum EnrolListFault: Fault, Equatable {
  /// No column says which sites.
  case noHeadings(file: String)
  /// There is nobody below the headings.
  case noRows(file: String)
  case refused(file: String, rows: [Row])

  /// A row that is refused.
  package struct Row: Sendable, Equatable {
    /// As the person counts, from 1.
    let line: Int
    /// The heading.
    let column: String
    let text: String
    let reason: Reason
  }

  /// Why a row is refused.
  package enum Reason: Sendable, Equatable {
    /// It can be no short name, or is headquarters' own.
    case name
    /// The node is enrolled, or about to be.
    case taken
    /// The node stands in an earlier line too.
    case twice(line: Int)
  }

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noHeadings(let file): Phrase("enrol.no-headings", ["file": file])
    case .noRows(let file): Phrase("enrol.no-rows", ["file": file])
    case .refused(let file, let rows):
      Phrase("enrol.refused", ["file": file], within: ["rows": rows.map(\.phrase)])
    }
  }
}

extension EnrolListFault.Row {
  fileprivate var phrase: Phrase {
    var values = ["line": String(line), "column": column, "text": text]
    switch reason {
    case .name: return Phrase("enrol.bad-name", values)
    case .taken: return Phrase("enrol.taken", values)
    case .twice(let first):
      values["first"] = String(first)
      return Phrase("enrol.twice", values)
    }
  }
}
