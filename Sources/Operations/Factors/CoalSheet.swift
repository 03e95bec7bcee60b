import Foundation
package import SiteModel

/// A laboratory's table of coal samples, a row each, with the month each belongs to.
struct CoalSheet {
  private enum Column: String, NamedColumn {
    case number, date, quantity, carbon, basis, moisture, dried, ncv

    var headings: Set<String> {
      switch self {
      case .number: ["number", "sample", "样品编号", "编号", "报告编号"]
      case .date: ["date", "日期", "采样日期", "月份"]
      case .quantity: ["quantity", "代表煤量", "煤量", "煤量(t)", "代表煤量(t)"]
      case .carbon: ["carbon", "元素碳", "碳", "元素碳(%)"]
      case .basis: ["basis", "基准"]
      case .moisture: ["m_ar", "全水", "全水分", "全水分(%)"]
      case .dried: ["m_ad", "空干基水分", "内水", "空干基水分(%)"]
      case .ncv: ["ncv", "ncv_ar", "低位发热量", "收到基低位发热量", "低位发热量(gj/t)"]
      }
    }
  }

  private typealias Row = NamedTable<Column>.Row

  /// By month, as `2025-03`.
  let months: [String: [CoalSample]]

  /// - Throws: ``CoalSheetFault``; what ``NamedTable`` throws.
  init(_ url: URL, within months: [String]) throws {
    let table = try NamedTable<Column>(url)
    let needed: [Column] = [.number, .date, .quantity, .carbon, .basis, .moisture]
    guard needed.allSatisfy({ table.headings[$0] != nil }) else {
      throw CoalSheetFault.noHeadings(file: url.lastPathComponent)
    }
    var (samples, refused): ([(String, CoalSample)], [RefusedRow]) = ([], [])
    for row in table.rows {
      do { samples.append((try Self.month(row, within: months), try Self.sample(row))) } catch let
        fault as any Fault where fault.kind == .invalid
      {
        refused.append(.init(line: row.number, why: fault.phrase))
      }
    }
    guard refused.isEmpty else {
      throw CoalSheetFault.refused(file: url.lastPathComponent, rows: refused)
    }
    self.months = Dictionary(grouping: samples, by: \.0).mapValues { $0.map(\.1) }
  }

  private static func month(_ row: Row, within months: [String]) throws -> String {
    let text = row[.date]
    let month = SheetText.date(text).map { String($0.description.prefix(7)) } ?? text
    guard months.contains(month) else {
      throw CoalFault(sample: row[.number], field: "date", value: text)
    }
    return month
  }

  private static func sample(_ row: Row) throws -> CoalSample {
    func number(_ column: Column, _ field: String) throws -> Rational {
      guard let value = Decimal18(row[column]) else {
        throw CoalFault(sample: row[.number], field: field, value: row[column])
      }
      return Rational(value)
    }
    let value = try number(.carbon, "carbon")
    let carbon: CoalSample.Carbon
    switch row[.basis].lowercased() {
    case "ar", "收到基": carbon = .asReceived(value)
    case "ad", "空气干燥基", "空干基":
      carbon = .airDried(value, moisture: try number(.dried, "moistureDried"))
    case "d", "干燥基", "干基": carbon = .dry(value)
    default: throw CoalFault(sample: row[.number], field: "basis", value: row[.basis])
    }
    return try CoalSample(
      number: row[.number], quantity: number(.quantity, "quantity"), carbon: carbon,
      moisture: number(.moisture, "moisture"),
      ncv: try row[.ncv].isEmpty ? nil : number(.ncv, "ncv"))
  }
}

/// Why no month of a laboratory's table is computed.
package enum CoalSheetFault: Fault, Equatable {
  /// It does not say number, date, quantity, carbon, basis and total moisture.
  case noHeadings(file: String)
  /// The period is not made of months.
  case noMonths(period: String)
  /// A month's samples do not all say what shall feed an input.
  case noFigure(month: String, figure: String)
  case refused(file: String, rows: [RefusedRow])

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noHeadings(let file): Phrase("coal.no-headings", ["file": file])
    case .noMonths(let period): Phrase("coal.no-months", ["period": period])
    case .noFigure(let month, let figure):
      Phrase("coal.no-figure", ["month": month, "figure": figure])
    case .refused(let file, let rows):
      Phrase("coal.refused", ["file": file], within: ["rows": rows.map(\.phrase)])
    }
  }
}
