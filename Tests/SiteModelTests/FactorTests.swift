import SiteModel
import TestSupport
import Testing

@Suite struct FactorTests {
  @Test func `what is shipped is known well enough to ship`() throws {
    let table = try EmissionTemplate.factorTable()
    #expect(table.factors.count == 534)
    let unconfirmed = table.factors.keys.filter { table[$0]?.mark == .unconfirmed }
    // A set of GWPs with holes, and an unmeasured coal without its default, would be filled by
    // hand; these alone are shipped from memory, and say so.
    #expect(
      unconfirmed.allSatisfy { $0.hasPrefix("gwp100.") || $0.hasPrefix("power_guide.") })
    for (id, value, unit, mark) in [
      ("grid.prov.Xinjiang.2021", "0.6577", "kgCO2/kWh", ConfidenceMark.transcribed),
      ("grid.prov.Xinjiang.2022", "0.6231", "kgCO2/kWh", .transcribed),
      ("grid.prov.Xinjiang.2023", "0.6021", "kgCO2/kWh", .confirmed),
      ("grid.region.northwest.2023", "0.5543", "kgCO2/kWh", .confirmed),
      ("grid.ets.2021_22", "0.581", "tCO2/MWh", .confirmed),
      ("heat.default", "0.11", "tCO2/GJ", .confirmed),
      ("gbt32151_34.bituminous.ncv", "19.570", "GJ/t", .pageVerified),
      ("gbt32151_34.natural_gas.ncv", "389.31", "GJ/10^4Nm3", .pageVerified),
    ] {
      let factor = try #require(table[id])
      #expect(factor.text == value && factor.value.unit.symbol == unit && factor.mark == mark)
    }
  }

  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `shipped factors are those of the collected table`() throws {
    let table = try EmissionTemplate.factorTable()
    var found = 0
    for line in try EmissionTemplate.collectedFactors() {
      let cells = line.replacing(/"[^"]*"/) { _ in "name" }
        .split(separator: ",", omittingEmptySubsequences: false)
      guard let id = cells.first, let factor = table[String(id)] else { continue }
      let mark = cells.last?.split(separator: "-").first.map(String.init)
      found += 1
      #expect(cells[3].lowercased() == factor.quantity && mark == factor.mark.rawValue, "\(id)")
      #expect(Self.says(cells[4], factor.text), "\(id)")
      #expect(
        Self.plain(cells[5]) == Self.plain(factor.value.unit.symbol)
          || factor.quantity == "gwp100" && factor.value.unit.symbol.hasPrefix(cells[5]), "\(id)")
    }
    #expect(found == table.factors.count)
  }

  /// `2.184e-3` is written out; every other number stands as it was published.
  private static func says(_ published: Substring, _ text: String) -> Bool {
    let parts = published.split(separator: "e-")
    guard parts.count == 2, let small = Rational(String(parts[0])), parts[1] == "3" else {
      return published == text
    }
    return small / Rational(1000) == Rational(text)
  }

  /// A unit without the stuff it counts, which the table mostly leaves out.
  private static func plain(_ unit: some StringProtocol) -> String {
    if ["-", "fraction", "ratio", "tCO2e/tCF4", "tCO2e/tC2F6"].contains(unit) { return "1" }
    let stuffs = ["CO2", "CH4", "N2O", "SF6", "NF3", "C2F6", "CF4", "Al", " clinker"]
    return stuffs.reduce(String(unit)) { $0.replacing($1, with: "") }
  }

  @Test func `every factor fits the rule set it is meant for`() throws {
    let table = try EmissionTemplate.factorTable()
    let rules =
      try ["purchased-electricity", "purchased-heat", "fuel-combustion-solid-liquid"]
      .map(EmissionTemplate.rule) + [EmissionTemplate.rule("fuel-combustion-gas")]
    let inputs = rules.flatMap(\.inputs).filter { $0.role == .factor }
    let meant = [
      "electricity_emission_factor", "heat_emission_factor", "net_calorific_value",
      "carbon_content_per_heat", "oxidation_rate",
    ]
    for factor in table.factors.values where meant.contains(factor.quantity) {
      let takers = inputs.filter { input in
        guard let value = try? factor.value.converted(to: input.unit).value else { return false }
        return value >= input.least && input.most.map { value <= $0 } ?? true
      }
      #expect(!takers.isEmpty, "\(factor.id)")
    }
  }

  @Test func `each factor becomes a record of its own, with its source and its mark`() throws {
    let factors = try EmissionTemplate.factorTable().factors.values
    let undated = factors.filter { $0.published == nil }.map(\.id)
    #expect(undated == ["grid.ets.le2020"])
    #expect(factors.allSatisfy { !$0.source.isEmpty && $0.id.utf8.count <= 40 })
    let names = factors.map { $0.id.lowercased().replacing(/[^a-z0-9]/) { _ in "-" } }
    #expect(Set(names).count == factors.count)
    #expect(try factors.allSatisfy { try Factor(record: $0.record) == $0 })
  }

  @Test func `a factor speaks of its days and is known after its publication`() throws {
    let table = try EmissionTemplate.factorTable()
    let xinjiang = try #require(table["grid.prov.Xinjiang.2022"])
    #expect(xinjiang.covers(try #require(CivilDate("2022-12-31"))))
    #expect(!xinjiang.covers(try #require(CivilDate("2023-01-01"))))
    #expect(xinjiang.knownSince == CivilDate("2024-12-31"))
    let old = try #require(table["grid.ets.le2020"])
    #expect(old.covers(try #require(CivilDate("2016-06-30"))) && old.knownSince == nil)
  }

  @Test(arguments: [
    ("\"0.5\"", "\"o.5\"", "emission-data.malformed"),
    ("\"0.5\"", "0.5", "emission-data.malformed"),
    ("\"t\"", "\"ton\"", "emission-data.unknown-unit"),
    ("\"A1\"", "\"A2\"", "emission-data.malformed"),
    ("\"year\": 2023", "\"validFrom\": \"2023\"", "emission-data.malformed"),
    ("\"year\": 2023,", "", "emission-data.missing"),
    ("\"year\": 2023", "\"year\": 2023, \"validFrom\": \"2023-01-01\"", "emission-data.malformed"),
    ("\"2024-04\"", "\"2024-13\"", "emission-data.malformed"),
    ("\"2024-04\"", "\"about 2024\"", "emission-data.malformed"),
    ("\"source\": \"s\",", "", "emission-data.missing"),
    ("\"source\"", "\"note\": \"\", \"source\"", "emission-data.unknown-member"),
  ])
  func `a mistake in a factor is found when it is read`(
    _ right: String, _ wrong: String, _ key: String
  ) throws {
    let sound = """
      {"factors": [{"id": "a", "title": {"zh": "甲", "en": "a"}, "quantity": "q", "value": "0.5",
       "unit": "t", "year": 2023, "published": "2024-04", "source": "s", "mark": "A1"}]}
      """
    var table = FactorTable()
    try table.add(json: sound, file: "f.json")
    let text = sound.replacing(right, with: wrong)
    try #require(text != sound)
    var other = FactorTable()
    let fault = #expect(throws: EmissionDataFault.self) {
      try other.add(json: text, file: "f.json")
    }
    #expect(fault?.phrase.key == key && other == FactorTable())
  }

  @Test func `an id is given once`() throws {
    let text = try EmissionTemplate.text("factors/heat.json")
    var table = FactorTable()
    try table.add(json: text, file: "heat.json")
    let place = "again.json#factors[0].id"
    #expect(throws: EmissionDataFault.duplicate(place: place, name: "heat.default")) {
      try table.add(json: text, file: "again.json")
    }
  }
}
