package import SiteModel
import Storage

/// Where two results differ, source by source: two years, or one period computed anew.
package struct CompareInventories {
  /// The answer.
  package struct Answer: Sendable {
    package let before: Side
    package let after: Side
    /// By source number.
    package let rows: [Row]
    /// What stands apart from both totals, by source number.
    package let apart: [Apart]
    /// What nobody here has confirmed of the rules of either.
    package let remarks: [BilingualText]
  }

  /// One of both.
  package struct Side: Sendable {
    package let id: String
    package let period: String
    package let total: Rational
    package let isProvisional: Bool
  }

  /// What became of a line that is in no total.
  package struct Apart: Sendable {
    package let source: String
    package let name: String
    package let category: RuleSet.Category
    package let unit: String
    /// nil where it has no line.
    package let before: Rational?
    package let after: Rational?
  }

  /// What became of one source.
  package struct Row: Sendable {
    package let source: String
    package let name: String
    /// What it comes to, exports less than zero; nil where it has no line, or stands apart.
    package let before: Rational?
    package let after: Rational?
    /// Inputs that are not what they were: name, value before, value after; nil where there is none.
    package let inputs: [(name: String, before: String?, after: String?)]

    package var difference: Rational { (after ?? .zero) - (before ?? .zero) }
  }

  /// - Throws: ``InventoryFault``; first of all if one of them is not what its facts give.
  package static func run(_ first: String, _ second: String, on site: Site) throws -> Answer {
    let sides = try [first, second].map { try ReadInventory.computed($0, on: site).inventory }
    let (before, after) = (bySource(sides[0]), bySource(sides[1]))
    let rows = Set(before.keys).union(after.keys).sorted().map { source in
      row(source, before[source] ?? [], after[source] ?? [])
    }
    return Answer(
      before: side(first, sides[0]), after: side(second, sides[1]),
      rows: rows.filter { $0.before != nil || $0.after != nil },
      apart: apart(sides[0], sides[1]),
      remarks: sides[0].remarks + sides[1].remarks.filter { !sides[0].remarks.contains($0) })
  }

  // Parts of a year of one source are added up, but not parts of an intensity.
  private static func apart(_ before: Inventory, _ after: Inventory) -> [Apart] {
    let sides = [before, after].map { inventory in
      Dictionary(
        grouping: inventory.lines.filter {
          $0.rules.share == .standsApart && $0.evaluation != nil
        }, by: \.source)
    }
    return Set(sides[0].keys).union(sides[1].keys).sorted().compactMap { source in
      let lines = sides.map { $0[source] ?? [] }
      guard let line = lines[1].first ?? lines[0].first, let result = line.evaluation?.result
      else { return nil }
      return Apart(
        source: source, name: line.name, category: line.rules.category,
        unit: result.unit.symbol, before: sum(lines[0]), after: sum(lines[1]))
    }
  }

  private static func sum(_ lines: [Inventory.Line]) -> Rational? {
    let isInformation = lines.contains { $0.rules.category == .information }
    guard !lines.isEmpty, lines.count == 1 || !isInformation else { return nil }
    return lines.map(\.signed).reduce(Rational.zero, +)
  }

  private static func side(_ id: String, _ inventory: Inventory) -> Side {
    Side(
      id: id, period: "\(inventory.period)", total: inventory.total,
      isProvisional: inventory.isProvisional)
  }

  private static func bySource(_ inventory: Inventory) -> [String: [Inventory.Line]] {
    Dictionary(
      grouping: inventory.lines.filter {
        $0.rules.share != .standsApart && $0.evaluation != nil
      }, by: \.source)
  }

  private static func row(
    _ source: String, _ before: [Inventory.Line], _ after: [Inventory.Line]
  ) -> Row {
    let sum = { (lines: [Inventory.Line]) in
      lines.isEmpty ? nil : lines.map(\.signed).reduce(Rational.zero, +)
    }
    return Row(
      source: source, name: (after.first ?? before.first)?.name ?? "", before: sum(before),
      after: sum(after), inputs: changes(before, after))
  }

  private static func changes(
    _ before: [Inventory.Line], _ after: [Inventory.Line]
  ) -> [(name: String, before: String?, after: String?)] {
    let values = { (lines: [Inventory.Line]) in
      Dictionary(
        lines.flatMap(\.inputs).map { ($0.name, $0.quantity?.description ?? "—") }
      ) { "\($0), \($1)" }
    }
    let (old, new) = (values(before), values(after))
    return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }
      .map { ($0, old[$0], new[$0]) }
  }
}
