import Foundation
package import SiteModel

/// A table of nodes to enrol: a row each, under the headings `site`, `entity`, `name`.
struct EnrolList {
  private enum Column: String, NamedColumn {
    case site, entity, name

    var headings: Set<String> {
      switch self {
      case .site: ["site", "node", "站点", "节点", "站点简称", "节点简称"]
      case .entity: ["entity", "单位", "单位简称"]
      case .name: ["name", "名称", "单位名称", "站点名称"]
      }
    }
  }

  private let table: NamedTable<Column>

  /// - Throws: ``EnrolListFault/noHeadings(file:)`` if no column says which sites; what
  ///   ``NamedTable`` throws.
  init(_ url: URL) throws {
    table = try NamedTable(url)
    guard table.headings[.site] != nil else {
      throw EnrolListFault.noHeadings(file: table.file)
    }
  }

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
    for row in table.rows {
      let (node, entity) = (row[.site], row[.entity])
      let wish = EnrolSite.Wish(
        node: node, entity: entity.isEmpty ? node : entity, name: row[.name])
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
          line: row.number, column: table.headings[column] ?? column.rawValue,
          text: row[column], reason: reason))
    }
    guard refused.isEmpty else { throw EnrolListFault.refused(file: table.file, rows: refused) }
    guard !wishes.isEmpty else { throw EnrolListFault.noRows(file: table.file) }
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
