import SiteModel

/// A made-up plant whose meter files follow from a seed.
struct SamplePlant {
  /// One meter: what it is, and how its numbers run.
  struct Meter {
    let number: String
    let name: String
    let kind: ReadingKind
    let unit: String
    /// Seconds between readings.
    let step: Int
    let multiplier: Int
    let decimals: Int
    /// The change of one step in units of the last decimal, lowest and highest.
    let change: ClosedRange<Int>
  }

  static let meters = [
    Meter(
      number: "E-101", name: "一号进线电能表", kind: .register, unit: "kWh", step: 900,
      multiplier: 120, decimals: 2, change: 60...110),
    Meter(
      number: "E-102", name: "二号进线电能表", kind: .register, unit: "kWh", step: 900,
      multiplier: 80, decimals: 2, change: 35...75),
    Meter(
      number: "G-301", name: "锅炉天然气流量计", kind: .interval, unit: "Nm3", step: 3600,
      multiplier: 1, decimals: 1, change: 1800...3200),
    Meter(
      number: "H-201", name: "外购蒸汽热量表", kind: .register, unit: "GJ", step: 86_400,
      multiplier: 1, decimals: 1, change: 700...1300),
    Meter(
      number: "C-401", name: "燃煤锅炉入炉煤皮带秤", kind: .interval, unit: "t", step: 86_400,
      multiplier: 1, decimals: 2, change: 3500...4500),
    Meter(
      number: "P-501", name: "脱硫石灰石粉秤", kind: .interval, unit: "t", step: 86_400,
      multiplier: 1, decimals: 2, change: 150...250),
  ]

  /// Sources of the plant: number, name, rule set, bindings.
  static let sources:
    [(number: String, name: String, rules: String, bindings: [(String, String)])] = [
      (
        "S-EL-1", "一号进线外购电力", "purchased-electricity",
        [("electricity.quantity", "E-101"), ("electricity.factor", "grid.prov.Xinjiang.2023")]
      ),
      (
        "S-EL-2", "二号进线外购电力", "purchased-electricity",
        [("electricity.quantity", "E-102"), ("electricity.factor", "grid.prov.Xinjiang.2023")]
      ),
      (
        "S-GAS", "锅炉天然气燃烧", "fuel-combustion-gas",
        [
          ("fuel.quantity", "G-301"), ("fuel.ncv", "gbt32151_34.natural_gas.ncv"),
          ("fuel.cc", "gbt32151_34.natural_gas.cc"), ("fuel.of", "gbt32151_34.natural_gas.of"),
        ]
      ),
      (
        "S-HEAT", "外购蒸汽", "purchased-heat",
        [("heat.quantity", "H-201"), ("heat.factor", "heat.default")]
      ),
      (
        "S-COAL", "燃煤锅炉", "fuel-combustion-solid-liquid",
        [
          ("fuel.quantity", "C-401"), ("fuel.ncv", "gbt32151_34.bituminous.ncv"),
          ("fuel.cc", "gbt32151_34.bituminous.cc"), ("fuel.of", "gbt32151_34.bituminous.of"),
        ]
      ),
      (
        "S-FGD", "锅炉脱硫", "desulphurisation",
        [
          ("sorbent.quantity", "P-501"), ("sorbent.carbonate", "gbt32151_34.fgd_i"),
          ("sorbent.factor", "carbonate.gbt32151_34.caco3"),
          ("sorbent.conversion", "gbt32151_34.fgd_tr"),
        ]
      ),
    ]

  let year: Int
  let seed: UInt64

  /// One meter's file: a year in Beijing time, labels at the end; a few values missing.
  func file(of meter: Meter, place: Int) -> String {
    var random = SeededRandom(seed: seed &+ UInt64(place))
    guard let first = CivilDate(year: year, month: 1, day: 1),
      let last = CivilDate(year: year + 1, month: 1, day: 1)
    else { return "" }
    let from = first.days * 86_400 + (meter.kind == .interval ? Int64(meter.step) : 0)
    var text = "时间,计量点,数值(\(meter.unit))\n"
    var standing = Int.random(in: 100_000...900_000, using: &random)
    for second in stride(from: from, through: last.days * 86_400, by: meter.step) {
      let change = Int.random(in: meter.change, using: &random)
      let value = meter.kind == .register ? standing : change
      let civil = CivilTime(seconds: second)
      let number = Decimal18(units: Int64(value), decimals: UInt8(meter.decimals))
      text += "\(civil.date) \(civil.clock.prefix(5)),\(meter.number),\(number)\n"
      standing += change
    }
    return text
  }
}
