/// The assessment reports whose global warming potentials (100 years) the program ships.
///
/// Which one an inventory goes by is chosen where a source is bound, or stands in its rule set; it is
/// printed on every inventory. Each value carries its own mark.
package enum GWPSet: String, Sendable, Hashable, CaseIterable {
  case sar, ar5, ar6

  /// As inventories print it, and rule sets name it.
  package var name: String { "IPCC \(rawValue.uppercased())" }

  /// The set a factor's id names, such as `gwp100.ar5.CH4`; nil for a factor of no set.
  package init?(factor id: String) {
    let parts = id.split(separator: ".")
    guard parts.count == 3, parts[0] == "gwp100" else { return nil }
    self.init(rawValue: String(parts[1]))
  }
}

extension Factor {
  /// Which GWPs it is of; nil for a factor that is no GWP. One of no set is named by its source.
  package var gwpName: String? {
    subject == .gwp ? GWPSet(factor: id)?.name ?? source : nil
  }
}

extension Inventory.Line {
  /// The GWPs that the line rests on, by name: those its rule set holds, and those bound to it.
  package var gwps: [String] {
    let bound = inputs.compactMap { input in
      if case .factor(let factor, _, _) = input.origin { factor.gwpName } else { nil }
    }
    return Set(bound + [rules.gwp].compactMap { $0 }).sorted()
  }
}
