import SiteModel
import Testing

@Suite struct EmissionDataTests {
  private static let sound = """
    {"id": "x", "version": 1, "title": {"zh": "甲", "en": "x"}, "effective": {"from": "2024-01-01"},
     "gas": "CO2", "category": "process", "inputs": [
       {"name": "a", "unit": "t", "title": {"zh": "甲", "en": "a"}, "role": "activity"},
       {"name": "f", "unit": "tCO2/t", "title": {"zh": "乙", "en": "f"}, "role": "factor"}],
     "equations": [{"name": "e", "expression": "a * f", "unit": "tCO2"}],
     "result": "e", "decimals": 2, "citations": [{"text": "here", "mark": "B"}]}
    """

  @Test func `the smallest sound rule set is read`() throws {
    let rule = try RuleSet(json: Self.sound, file: "x.json")
    #expect(rule.inputs.map(\.name) == ["a", "f"] && rule.notConfirmed.isEmpty)
  }

  @Test(arguments: [
    ("\"tCO2/t\"", "\"tC/t\"", "emission-data.formula"),
    ("a * f", "a + f", "emission-data.formula"), ("a * f", "a * f *", "emission-data.formula"),
    ("a * f", "f * 1[t]", "emission-data.unused"), ("a * f", "a * g", "emission-data.formula"),
    ("\"result\": \"e\"", "\"result\": \"a\"", "emission-data.malformed"),
    ("\"unit\": \"tCO2\"", "\"unit\": \"kgCO2\"", "emission-data.result-not-co2"),
    ("\"gas\": \"CO2\"", "\"gas\": \"CH4\"", "emission-data.result-not-co2"),
    ("\"gas\": \"CO2\"", "\"gas\": \"CO\"", "emission-data.malformed"),
    ("\"name\": \"f\"", "\"name\": \"a\"", "emission-data.duplicate"),
    ("\"name\": \"e\"", "\"name\": \"min\"", "emission-data.malformed"),
    ("\"unit\": \"t\"", "\"unit\": \"ton\"", "emission-data.unknown-unit"),
    ("\"mark\": \"B\"", "\"mark\": \"D\"", "emission-data.malformed"),
    ("\"version\": 1", "\"version\": 1.0", "emission-data.malformed"),
    ("\"version\": 1, ", "", "emission-data.missing"),
    ("\"from\": \"2024-01-01\"", "\"from\": \"2024-02-30\"", "emission-data.malformed"),
    (
      "\"from\": \"2024-01-01\"", "\"from\": \"2024-01-01\", \"until\": \"2023-01-01\"",
      "emission-data.malformed"
    ),
    (
      "\"role\": \"activity\"",
      "\"role\": \"activity\", \"range\": {\"min\": \"2\", \"max\": \"1\"}",
      "emission-data.malformed"
    ),
    ("\"role\": \"factor\"", "\"role\": \"factor\", \"rnage\": {}", "emission-data.unknown-member"),
    ("\"id\"", "\"engine\": \(engineNumber + 1), \"id\"", "emission-data.needs-newer-engine"),
    ("\"id\"", "\"x\": 2, \"id\"", "emission-data.unknown-member"),
    ("{\"id\"", "{{\"id\"", "emission-data.not-json"),
  ])
  func `a mistake in a rule set is found when it is read`(
    _ right: String, _ wrong: String, _ key: String
  ) throws {
    let text = Self.sound.replacing(right, with: wrong, maxReplacements: 1)
    try #require(text != Self.sound)
    let fault = #expect(throws: EmissionDataFault.self) {
      try RuleSet(json: text, file: "x.json")
    }
    #expect(fault?.phrase.key == key)
    let place = fault?.phrase.values["place"] ?? fault?.phrase.values["file"] ?? ""
    #expect(place.hasPrefix("x.json"))
  }

  @Test func `an equivalent needs its GWPs named`() throws {
    let methane = Self.sound.replacing("\"gas\": \"CO2\"", with: "\"gas\": \"CH4\"")
      .replacing("tCO2/t", with: "tCH4/t").replacing("\"tCO2\"", with: "\"tCO2e\"")
      .replacing("a * f", with: "a * f * 28[tCO2e/tCH4]")
    #expect(
      throws: EmissionDataFault.resultNotCarbonDioxide(place: "x.json#result", unit: "tCO2e")
    ) { try RuleSet(json: methane, file: "x.json") }
    let named = methane.replacing("\"id\"", with: "\"gwp\": \"IPCC AR5\", \"id\"")
    let result = try RuleSet(json: named, file: "x.json").evaluate(inputs: [
      "a": Quantity("10", "t"), "f": Quantity("0.5", "kgCH4/kg"),
    ])
    #expect(result.result.description == "140 tCO2e")
  }

  @Test func `a range may allow less than nothing`() throws {
    let text = Self.sound.replacing(
      "\"role\": \"activity\"", with: "\"role\": \"activity\", \"range\": {\"min\": \"-5\"}")
    let rule = try RuleSet(json: text, file: "x.json")
    let factor = try Quantity("1", "tCO2/t")
    #expect(try rule.evaluate(inputs: ["a": Quantity("-5", "t"), "f": factor]).text == "-5.00")
    #expect(throws: EmissionFault.negativeActivity(rule: "x", input: "a", value: "-6 t")) {
      try rule.evaluate(inputs: ["a": Quantity("-6", "t"), "f": factor])
    }
  }

  @Test func `a division by zero names its equation`() throws {
    let text = Self.sound.replacing("a * f", with: "a * f / (f * 1[t] / 1[tCO2])")
    let rule = try RuleSet(json: text, file: "x.json")
    let fault = #expect(throws: EmissionFault.self) {
      try rule.evaluate(inputs: ["a": Quantity("1", "t"), "f": Quantity("0", "tCO2/t")])
    }
    #expect(fault?.cause == .divisionByZero(offset: 9))
    #expect(fault?.phrase.key == "emission.division-by-zero")
  }
}
