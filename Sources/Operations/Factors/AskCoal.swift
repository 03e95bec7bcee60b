package import Foundation
package import SiteModel

/// What a laboratory's samples say of the coal of each month. Nothing is written.
package struct AskCoal {
  /// One month.
  package struct Answer: Sendable {
    /// As `2025-03`.
    package let month: String
    package let coal: CoalMonth
    /// Its carbon: measured, or what the guide states for coal that was not.
    package let carbon: CoalMonth.Stated
  }

  /// Every month of a period, those without samples too.
  ///
  /// - Throws: ``CoalSheetFault``.
  package static func run(_ file: URL, _ period: Period, _ share: Share) throws -> [Answer] {
    let months = period.months.map(\.description)
    guard !months.isEmpty else { throw CoalSheetFault.noMonths(period: period.description) }
    let sheet = try CoalSheet(file, within: months)
    let standard = try standard(ShippedRules(share).factors())
    return months.map { month in
      let coal = CoalMonth(sheet.months[month] ?? [])
      return Answer(month: month, coal: coal, carbon: coal.carbon(or: standard))
    }
  }

  /// The defaults for coal of conventional units that was not measured.
  private static func standard(_ table: FactorTable) throws -> CoalMonth.Standard {
    let ids = ["power_guide.default_cc_coal", "power_guide.default_ncv_coal"]
    let factors = try ids.map { id in
      guard let factor = table[id] else { throw ShippedFault.noFactor(id: id) }
      return factor
    }
    return try CoalMonth.Standard(carbonPerHeat: factors[0], ncv: factors[1])
  }
}
