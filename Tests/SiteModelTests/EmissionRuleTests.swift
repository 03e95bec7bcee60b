import SiteModel
import Testing

@Suite struct EmissionRuleTests {
  /// Computes with values of `number unit`.
  private func evaluate(
    _ rule: String, _ inputs: [String: (String, String)]
  ) throws -> Evaluation {
    let quantities = try inputs.mapValues { try Quantity($0.0, $0.1) }
    return try EmissionTemplate.rule(rule).evaluate(inputs: quantities)
  }

  private func coal(
    _ consumption: String, _ ncv: String, _ cc: String, _ of: String
  ) throws -> Evaluation {
    try evaluate(
      "fuel-combustion-solid-liquid",
      [
        "fuel.quantity": (consumption, "t"), "fuel.ncv": (ncv, "GJ/t"), "fuel.cc": (cc, "tC/GJ"),
        "fuel.of": (of, "%"),
      ])
  }

  @Test(arguments: EmissionTemplate.rules)
  func `every rule set that is shipped is sound`(_ name: String) throws {
    let rule = try RuleSet(json: EmissionTemplate.text("rules/\(name)"), file: name)
    #expect(name == "\(rule.id).json")
  }

  @Test func `W1 vectors of GBT 32151-34 come out`() throws {
    #expect(try coal("2", "1", "0.015", "98").result.value.text == "0.1078")
    #expect(try coal("10", "1", "0.02", "100").result.value.text(decimals: 6) == "0.733333")
  }

  @Test func `W5 is 179-6667 and never 179-6683`() throws {
    let result = try coal("100", "20", "0.025", "98")
    #expect(result.result.value == Rational("539/3"))
    #expect(result.result.value.text(decimals: 4) == "179.6667")
    #expect(result.text == "179.67")
  }

  @Test func `C2 a hundred thousand tonnes of bituminous coal`() throws {
    let table = try EmissionTemplate.factorTable()
    let fuel = ["ncv", "cc", "of"].reduce(into: [String: Quantity]()) { inputs, part in
      inputs["fuel.\(part)"] = table["gbt32151_34.bituminous.\(part)"]?.value
    }
    let inputs = try fuel.merging(["fuel.quantity": Quantity("10", "万t")]) { $1 }
    let result = try EmissionTemplate.rule("fuel-combustion-solid-liquid").evaluate(inputs: inputs)
    #expect(result.result.value.text == "174174.957")
    #expect(result.text == "174174.96")
  }

  @Test func `W4 nothing is rounded on the way`() throws {
    let result = try evaluate(
      "fuel-combustion-gas",
      [
        "fuel.quantity": ("210000", "Nm3"), "fuel.ncv": ("389.31", "GJ/10^4Nm3"),
        "fuel.cc": ("0.01532", "tC/GJ"), "fuel.of": ("0.99", "1"),
      ])
    #expect(result.result.value.text(decimals: 4) == "454.6532")
    #expect(result.result.value.exactText == "454.653191916")
    #expect(
      result.steps.map(\.quantity.description) == [
        "8175.51 GJ", "125.2488132 tC", "123.996325068 tC", "454.653191916 tCO2",
      ])
    #expect(result.inputs.first?.quantity.description == "21 10^4Nm3")
  }

  @Test func `C7 Xinjiang electricity and heat of 2023`() throws {
    let table = try EmissionTemplate.factorTable()
    let power = try EmissionTemplate.rule("purchased-electricity").evaluate(inputs: [
      "electricity.quantity": Quantity("12345678", "kWh"),
      "electricity.factor": #require(table["grid.prov.Xinjiang.2023"]).value,
    ])
    let heat = try EmissionTemplate.rule("purchased-heat").evaluate(inputs: [
      "heat.quantity": Quantity("8900.12", "GJ"),
      "heat.factor": #require(table["heat.default"]).value,
    ])
    #expect(power.result.value.text == "7433.3327238" && power.text == "7433.33")
    #expect(heat.result.value.text == "979.0132" && heat.text == "979.01")
    #expect((power.result.value + heat.result.value).text(decimals: 4) == "8412.3459")
  }

  @Test func `a year of a steel works is not the sum of rounded quarter hours`() throws {
    let result = try evaluate(
      "purchased-electricity",
      ["electricity.quantity": ("959636.71", "kWh"), "electricity.factor": ("0.4585", "kgCO2/kWh")])
    #expect(result.result.value.text == "439.993431535" && result.text == "439.99")
  }

  @Test func `a line is rounded once and half to even`() throws {
    let result = try evaluate(
      "purchased-heat", ["heat.quantity": ("1.0245", "GJ"), "heat.factor": ("1", "tCO2/GJ")])
    #expect(result.text == "1.02")
    let even = try evaluate(
      "purchased-heat", ["heat.quantity": ("1.025", "GJ"), "heat.factor": ("1", "tCO2/GJ")])
    #expect(even.text == "1.02" && even.rounded == Rational("1.02"))
  }

  @Test func `a blank is never zero`() {
    #expect(
      throws: EmissionFault.missingInputs(
        rule: "fuel-combustion-solid-liquid", names: ["fuel.ncv", "fuel.of"])
    ) {
      try evaluate(
        "fuel-combustion-solid-liquid", ["fuel.quantity": ("1", "t"), "fuel.cc": ("0.02", "tC/GJ")])
    }
  }

  @Test(arguments: [
    (
      ["electricity.quantity": ("-1", "MWh"), "electricity.factor": ("0.6", "tCO2/MWh")],
      EmissionFault.negativeActivity(
        rule: "purchased-electricity", input: "electricity.quantity", value: "-1 MWh")
    ),
    (
      ["electricity.quantity": ("1", "MWh"), "electricity.factor": ("602.1", "tCO2/MWh")],
      .outOfRange(
        rule: "purchased-electricity", input: "electricity.factor", value: "602.1 tCO2/MWh",
        range: "0 … 2 tCO2/MWh")
    ),
    (
      ["electricity.quantity": ("1", "MW"), "electricity.factor": ("0.6", "tCO2/MWh")],
      .unitMismatch(
        rule: "purchased-electricity", input: "electricity.quantity", given: "MW", expected: "MWh")
    ),
    (
      [
        "electricity.quantity": ("1", "MWh"), "electricity.factor": ("0.6", "tCO2/MWh"),
        "heat": ("1", "GJ"),
      ],
      .unknownInput(rule: "purchased-electricity", name: "heat")
    ),
  ])
  func `what nobody can mean is refused by name`(
    _ inputs: [String: (String, String)], _ fault: EmissionFault
  ) {
    #expect(throws: fault) { try evaluate("purchased-electricity", inputs) }
  }

  @Test func `from 2026 the new edition is spoken of`() throws {
    for name in EmissionTemplate.rules {
      let rule = try RuleSet(json: EmissionTemplate.text("rules/\(name)"), file: name)
      let (before, after) = try (
        #require(CivilDate("2025-12-31")), #require(CivilDate("2026-01-31"))
      )
      #expect(!rule.remarks(forPeriodEnding: before).contains { $0.en.contains("32150-2025") })
      #expect(rule.remarks(forPeriodEnding: after).contains { $0.en.contains("32150-2025") })
      #expect(rule.covers(before, after))
    }
  }
}
