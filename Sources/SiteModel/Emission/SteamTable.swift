/// Enthalpies of steam as a standard prints them (GB/T 32151.34-2024 C.4, C.5), linear in between.
///
/// Pressures are absolute, in MPa; temperatures in °C; enthalpies in kJ/kg, from water at 0 °C.
/// Outside the tables, and where a neighbour in them is still water, there is no answer.
package struct SteamTable: Sendable, Hashable {
  /// Steam on the point of condensing, by ascending pressure.
  let saturated: [Saturated]
  /// The columns of ``rows``, ascending.
  let pressures: [Rational]
  /// Water and superheated steam, by ascending temperature.
  let rows: [Row]
  /// Where the two tables come from, saturated steam first.
  package let citations: [RuleSet.Citation]
  /// What is not as printed, or printed oddly; to be said wherever an enthalpy is shown.
  package let corrections: [BilingualText]

  /// Saturated steam: its pressure says its temperature.
  package struct Saturated: Sendable, Hashable {
    /// MPa, absolute.
    package let pressure: Rational
    /// °C.
    package let temperature: Rational
    /// kJ/kg.
    package let enthalpy: Rational
  }

  struct Row: Sendable, Hashable {
    let temperature: Rational
    /// One for each of ``SteamTable/pressures``.
    let enthalpies: [Rational]
  }

  /// Saturated steam of a pressure.
  ///
  /// - Parameter pressure: MPa, absolute; 0.001 to 22 in the table of the standard.
  /// - Throws: ``SteamFault/outside(quantity:value:range:)``.
  package func saturated(atPressure pressure: Rational) throws(SteamFault) -> Saturated {
    let place = try Neighbours.of(pressure, in: saturated.map(\.pressure), named: "MPa")
    let (low, high) = (saturated[place.low], saturated[place.high])
    return Saturated(
      pressure: pressure, temperature: place.between(low.temperature, high.temperature),
      enthalpy: place.between(low.enthalpy, high.enthalpy))
  }

  /// The enthalpy of superheated steam, in kJ/kg.
  ///
  /// - Parameters:
  ///   - temperature: °C; up to 600 in the table of the standard.
  ///   - pressure: MPa, absolute; 0.01 to 30 in the table of the standard.
  /// - Throws: ``SteamFault``.
  package func superheated(
    at temperature: Rational, pressure: Rational
  ) throws(SteamFault) -> Rational {
    let row = try Neighbours.of(temperature, in: rows.map(\.temperature), named: "°C")
    let column = try Neighbours.of(pressure, in: pressures, named: "MPa")
    // The coldest neighbour at the highest pressure is the first to be water.
    let boiling = saturationTemperature(pressures[column.high])
    guard rows[row.low].temperature > boiling else {
      throw .twoPhase(
        pressure: pressure.text, temperature: temperature.text,
        saturation: saturationTemperature(pressure).text)
    }
    let (low, high) = (rows[row.low].enthalpies, rows[row.high].enthalpies)
    return column.between(
      row.between(low[column.low], high[column.low]),
      row.between(low[column.high], high[column.high]))
  }

  /// Above the highest pressure of the table water never boils: what is hotter than its last row
  /// is taken for steam.
  private func saturationTemperature(_ pressure: Rational) -> Rational {
    let highest = saturated[saturated.count - 1]
    guard let found = try? saturated(atPressure: min(pressure, highest.pressure)) else {
      return highest.temperature
    }
    return found.temperature
  }
}

/// The two values of an ascending list that a value lies between, and how far.
private struct Neighbours {
  let low: Int
  let high: Int
  /// 0 at ``low``, 1 at ``high``.
  let share: Rational

  static func of(
    _ value: Rational, in list: [Rational], named unit: String
  ) throws(SteamFault) -> Neighbours {
    guard let high = list.firstIndex(where: { value <= $0 }), value >= list[0] else {
      throw .outside(
        quantity: unit, value: value.text,
        range: "\(list[0].text) … \(list[list.count - 1].text) \(unit)")
    }
    guard value < list[high] else { return Neighbours(low: high, high: high, share: .zero) }
    let step = list[high] - list[high - 1]
    return Neighbours(low: high - 1, high: high, share: (value - list[high - 1]) / step)
  }

  func between(_ a: Rational, _ b: Rational) -> Rational { a + (b - a) * share }
}

/// Why the steam tables have no answer.
package enum SteamFault: Fault, Equatable {
  /// The pressure or temperature is not in the table; `quantity` is its unit.
  case outside(quantity: String, value: String, range: String)
  /// A neighbour in the table is water, which has the enthalpy of water.
  case twoPhase(pressure: String, temperature: String, saturation: String)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .outside(let quantity, let value, let range):
      Phrase("steam.outside", ["quantity": quantity, "value": value, "range": range])
    case .twoPhase(let pressure, let temperature, let saturation):
      Phrase(
        "steam.two-phase",
        ["pressure": pressure, "temperature": temperature, "saturation": saturation])
    }
  }
}
