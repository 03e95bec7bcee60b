import Foundation
import Intake
import SiteModel

/// The units a file writes above its values.
///
/// A point in kWh and a heading in 万kWh are a factor of 10,000 apart: such a file is refused, and
/// never read as if its numbers were the point's.
struct WrittenUnits: Sendable {
  // By the name that the plan gives to a column.
  private var named: [String: String] = [:]
  // Of all values together.
  private var common: String?

  /// Nothing is written, or the person said something else.
  init() {}

  init(_ proposal: IntakeProposal, _ layout: IntakeLayout) {
    let above = proposal.firstRows.prefix(proposal.skippedRows).joined()
      .lazy.compactMap { Self.said(in: $0) }.first
    guard case .wide(let names) = layout else {
      let columns = layout.valueColumns
      let units = Set(columns.compactMap { Self.unit(in: proposal, column: $0) })
      common = units.count == 1 ? units.first : above
      return
    }
    for (column, name) in names { named[name] = Self.unit(in: proposal, column: column) ?? above }
  }

  /// The unit written for a name of the file; nil if none is, or none that is known.
  func unit(of name: String) -> String? { named[name] ?? common }

  private static func unit(in proposal: IntakeProposal, column: Int) -> String? {
    guard proposal.columns.indices.contains(column) else { return nil }
    return proposal.columns[column].unit.flatMap(known)
  }

  private static func known(_ text: String) -> String? { (try? Unit(text))?.symbol }

  /// The unit in a title such as `单位：万kWh` or `用电量（单位:kWh）`.
  private static func said(in text: String) -> String? {
    guard let mark = text.range(of: "单位") else { return nil }
    let rest = text[mark.upperBound...].drop { "：: ".contains($0) }
    return known(String(rest.prefix { !"）)，,；; \u{3000}".contains($0) }))
  }
}
