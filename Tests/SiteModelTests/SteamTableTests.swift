import SiteModel
import TestSupport
import Testing

@Suite struct SteamTableTests {
  private static let saturated = """
    {"source": "s", "mark": "B", "rows": [
      {"pressure": "1", "temperature": "180", "enthalpy": "2777"},
      {"pressure": "2", "temperature": "212", "enthalpy": "2797"}]}
    """
  private static let superheated = """
    {"source": "s", "mark": "B", "pressures": ["1", "2"], "rows": [
      {"temperature": "100", "enthalpies": ["420", "421"]},
      {"temperature": "250", "enthalpies": ["2943", "2903"]}]}
    """

  private func number(_ text: String) throws -> Rational { try #require(Rational(text)) }

  @Test func `saturated steam of 1-75 MPa is 205-7 °C and 2794-45 kJ a kilogram`() throws {
    let steam = try EmissionTemplate.steam().saturated(atPressure: number("1.75"))
    #expect(steam.temperature.text == "205.7" && steam.enthalpy.text == "2794.45")
  }

  @Test(arguments: [
    ("300", "1", "3051.3"), ("400", "0.5", "3272.3"), ("310", "1", "3072.58"),
    ("540", "25", "3304.7"), ("350", "2", "3136.7"),
  ])
  func `superheated steam is linear between the printed values`(
    _ temperature: String, _ pressure: String, _ expected: String
  ) throws {
    let found = try EmissionTemplate.steam().superheated(
      at: number(temperature), pressure: number(pressure))
    #expect(found.text == expected)
  }

  @Test func `nothing is extrapolated`() throws {
    let table = try EmissionTemplate.steam()
    for pressure in ["0.0009", "22.1", "0", "-1"] {
      #expect(
        throws: SteamFault.outside(
          quantity: "MPa", value: pressure, range: "0.001 … 22 MPa")
      ) { try table.saturated(atPressure: number(pressure)) }
    }
    #expect(throws: SteamFault.outside(quantity: "°C", value: "600.1", range: "0 … 600 °C")) {
      try table.superheated(at: number("600.1"), pressure: number("1"))
    }
    #expect(throws: SteamFault.outside(quantity: "MPa", value: "31", range: "0.01 … 30 MPa")) {
      try table.superheated(at: number("500"), pressure: number("31"))
    }
  }

  @Test(arguments: [
    ("100", "1", "179.88"), ("155", "0.5", "151.85"), ("175", "0.8", "170.42"),
    ("372", "25", "373.68"),
  ])
  func `between water and steam nothing is interpolated`(
    _ temperature: String, _ pressure: String, _ saturation: String
  ) throws {
    let table = try EmissionTemplate.steam()
    #expect(
      throws: SteamFault.twoPhase(
        pressure: pressure, temperature: temperature, saturation: saturation)
    ) { try table.superheated(at: number(temperature), pressure: number(pressure)) }
  }

  @Test func `what was corrected is said in both languages`() throws {
    let table = try EmissionTemplate.steam()
    #expect(table.corrections.count == 5 && table.citations.map(\.mark).count == 2)
    #expect(table.corrections.contains { $0.zh.contains("3217.8") && $0.en.contains("3217.8") })
  }

  @Test(arguments: [
    (saturated, "\"2\"", "\"1\"", "saturated.json#rows"),
    (saturated, "\"212\"", "\"179\"", "saturated.json#rows"),
    (saturated, "\"2797\"", "\"2797 kJ\"", "saturated.json#rows[1].enthalpy"),
    (superheated, "\"421\"]", "\"421\", \"422\"]", "superheated.json#rows[0].enthalpies"),
    (superheated, "[\"1\", \"2\"]", "[\"2\", \"1\"]", "superheated.json#pressures"),
    (superheated, "[\"1\", \"2\"]", "[\"1\", 2]", "superheated.json#pressures"),
    (superheated, "\"100\"", "\"300\"", "superheated.json#rows"),
  ])
  func `a mistake in a steam table is found when it is read`(
    _ text: String, _ right: String, _ wrong: String, _ place: String
  ) throws {
    let bad = text.replacing(right, with: wrong, maxReplacements: 1)
    try #require(bad != text)
    let isDry = text == Self.saturated
    let fault = #expect(throws: EmissionDataFault.self) {
      try SteamTable(
        saturated: isDry ? bad : Self.saturated, superheated: isDry ? Self.superheated : bad)
    }
    #expect(fault?.phrase.values["place"] == place)
  }

  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `the shipped tables are the collected ones but for what they say`() throws {
    let table = try EmissionTemplate.steam()
    for cells in try EmissionTemplate.collected("steam_saturated") {
      let row = try table.saturated(atPressure: number(cells[0]))
      #expect(try row.temperature == number(cells[1]) && row.enthalpy == number(cells[2]))
    }
    var others: [String] = []
    for cells in try EmissionTemplate.collected("steam_superheated") {
      let found = try? table.superheated(at: number(cells[0]), pressure: number(cells[1]))
      if try found.map({ try $0 != number(cells[2]) }) ?? false { others.append(cells[0]) }
    }
    #expect(others == ["400.0"])
  }
}
