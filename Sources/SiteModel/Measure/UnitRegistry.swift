/// The units Karez knows and the ways plants write them.
enum UnitRegistry {
  /// The unit of a symbol or alias without blanks, or nil.
  static func find(_ name: some StringProtocol) -> Unit? {
    let text = String(name)
    if let unit = exact[text] { return unit }
    // mW, mWh and mJ are milli to whoever writes them with care: a factor of 10^9 is not guessed.
    let second = text.dropFirst().first
    guard let second, !(text.hasPrefix("m") && second.isUppercase) else { return nil }
    return folded[text.lowercased()]
  }

  /// Every unit once, under its own symbol.
  static let units: [Unit] =
    masses + energies + powers + [
      .one,
      Unit(symbol: "%", dimension: .none, scale: decimal(1, 2)),
      Unit(symbol: "‰", dimension: .none, scale: decimal(1, 3)),
      // Of emission monitors, mg/Nm3.
      Unit(symbol: "mg", dimension: .init(.mass), scale: decimal(1, 6)),
      // International avoirdupois: 2000 lb of 0.45359237 kg.
      Unit(symbol: "short ton", dimension: .init(.mass), scale: decimal(907_18474, 5)),
      Unit(symbol: "kvarh", dimension: .init(.reactiveEnergy), scale: Rational(1000)),
      Unit(symbol: "Mvarh", dimension: .init(.reactiveEnergy), scale: Rational(1_000_000)),
      Unit(symbol: "L", dimension: .init(.volume), scale: decimal(1, 3)),
      Unit(symbol: "m3", dimension: .init(.volume), scale: .one),
      Unit(symbol: "10^4m3", dimension: .init(.volume), scale: Rational(10_000)),
      Unit(symbol: "Nm3", dimension: .init(.normalVolume), scale: .one),
      Unit(symbol: "10^4Nm3", dimension: .init(.normalVolume), scale: Rational(10_000)),
      Unit(symbol: "s", dimension: .init(.time), scale: .one),
      Unit(symbol: "min", dimension: .init(.time), scale: Rational(60)),
      Unit(symbol: "h", dimension: .init(.time), scale: Rational(3600)),
      Unit(symbol: "d", dimension: .init(.time), scale: Rational(86_400)),
    ]

  private static let masses: [Unit] = Unit.Base.allCases.flatMap { base -> [Unit] in
    guard base.rawValue.hasPrefix("kg") else { return [] }
    let stuff = base.rawValue.dropFirst(2)
    return [
      ("g", decimal(1, 3)), ("kg", .one), ("t", Rational(1000)), ("kt", Rational(1_000_000)),
      ("万t", Rational(10_000_000)),
    ].map { Unit(symbol: $0.0 + stuff, dimension: .init(base), scale: $0.1) }
  }

  private static let energies: [Unit] = [
    ("J", .one), ("kJ", power(3)), ("MJ", power(6)), ("GJ", power(9)), ("TJ", power(12)),
    ("Wh", Rational(3600)), ("kWh", Rational(36) * power(5)), ("MWh", Rational(36) * power(8)),
    ("GWh", Rational(36) * power(11)), ("万kWh", Rational(36) * power(9)),
    ("亿kWh", Rational(36) * power(13)),
    // Standard coal: 29 307.6 kJ a kilogram.
    ("gce", decimal(29_3076, 1)), ("kgce", Rational(29_307_600)),
    ("tce", Rational(293_076) * power(5)), ("万tce", Rational(293_076) * power(9)),
    // The International Table Btu: 1055.05585262 J.
    ("mmBtu", decimal(105_505_585_262, 2)),
  ].map { Unit(symbol: $0.0, dimension: .init(.energy), scale: $0.1) }

  private static let powers: [Unit] = {
    let dimension = Unit.Dimension(.energy).multiplied(by: .init(.time), power: -1) ?? .none
    return [
      ("W", .one), ("kW", power(3)), ("MW", power(6)), ("GW", power(9)), ("万kW", power(7)),
    ].map { Unit(symbol: $0.0, dimension: dimension, scale: $0.1) }
  }()

  private static let aliases: [String: [String]] = [
    "t": ["T", "吨", "公吨"], "kg": ["千克", "公斤"], "g": ["克"], "mg": ["毫克"], "万t": ["万吨"],
    "short ton": ["shortton", "shorttons", "short_ton", "短吨"],
    "kJ": ["千焦"], "MJ": ["兆焦"], "GJ": ["吉焦", "百万千焦"], "TJ": ["太焦"],
    "kWh": ["度", "千瓦时", "千瓦小时"], "万kWh": ["万度", "万千瓦时", "10^4kWh"],
    "亿kWh": ["亿度", "亿千瓦时"], "MWh": ["兆瓦时", "兆瓦小时", "千度"],
    "GWh": ["吉瓦时", "百万度", "百万千瓦时"],
    "W": ["w", "瓦"], "kW": ["千瓦"], "MW": ["兆瓦"], "万kW": ["万千瓦"],
    "s": ["秒"], "min": ["分", "分钟"], "h": ["H", "时", "小时", "hr"], "d": ["天", "日"],
    "L": ["l", "升"], "m3": ["m^3", "立方米", "立方", "方"],
    "10^4m3": ["万m3", "万立方米", "万方", "10^4m^3"],
    "Nm3": ["Nm^3", "标方", "标立方", "标立方米", "标准立方米", "标m3"],
    "10^4Nm3": ["万Nm3", "万标方", "万标立方米", "万标准立方米", "万标m3", "10^4Nm^3"],
    "gce": ["克标煤", "克标准煤"], "kgce": ["千克标煤", "千克标准煤", "公斤标煤", "kg标煤", "kg标准煤"],
    "tce": ["吨标煤", "吨标准煤", "t标煤", "t标准煤"], "万tce": ["万吨标煤", "万吨标准煤"],
    "tC": ["吨碳"], "kgCO2": ["千克二氧化碳", "公斤二氧化碳"], "tCO2": ["吨二氧化碳"],
    "万tCO2": ["万吨二氧化碳"], "kgCO2e": ["kgCO2eq", "千克二氧化碳当量"],
    "tCO2e": ["tCO2eq", "吨二氧化碳当量", "tCO2当量"], "万tCO2e": ["万吨二氧化碳当量"],
    "kvarh": ["千乏时"], "Mvarh": ["兆乏时"], "%": ["百分比"], "mmBtu": ["百万英热单位"],
  ]

  private static let exact: [String: Unit] = {
    var table: [String: Unit] = [:]
    for unit in units {
      for name in [unit.symbol] + aliases[unit.symbol, default: []] { table[name] = unit }
    }
    return table
  }()

  // mg is written with care only: Mg is a tonne.
  private static let folded = Dictionary(
    exact.filter { $0.key != "mg" }.map { ($0.key.lowercased(), $0.value) }
  ) { a, _ in a
  }

  private static func decimal(_ units: Int128, _ decimals: Int) -> Rational {
    Rational(units: units, decimals: decimals)
  }

  private static func power(_ exponent: Int) -> Rational {
    (0..<exponent).reduce(.one) { product, _ in product * Rational(10) }
  }
}
