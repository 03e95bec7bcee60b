/// What a factor is for, as people look for one.
package enum FactorSubject: String, Sendable, Hashable, CaseIterable {
  /// Heating values, carbon contents and oxidation rates of fuels.
  case fuel
  /// Purchased and exported electricity.
  case grid
  /// Purchased and exported heat.
  case heat
  /// Global warming potentials.
  case gwp
  /// Raw materials, products and processes: all the rest.
  case process
}

extension Factor {
  /// What it is for.
  package var subject: FactorSubject {
    switch quantity {
    case "electricity_emission_factor": .grid
    case "heat_emission_factor": .heat
    case "gwp100": .gwp
    case "net_calorific_value", "carbon_content_per_heat", "oxidation_rate",
      "oxidation_rate_solid_fuel", "combined_emission_factor":
      .fuel
    default: .process
    }
  }

  /// Whether its id, its titles, its quantity or its source hold a text, whatever the letter case.
  package func mentions(_ text: String) -> Bool {
    let words = text.lowercased()
    return words.isEmpty
      || [id, title.zh, title.en, quantity, source].contains { $0.lowercased().contains(words) }
  }

  /// The id without the year it ends in: factors of one series differ in nothing else. nil: no year.
  package var series: String? {
    let parts = id.split(separator: ".")
    guard let last = parts.last, parts.count > 1, last.utf8.count == 4, Int(last) != nil else {
      return nil
    }
    return parts.dropLast().joined(separator: ".")
  }

  /// Whether it is another table's number for the same thing: `ndrc2013_15.lng.cc` beside
  /// `mee2024.lng.cc`. Tables differ, and nobody here says which is right.
  package func isElsewhere(than other: Factor) -> Bool {
    func parts(_ factor: Factor) -> [Substring] { factor.id.split(separator: ".") }
    let (mine, its) = (parts(self), parts(other))
    return mine.count == 3 && subject == .fuel && mine[0] != its[0]
      && mine.dropFirst() == its.dropFirst()
  }

  /// Whether it is of the same series as another and speaks of later days.
  package func isNewer(than other: Factor) -> Bool {
    guard let series, series == other.series, let mine = validFrom, let its = other.validFrom else {
      return false
    }
    return mine > its
  }
}
