extension Unit {
  /// What is counted. Masses of different things are different kinds: a tonne of carbon dioxide
  /// must never be added to a tonne of coal, nor gas under normal conditions to gas as it flowed.
  package enum Base: String, Sendable, Hashable, CaseIterable {
    /// Mass of any stuff, in kg.
    case mass = "kg"
    /// Mass of the element carbon in something.
    case carbon = "kgC"
    case carbonDioxide = "kgCO2"
    /// Carbon dioxide equivalent: a mass of gas after its GWP.
    case equivalent = "kgCO2e"
    case methane = "kgCH4"
    /// Hydrogen as a product, which an intensity is told by.
    case hydrogen = "kgH2"
    case nitrousOxide = "kgN2O"
    case sulphurHexafluoride = "kgSF6"
    case nitrogenTrifluoride = "kgNF3"
    case tetrafluoromethane = "kgCF4"
    case hexafluoroethane = "kgC2F6"
    case energy = "J"
    /// Reactive energy, which is no energy anybody can burn or pay carbon for.
    case reactiveEnergy = "varh"
    /// Volume under the conditions at the meter.
    case volume = "m3"
    /// Volume of gas under normal conditions.
    case normalVolume = "Nm3"
    case time = "s"
  }

  /// The kinds a unit is made of, each with its exponent: power is energy¹ time⁻¹.
  package struct Dimension: Sendable, Hashable, CustomStringConvertible {
    /// Only kinds whose exponent is not 0.
    package let exponents: [Base: Int]

    /// Plain numbers and percentages.
    package static let none = Dimension(exponents: [:])

    /// The dimension of one base kind.
    package init(_ base: Base) { exponents = [base: 1] }

    private init(exponents: [Base: Int]) { self.exponents = exponents }

    /// The dimension of a product with `other` to the power `power`.
    ///
    /// - Returns: nil if an exponent leaves ±99, which no quantity of this world has.
    package func multiplied(by other: Dimension, power: Int = 1) -> Dimension? {
      var result = exponents
      for (base, exponent) in other.exponents {
        let (part, overflow) = exponent.multipliedReportingOverflow(by: power)
        guard !overflow, abs(part.clamped) <= 99 else { return nil }
        let sum = result[base, default: 0] + part
        guard abs(sum) <= 99 else { return nil }
        result[base] = sum == 0 ? nil : sum
      }
      return Dimension(exponents: result)
    }

    /// The base units, such as `kgCO2/J`; `1` for plain numbers.
    package var description: String {
      let parts = Base.allCases.compactMap { base in
        exponents[base].map { UnitPart(symbol: base.rawValue, exponent: $0) }
      }
      return UnitPart.text(parts)
    }
  }
}

extension Int {
  // `abs` traps on the smallest Int.
  fileprivate var clamped: Int { Swift.max(self, -1_000_000) }
}

/// One symbol of a compound unit with its exponent, never 0.
struct UnitPart {
  let symbol: String
  let exponent: Int

  private var text: String {
    abs(exponent) == 1 ? symbol : "\(symbol)^\(abs(exponent))"
  }

  /// `GJ/t`, `t/h`, `1/d`: products before quotients, so that every unit has one spelling.
  static func text(_ parts: [UnitPart]) -> String {
    let above = parts.filter { $0.exponent > 0 && $0.symbol != "1" }.map(\.text)
    let below = parts.filter { $0.exponent < 0 && $0.symbol != "1" }.map { "/" + $0.text }
    return (above.isEmpty ? "1" : above.joined(separator: "·")) + below.joined()
  }
}
