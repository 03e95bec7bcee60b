import SiteModel
import TestSupport
import Testing

@Suite struct UnitTests {
  @Test(arguments: [
    ("KWH", "kWh"), ("kwh", "kWh"), ("Kw·h", "kWh"), ("kW.h", "kWh"), ("度", "kWh"),
    ("千瓦时", "kWh"), ("千瓦·时", "kWh"), ("ｋＷｈ", "kWh"), (" kWh ", "kWh"), ("瓩时", "kWh"),
    ("万度", "万kWh"), ("百萬度", "GWh"), ("萬瓩", "万kW"), ("兆瓦时", "MWh"), ("吨", "t"), ("噸", "t"),
    ("T", "t"), ("万吨", "万t"), ("吨标煤", "tce"), ("千克标准煤", "kgce"), ("TCE", "tce"),
    ("万Nm3", "10^4Nm3"), ("10⁴Nm³", "10^4Nm3"), ("万标方", "10^4Nm3"), ("Nm³", "Nm3"), ("NM3", "Nm3"),
    ("㎥", "m3"), ("m^3", "m3"), ("立方米", "m3"), ("％", "%"), ("tCO₂", "tCO2"), ("TCO2", "tCO2"),
    ("tCO2eq", "tCO2e"), ("吨二氧化碳当量", "tCO2e"), ("short_ton", "short ton"), ("MMBTU", "mmBtu"),
    ("tCO2/MWh", "tCO2/MWh"), ("kgCO2/(kW·h)", "kgCO2/kWh"), ("kgCO2/kW·h", "kgCO2/kWh"),
    ("GJ/万Nm3", "GJ/10^4Nm3"), ("吨/小时", "t/h"), ("tCO2／ＭＷｈ", "tCO2/MWh"), ("tC/GJ", "tC/GJ"),
    ("1/h", "1/h"), ("h^-1", "1/h"), ("毫克/标方", "mg/Nm3"), ("kWh/(t·d)", "kWh/t/d"),
    ("t·kg/h^2", "t·kg/h^2"),
  ])
  func `what plants write has one symbol`(_ text: String, _ symbol: String) throws {
    #expect(try Unit(text).symbol == symbol)
  }

  @Test(arguments: [
    "", "ton", "tons", "标煤", "t/年", "mW", "mWh", "mJ", "Mg", "MG", "Mg/Nm3", "t/", "/t", "t//h",
    "(t", "t)",
    "t^0", "t^10", "t^", "t^t", "kg kg", "$", "S", "((((((t))))))",
    "t^9·t^9·t^9·t^9·t^9·t^9·t^9·t^9·t^9·t^9·t^9·t^9", "t^-9223372036854775808",
  ])
  func `what says no exact amount is refused`(_ text: String) {
    #expect(throws: UnitFault.unknown(unit: text)) { try Unit(text) }
  }

  @Test func `every symbol and alias means one unit in any letter case`() throws {
    let symbols = [
      "1", "%", "g", "kg", "t", "万t", "kJ", "MJ", "GJ", "TJ", "Wh", "kWh", "MWh", "GWh", "万kWh",
      "W",
      "kW", "MW", "s", "h", "d", "m3", "Nm3", "10^4Nm3", "L", "kgce", "tce", "kgC", "tC", "kgCO2",
      "tCO2", "kgCO2e", "tCO2e", "short ton", "mmBtu", "kvarh", "tCH4", "tN2O",
    ]
    for symbol in symbols {
      #expect(try Unit(symbol).symbol == symbol)
      if symbol.utf8.count > 1 { #expect(try Unit(symbol.lowercased()).symbol == symbol) }
    }
  }

  @Test(arguments: [
    ("1", "short ton", "kg", "907.18474"), ("1", "mmBtu", "kJ", "1055055.85262"),
    ("1", "kgce", "kJ", "29307.6"), ("1", "tce", "MWh", "8.141"), ("1", "万kWh", "GJ", "36"),
    ("0.6021", "kgCO2/kWh", "tCO2/MWh", "0.6021"), ("22867", "kJ/kg", "GJ/t", "22.867"),
    ("26.1", "kgC/GJ", "tC/GJ", "0.0261"), ("93", "%", "1", "0.93"), ("1", "d", "h", "24"),
    ("389.31", "GJ/10^4Nm3", "MJ/Nm3", "38.931"), ("21", "万Nm3", "Nm3", "210000"),
    ("1", "MW·d", "MWh", "24"), ("250", "kW·h", "MWh", "0.25"), ("1000", "L", "m3", "1"),
    ("1", "kWh/h", "kW", "1"), ("20", "tC/TJ", "tC/GJ", "0.02"), ("200", "mg/Nm3", "g/Nm3", "0.2"),
  ])
  func `a conversion is exact and comes back`(
    _ value: String, _ from: String, _ to: String, _ expected: String
  ) throws {
    let quantity = try Quantity(value, from)
    let converted = try quantity.converted(to: Unit(to))
    #expect(converted.value.text == expected)
    #expect(try converted.converted(to: Unit(from)) == quantity)
  }

  @Test(arguments: [
    ("tCO2", "t"), ("tC", "tCO2"), ("tCO2", "tCO2e"), ("Nm3", "m3"), ("kW", "kWh"),
    ("kvarh", "kWh"),
    ("GJ/t", "GJ/10^4Nm3"), ("%", "t"),
  ])
  func `unlike things do not convert and both are named`(_ from: String, _ to: String) throws {
    let quantity = try Quantity("1", from)
    #expect(throws: UnitFault.mismatch(from: from, to: to)) {
      try quantity.converted(to: Unit(to))
    }
  }

  @Test func `power over time is energy`() throws {
    let expression = try Expression("load * hours")
    let energy = try expression.value(
      ["load": Quantity("250", "kW"), "hours": Quantity("90", "min")], in: Unit("kWh"))
    #expect(energy.value == Rational(375))
  }

  @Test func `a symbol is read back as the same unit`() throws {
    for text in [
      "kgCO2/(kW·h)", "short ton/MWh", "t·kg/h^2", "GJ/万Nm3", "kWh/(t·d)", "1/s", "kW/1·(h)",
    ] {
      let unit = try Unit(text)
      #expect(try Unit(unit.symbol) == unit)
    }
  }

  @Test func `no text of a unit traps`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("unit fuzz seed \(seed)")
    var random = SeededRandom(seed: seed)
    let pieces = [
      "t", "kW", "·", "h", "/", "(", ")", "^", "9", "-", "1", "%", "吨", "万", "Nm³", "m", " ",
    ]
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...10, using: &random)
      let text = (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      guard let unit = try? Unit(text) else { continue }
      #expect((try? Unit(unit.symbol)) == unit, "seed \(seed): \(text)")
    }
  }
}
