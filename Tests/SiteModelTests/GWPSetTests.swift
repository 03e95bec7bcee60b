import SiteModel
import Testing

@Suite struct GWPSetTests {
  private static let methane = """
    {"id": "x", "version": 1, "title": {"zh": "甲烷", "en": "methane"},
     "effective": {"from": "2024-01-01"}, "gas": "CH4", "gwp": "AS BOUND", "category": "fugitive",
     "inputs": [
       {"name": "m", "unit": "tCH4", "title": {"zh": "量", "en": "mass"}, "role": "activity"},
       {"name": "g", "unit": "tCO2e/tCH4", "title": {"zh": "增温潜势", "en": "GWP"}, "role": "factor"}],
     "equations": [{"name": "e", "expression": "m * g", "unit": "tCO2e"}],
     "result": "e", "decimals": 2, "citations": [{"text": "here", "mark": "B"}]}
    """

  private func line(_ factor: Factor, _ text: String = methane) throws -> Inventory.Line {
    let input = Inventory.Input(
      name: "g", quantity: factor.value,
      origin: .factor(factor, record: try #require(RecordKey(type: "factor", id: "g")), nil))
    return Inventory.Line(
      source: ("S-1", "甲烷"), rules: try RuleSet(json: text, file: "x.json"),
      hash: ContentHash(of: []), inputs: [input],
      evaluation: try RuleSet(json: text, file: "x.json").evaluate(inputs: [
        "m": Quantity("10", "tCH4"), "g": factor.value,
      ]))
  }

  @Test(arguments: [
    ("gwp100.sar.CH4", "IPCC SAR", "210.00"), ("gwp100.ar5.CH4_fossil", "IPCC AR5", "300.00"),
    ("gwp100.ar6.CH4_generic", "IPCC AR6", "279.00"),
  ])
  func `the set that is bound is the set that is computed by, and named`(
    _ id: String, _ name: String, _ value: String
  ) throws {
    let factor = try #require(EmissionTemplate.factorTable()[id])
    let line = try line(
      factor, Self.methane.replacing("\"gwp\": \"AS BOUND\"", with: "\"gwp\": \"\(name)\""))
    #expect(line.gwps == [name] && line.evaluation?.text == value)
  }

  @Test func `an inventory says each line's set, and lines without one say nothing`() throws {
    let factor = try #require(EmissionTemplate.factorTable()["gwp100.ar6.N2O"])
    #expect(factor.gwpName == "IPCC AR6" && factor.mark == .confirmed)
    #expect(try #require(EmissionTemplate.factorTable()["heat.default"]).gwpName == nil)
    let bound = try line(try #require(EmissionTemplate.factorTable()["gwp100.ar5.CH4"]))
    let calendar = ProductionCalendar.natural(at: .beijing)
    let inventory = Inventory(
      period: try Period("2025"), calendar: calendar, engine: engineNumber, lines: [bound],
      months: .init())
    let json = inventory.json(entity: "e", pins: .null)
    #expect(json["lines"]?.array?[0]["gwp"] == ["AS BOUND", "IPCC AR5"])
  }

  @Test func `each set has the gases that inventories speak of, each with its mark`() throws {
    let table = try EmissionTemplate.factorTable()
    for set in GWPSet.allCases {
      let gases = table.factors.values.filter { GWPSet(factor: $0.id) == set }
      #expect(gases.count >= 6, "\(set)")
      #expect(gases.contains { $0.value.unit.symbol == "tCO2e/tN2O" }, "\(set)")
      #expect(gases.contains { $0.value.unit.symbol == "tCO2e/tCF4" }, "\(set)")
    }
  }
}
