import Foundation
package import SiteModel

/// Factors as people hand them over: a table with a row each, or a file of the form that the
/// program's own factors have.
struct FactorSheet {
  /// One factor, not read yet.
  struct Row {
    /// As the person counts, from 1: rows of the table with its heading, or items of the list.
    let number: Int
    /// As a member of a file's list `factors`.
    let item: JSON
  }

  let file: String
  let rows: [Row]

  /// - Throws: ``FactorSheetFault``; what ``NamedTable`` throws.
  init(_ url: URL) throws {
    file = url.lastPathComponent
    rows = try url.pathExtension.lowercased() == "json" ? Self.list(url) : Self.table(url)
    guard !rows.isEmpty else { throw FactorSheetFault.noRows(file: file) }
  }

  private static func list(_ url: URL) throws -> [Row] {
    guard let bytes = FileManager.default.contents(atPath: url.path) else {
      throw FactorSheetFault.unreadable(file: url.path)
    }
    let json: JSON
    do { json = try JSON.parse(bytes) } catch {
      throw EmissionDataFault.notJSON(file: url.lastPathComponent, error)
    }
    return (json["factors"]?.array ?? []).enumerated().map {
      Row(number: $0.offset + 1, item: $0.element)
    }
  }

  private static func table(_ url: URL) throws -> [Row] {
    let table = try NamedTable<FactorColumn>(url)
    guard [.id, .value, .unit].allSatisfy({ table.headings[$0] != nil }) else {
      throw FactorSheetFault.noHeadings(file: url.lastPathComponent)
    }
    return table.rows.map { Row(number: $0.number, item: FactorColumn.item($0)) }
  }
}

/// The columns of a table of factors.
enum FactorColumn: String, NamedColumn {
  case id, zh, en, quantity, value, unit, year, from, until, published, source, mark

  var headings: Set<String> {
    switch self {
    case .id: ["id", "number", "代码", "因子代码"]
    case .zh: ["name_zh", "zh", "名称", "中文名称"]
    case .en: ["name_en", "en", "英文名称"]
    case .quantity: ["quantity", "量"]
    case .value: ["value", "数值", "因子值"]
    case .unit: ["unit", "单位"]
    case .year: ["year", "年份", "年度"]
    case .from: ["valid_from", "validfrom", "适用自"]
    case .until: ["valid_until", "validuntil", "适用至"]
    case .published: ["published", "公布", "公布日期"]
    case .source: ["source", "出处", "来源"]
    case .mark: ["confidence", "mark", "可信度", "标记"]
    }
  }

  /// A row as a member of a file's list; what is blank is not there.
  static func item(_ row: NamedTable<FactorColumn>.Row) -> JSON {
    var members: [String: JSON] = [:]
    for (name, column) in [
      ("id", FactorColumn.id), ("value", .value), ("unit", .unit),
      ("validUntil", .until), ("published", .published), ("source", .source),
    ] where !row[column].isEmpty { members[name] = .string(row[column]) }
    // GWP100 is written gwp100.
    members["quantity"] = row[.quantity].isEmpty ? nil : .string(row[.quantity].lowercased())
    let names = [row[.zh], row[.en]].filter { !$0.isEmpty }
    if let first = names.first, let last = names.last {
      members["title"] = ["zh": .string(first), "en": .string(last)]
    }
    // `A1-one-page-verified-transcription` is A1.
    let mark = row[.mark].split(separator: "-").first.map(String.init)
    members["mark"] = mark.map(JSON.string)
    members.merge(days(row)) { $1 }
    return .object(members)
  }

  // The electricity factor of a year is of that year; a table of a year holds from then on.
  private static func days(_ row: NamedTable<FactorColumn>.Row) -> [String: JSON] {
    guard row[.from].isEmpty else { return ["validFrom": .string(row[.from])] }
    guard !row[.year].isEmpty else { return [:] }
    guard row[.until].isEmpty, row[.quantity] == "electricity_emission_factor" else {
      return ["validFrom": .string("\(row[.year])-01-01")]
    }
    return ["year": .number(row[.year])]
  }
}

/// Why no factor of a file is looked at.
package enum FactorSheetFault: Fault, Equatable {
  /// It does not say id, value and unit.
  case noHeadings(file: String)
  case noRows(file: String)
  case unreadable(file: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noHeadings(let file): Phrase("factor-sheet.no-headings", ["file": file])
    case .noRows(let file): Phrase("factor-sheet.no-rows", ["file": file])
    case .unreadable(let file): Phrase("factor-sheet.unreadable", ["file": file])
    }
  }
}
