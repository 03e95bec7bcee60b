import SiteModel
import TestSupport
import Testing

@Suite struct RuleSetExampleTests {
  private static let sound = """
    {"id": "x", "version": 1, "title": {"zh": "甲", "en": "x"}, "effective": {"from": "2024-01-01"},
     "gas": "CO2", "category": "process", "inputs": [
       {"name": "a", "unit": "t", "title": {"zh": "甲", "en": "a"}, "role": "activity"},
       {"name": "f", "unit": "tCO2/t", "title": {"zh": "乙", "en": "f"}, "role": "factor",
        "range": {"min": "0", "max": "3"}}],
     "equations": [{"name": "e", "expression": "a * f", "unit": "tCO2"}],
     "result": "e", "decimals": 2, "citations": [{"text": "here", "mark": "B"}],
     "examples": [{"inputs": {"a": "2500 kg", "f": "1/3 tCO2/t"}, "result": "0.8333",
       "decimals": 4, "source": "by hand"}]}
    """

  @Test func `an example is kept with its inputs, result and source`() throws {
    let example = try #require(try RuleSet(json: Self.sound, file: "x.json").examples.first)
    #expect(example.inputs["a"] == (try Quantity("2500", "kg")))
    #expect(example.result == Rational("0.8333") && example.source == "by hand")
  }

  @Test(arguments: [
    ("\"0.8333\"", "\"0.8334\"", "emission-data.example-differs", "examples[0]"),
    ("\"decimals\": 4", "\"decimals\": 5", "emission-data.example-differs", "examples[0]"),
    ("a * f", "a * f * 2", "emission-data.example-differs", "examples[0]"),
    ("1/3 tCO2/t", "4 tCO2/t", "emission-data.example-fails", "examples[0]"),
    ("2500 kg", "2500 kWh", "emission-data.example-fails", "examples[0]"),
    ("2500 kg", "2500", "emission-data.malformed", "examples[0].inputs.a"),
    ("2500 kg", "2500 ton", "emission-data.unknown-unit", "examples[0].inputs.a"),
    ("{\"a\": ", "{\"b\": ", "emission-data.unknown-member", "examples[0].inputs.b"),
    ("\"a\": \"2500 kg\", ", "", "emission-data.missing", "examples[0].inputs.a"),
    (", \"source\": \"by hand\"", "", "emission-data.missing", "examples[0].source"),
  ])
  func `a rule set whose example does not come out is refused`(
    _ right: String, _ wrong: String, _ key: String, _ place: String
  ) throws {
    let text = Self.sound.replacing(right, with: wrong, maxReplacements: 1)
    try #require(text != Self.sound)
    let fault = #expect(throws: EmissionDataFault.self) {
      try RuleSet(json: text, file: "x.json")
    }
    #expect(fault?.phrase.key == key && fault?.phrase.values["place"] == "x.json#\(place)")
  }

  @Test(arguments: EmissionTemplate.rules)
  func `every example of every shipped rule set comes out`(_ name: String) throws {
    let rule = try RuleSet(json: EmissionTemplate.text("rules/\(name)"), file: name)
    #expect(!rule.examples.isEmpty)
    for example in rule.examples {
      let found = try rule.evaluate(inputs: example.inputs).result.value
      #expect(found.rounded(decimals: example.decimals) == example.result, "\(example.source)")
    }
  }

  @Test(arguments: EmissionTemplate.rules)
  func `what is known from memory or one transcription says so on every output`(
    _ name: String
  ) throws {
    let rule = try RuleSet(json: EmissionTemplate.text("rules/\(name)"), file: name)
    // The general standard says what to count, not by which equation.
    let sources = rule.citations.filter { !$0.text.hasPrefix("GB/T 32150") }
    let isWeak = sources.allSatisfy { [.transcribed, .unconfirmed].contains($0.mark) }
    #expect(!isWeak || rule.notConfirmed.contains { $0.from == nil })
  }

  @Test func `the shipped factors fit the inputs of the sectors`() throws {
    let table = try EmissionTemplate.factorTable()
    for (rule, input, factor) in [
      ("cement-clinker", "clinker.factor", "cement.clinker.portland"),
      ("cement-clinker", "substitute.factor", "cement.deduct.carbide_slag"),
      ("aluminium-anode", "anode.residual", "al.guide2024.anode_residual"),
      ("aluminium-anode-default", "anode.net", "al.guide2024.anode_net"),
      ("aluminium-pfc", "cf4.factor", "al.guide2024.cf4"),
      ("aluminium-pfc", "c2f6.factor", "al.guide2024.c2f6"),
      ("steel-electrode", "electrode.factor", "steel.in.electrode"),
      ("steel-sequestered", "product.factor", "steel.out.benzole"),
      ("chemical-feed", "feed.carbon", "chem.c.methanol"),
      ("carbonate", "carbonate.factor", "carbonate.chem_guide.caco3"),
      ("nitric-acid-n2o", "n2o.factor", "chem.nitric.high_pressure"),
      ("nitric-acid-n2o", "abatement.efficiency", "chem.nitric.nscr"),
      ("desulphurisation", "sorbent.carbonate", "gbt32151_34.fgd_i"),
      ("carbon-baking", "volatile.share", "gbt32151_34.k_volatile"),
    ] {
      let wanted = try #require(
        EmissionTemplate.rule(rule).inputs.first { $0.name == input }, "\(rule) \(input)")
      let value = try #require(table[factor], "\(factor)").value.converted(to: wanted.unit).value
      #expect(value >= wanted.least && wanted.most.map { value <= $0 } ?? true, "\(factor)")
    }
  }

  @Test func `a number that a formula holds is that of the shipped factor`() throws {
    let table = try EmissionTemplate.factorTable()
    for (rule, id) in [
      ("aluminium-pfc", "gwp100.ar5.CF4"), ("aluminium-pfc", "gwp100.ar5.C2F6"),
      ("aluminium-pfc", "al.guide2024.gwp_cf4"), ("aluminium-pfc", "al.guide2024.gwp_c2f6"),
      ("nitric-acid-n2o", "gwp100.sar.N2O"), ("coal-mine-methane", "gwp100.sar.CH4"),
      ("coal-mine-methane", "const.ch4_density"), ("co2-recovered", "const.co2_density"),
    ] {
      let factor = try #require(table[id], "\(id)")
      let formulas = try EmissionTemplate.rule(rule).equations.map(\.expression.text).joined()
      #expect(formulas.contains(" \(factor.text)[\(factor.value.unit)]"), "\(rule) \(id)")
      #expect(factor.mark != .unconfirmed)
    }
  }

  @Test func `what is named an equivalent has its GWPs in its citations`() throws {
    for name in EmissionTemplate.rules {
      let rule = try RuleSet(json: EmissionTemplate.text("rules/\(name)"), file: name)
      guard let gwp = rule.gwp else { continue }
      #expect(rule.citations.contains { $0.text.hasPrefix("\(gwp) GWP100") }, "\(name)")
    }
  }
}
