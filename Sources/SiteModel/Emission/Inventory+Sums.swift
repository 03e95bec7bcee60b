extension Inventory {
  /// The lines added up in the ways a report shows them (GB/T 32151.34-2024, table B.1: with and
  /// without purchased and exported energy).
  package struct Sums: Sendable, Hashable {
    /// What is emitted here: fuels, processes, waste, fugitive.
    package let direct: Rational
    /// Purchased electricity and heat less what is exported.
    package let energy: Rational
    /// Every category that has a line, in the order of the list; what is taken off is negative.
    /// Information is in none: nobody can add up intensities.
    package let byCategory: [Part<Place>]
    /// Every gas that has a line in the total.
    package let byGas: [Part<RuleSet.Gas>]
    /// Every unit or group that is named, ascending; only what counts in the total.
    package let byGroup: [Part<String>]
  }

  /// A category, and what its lines do to the total: of the same some may be taken off, by their
  /// rule sets, while others stand apart.
  package struct Place: Sendable, Hashable {
    package let category: RuleSet.Category
    package let share: RuleSet.Category.Share
  }

  /// The sum of some lines.
  package struct Part<Key: Sendable & Hashable>: Sendable, Hashable {
    package let key: Key
    package let value: Rational
  }

  /// What the lines come to.
  package var sums: Sums {
    let places = RuleSet.Category.allCases.filter { $0 != .information }.flatMap { category in
      [.adds, .takesOff, .standsApart].map { Place(category: category, share: $0) }
    }
    let categories = places.compactMap { place in
      part(place) { Place(category: $0.rules.category, share: $0.rules.share) }
    }
    let counted = categories.filter { $0.key.share != .standsApart }
    let sum = { (parts: [Part<Place>]) in
      parts.map(\.value).reduce(Rational.zero, +)
    }
    return Sums(
      direct: sum(counted.filter { !$0.key.category.isEnergy }),
      energy: sum(counted.filter(\.key.category.isEnergy)), byCategory: categories,
      byGas: RuleSet.Gas.allCases.compactMap { gas in
        part(gas) { $0.rules.share == .standsApart ? nil : $0.rules.gas }
      },
      byGroup: Set(lines.compactMap(\.group)).sorted().compactMap { group in
        part(group) { $0.rules.share == .standsApart ? nil : $0.group }
      })
  }

  private func part<Key>(_ key: Key, of line: (Line) -> Key?) -> Part<Key>? {
    let own = lines.filter { line($0) == key && $0.evaluation != nil }
    guard !own.isEmpty else { return nil }
    return Part(key: key, value: own.map(\.signed).reduce(.zero, +))
  }
}

extension Inventory.Line {
  /// What it comes to, exports less than zero; 0 for a line without a result.
  package var signed: Rational {
    let value = evaluation?.result.value ?? .zero
    return rules.share == .takesOff ? -value : value
  }
}

extension RuleSet.Category {
  /// Whether it is energy that comes from or goes to others.
  package var isEnergy: Bool {
    switch self {
    case .purchasedElectricity, .purchasedHeat, .exportedElectricity, .exportedHeat: true
    default: false
    }
  }
}

extension Inventory.Sums {
  /// `{"withoutEnergy","energy","byCategory":[{"category","value","apart"}],"byGas":[{"gas","value"}]}`,
  /// each rounded once to two decimals.
  var json: JSON {
    var members = plain
    // Absent where no source is in a group: older inventories say the same bytes.
    members["byGroup"] =
      byGroup.isEmpty
      ? nil
      : .array(
        byGroup.map {
          ["group": .string($0.key), "value": .string($0.value.text(decimals: 2))]
        })
    return .object(members)
  }

  private var plain: [String: JSON] {
    [
      "withoutEnergy": .string(direct.text(decimals: 2)),
      "energy": .string(energy.text(decimals: 2)),
      "byCategory": .array(
        byCategory.map { part in
          [
            "category": .string(part.key.category.rawValue),
            "value": .string(part.value.text(decimals: 2)),
            "apart": .bool(part.key.share == .standsApart),
          ]
        }),
      "byGas": .array(
        byGas.map {
          ["gas": .string($0.key.rawValue), "value": .string($0.value.text(decimals: 2))]
        }
      ),
    ]
  }
}
