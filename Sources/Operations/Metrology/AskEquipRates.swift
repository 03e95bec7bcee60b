package import SiteModel

/// Equipping rates by kind of energy and level, from what the records in force require (7.1.2).
///
/// The program ships no required rate: they are filled in from the standard in force.
package struct AskEquipRates {
  /// One requirement.
  package struct Answer: Sendable {
    package let record: OtherRecord
    package let rates: EquipRates
  }

  package static func run(on day: CivilDate, at site: Site) throws -> [Answer] {
    let ledger = try site.instrumentLedger()
    return try NodeRecords(site).records(of: "equip-requirement").filter(\.isCurrent).map {
      Answer(record: $0, rates: EquipRates($0.fields.rows("requirements"), in: ledger, on: day))
    }
  }
}
