/// The factors of an inventory that nobody has confirmed: marked B or C, and not found in their
/// publication by a person of the plant. Those that weigh most come first.
package struct FactorsToConfirm: Sendable {
  /// One factor, and what rests on it.
  package struct Item: Sendable, Hashable {
    package let factor: String
    package let mark: ConfidenceMark
    package let source: String
    /// The emission of the lines that use it, whatever their sign, in tCO₂ or tCO₂e.
    package let effect: Rational
    /// The numbers of the sources, ascending.
    package let sources: [String]
  }

  /// By effect, the largest first.
  package let items: [Item]

  /// - Parameter inventory: as it was written down.
  package init(in inventory: JSON) {
    var items: [String: Item] = [:]
    for line in inventory["lines"]?.array ?? [] {
      let inputs = (line["inputs"]?.array ?? []).filter { $0["confirmed"] == nil }
      for item in Set(inputs.compactMap { Item($0, of: line) }) {
        items[item.factor] = items[item.factor].map { $0.joined(with: item) } ?? item
      }
    }
    self.items = items.values.sorted {
      $0.effect == $1.effect ? $0.factor < $1.factor : $1.effect < $0.effect
    }
  }

  /// `[{"factor","mark","source","effect","sources"}]`; effects by GB/T 8170 to two decimals.
  package var json: JSON { .array(items.map(\.json)) }
}

extension FactorsToConfirm.Item {
  fileprivate init?(_ input: JSON, of line: JSON) {
    guard let factor = input["factor"]?.string,
      let mark = input["mark"]?.string.flatMap(ConfidenceMark.init),
      [.transcribed, .unconfirmed].contains(mark)
    else { return nil }
    (self.factor, self.mark, source) = (factor, mark, input["factorSource"]?.string ?? "")
    // Information has no emission, and another unit.
    let isEmission = line["category"]?.string != RuleSet.Category.information.rawValue
    let said = isEmission ? line["exact"] ?? line["value"] : nil
    let value = said?.string.flatMap { Rational($0) } ?? .zero
    effect = value < .zero ? -value : value
    sources = [line["source"]?.string ?? ""]
  }

  fileprivate func joined(with other: FactorsToConfirm.Item) -> FactorsToConfirm.Item {
    FactorsToConfirm.Item(
      factor: factor, mark: mark, source: source, effect: effect + other.effect,
      sources: Set(sources + other.sources).sorted())
  }

  fileprivate var json: JSON {
    [
      "factor": .string(factor), "mark": .string(mark.rawValue), "source": .string(source),
      "effect": .string(effect.text(decimals: 2)), "sources": .array(sources.map(JSON.string)),
    ]
  }
}
