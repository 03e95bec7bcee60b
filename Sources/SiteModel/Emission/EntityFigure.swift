/// What one entity has written down of a period: the numbers of its inventory as they were rounded
/// there, once.
package struct EntityFigure: Sendable, Hashable {
  /// The inventory's id.
  package let inventory: String
  /// The total, in ``unit``; lines apart are not in it.
  package let total: Rational
  /// `tCO2` or `tCO2e`.
  package let unit: String
  /// 暂估: whether a month of it can still change.
  package let isProvisional: Bool
  /// Whether every input of it was wholly known.
  package let isComplete: Bool
  /// The gases that are in the total.
  package let gases: [RuleSet.Gas: Rational]
  /// A source has several lines where its bindings changed within the period.
  package let lines: [Line]

  /// One line of the inventory.
  package struct Line: Sendable, Hashable {
    /// The source's number.
    package let source: String
    package let name: String
    package let gas: RuleSet.Gas
    package let category: RuleSet.Category
    /// What it adds to the total: less than zero where it is taken off, 0 where it stands apart; nil
    /// where it has no result.
    package let counted: Rational?
    /// The energy it is about; nil where it is about none, or that is not known.
    package let energy: Quantity?
  }

  /// Reads an inventory's own bytes.
  ///
  /// - Returns: nil if they are no inventory of a kind that this program knows.
  package init?(inventory: String, _ json: JSON) {
    guard let total = json["total"]?["value"]?.string.flatMap({ Rational($0) }),
      let unit = json["total"]?["unit"]?.string, let lines = json["lines"]?.array
    else { return nil }
    let read = lines.compactMap { Line($0) }
    guard read.count == lines.count else { return nil }
    (self.inventory, self.total, self.unit, self.lines) = (inventory, total, unit, read)
    isProvisional = json["provisional"]?.bool ?? true
    isComplete = json["complete"]?.bool ?? false
    gases = Self.gases(json["sums"]?["byGas"]?.array) ?? Self.gases(of: read)
  }

  private static func gases(_ parts: [JSON]?) -> [RuleSet.Gas: Rational]? {
    parts.map { parts in
      let pairs = parts.compactMap { part -> (RuleSet.Gas, Rational)? in
        guard let gas = part["gas"]?.string.flatMap({ RuleSet.Gas(rawValue: $0) }),
          let value = part["value"]?.string.flatMap({ Rational($0) })
        else { return nil }
        return (gas, value)
      }
      return Dictionary(pairs) { $0 + $1 }
    }
  }

  // Inventories of engine 1 have no sums.
  private static func gases(of lines: [Line]) -> [RuleSet.Gas: Rational] {
    let counted = lines.filter { $0.category.share != .standsApart }
    return Dictionary(counted.map { ($0.gas, $0.counted ?? .zero) }, uniquingKeysWith: +)
  }
}

extension EntityFigure.Line {
  fileprivate init?(_ json: JSON) {
    guard let source = json["source"]?.string,
      let gas = json["gas"]?.string.flatMap({ RuleSet.Gas(rawValue: $0) }),
      let category = json["category"]?.string.flatMap({ RuleSet.Category(rawValue: $0) })
    else { return nil }
    (self.source, self.gas, self.category) = (source, gas, category)
    name = json["name"]?.string ?? ""
    energy = Self.energy(in: json)
    let value = json["value"]?.string.flatMap { Rational($0) }
    switch json["deducted"]?.bool == true ? .takesOff : category.share {
    case .adds: counted = value
    case .takesOff: counted = value.map { -$0 }
    case .standsApart: counted = value.map { _ in .zero }
    }
  }

  /// The first input, or else the first step, that is an amount of energy.
  private static func energy(in json: JSON) -> Quantity? {
    let named = (json["inputs"]?.array ?? []) + (json["steps"]?.array ?? [])
    return named.lazy.compactMap { item -> Quantity? in
      guard let value = item["value"]?.string, let unit = item["unit"]?.string,
        let quantity = try? Quantity(value, unit),
        quantity.unit.dimension == Self.energy?.dimension
      else { return nil }
      return quantity
    }.first
  }

  private static let energy = try? Unit("MWh")
}
