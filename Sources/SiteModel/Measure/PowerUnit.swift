/// What a mean power becomes when it lasts: kW → kWh, m3/h → m3.
package struct PowerUnit: Sendable, Hashable {
  /// The unit of power × time.
  package let quantity: String
  /// Value × seconds × this = quantity in units of 1/3,600: 1 for kW and m3/h, 60 for m3/min.
  let perHour: Int128

  /// Nil if the unit is neither a wattage nor written as something per hour, minute or second.
  package init?(_ unit: String) {
    let paces: [(String, Int128)] = [("/h", 1), ("/min", 60), ("/s", 3600)]
    for (ending, pace) in paces where unit.hasSuffix(ending) && unit.count > ending.count {
      (quantity, perHour) = (String(unit.dropLast(ending.count)), pace)
      return
    }
    guard ["W", "var", "VA"].contains(where: unit.hasSuffix) else { return nil }
    (quantity, perHour) = (unit + "h", 1)
  }

  /// What a value that lasts one second adds: 1/3600 for kW → kWh, as an exact fraction.
  package var factor: Rational { Rational(units: perHour, decimals: 0) / Rational(3600) }
}
