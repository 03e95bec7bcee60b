/// An exact amount of something: a rational number of a unit.
///
/// Equality is of the pair as written: 1 MWh and 1000 kWh differ until one is converted.
package struct Quantity: Sendable, Hashable, CustomStringConvertible {
  /// The number of units, unrounded.
  package let value: Rational
  /// The unit it was given in.
  package let unit: Unit

  /// So many of one unit.
  package init(_ value: Rational, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }

  /// Reads a decimal or a ratio, and a unit: `("12345.678", "MWh")`, `("44/12", "tCO2/tC")`.
  ///
  /// - Throws: ``UnitFault/notNumber(text:)`` or ``UnitFault/unknown(unit:)``.
  package init(_ value: String, _ unit: String) throws(UnitFault) {
    guard let number = Rational(value) else { throw .notNumber(text: String(value.prefix(64))) }
    self.init(number, try Unit(unit))
  }

  /// The same amount in another unit, exactly.
  ///
  /// - Throws: ``UnitFault/mismatch(from:to:)`` if the units measure different things.
  package func converted(to other: Unit) throws(UnitFault) -> Quantity {
    guard unit.dimension == other.dimension else {
      throw .mismatch(from: unit.symbol, to: other.symbol)
    }
    if unit.scale == other.scale { return Quantity(value, other) }
    return Quantity(value * unit.scale / other.scale, other)
  }

  /// The number and the unit, as ``Rational/text`` writes it.
  package var description: String { "\(value.text) \(unit)" }
}
