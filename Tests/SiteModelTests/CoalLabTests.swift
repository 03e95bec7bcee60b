import SiteModel
import Testing

@Suite struct CoalLabTests {
  private func number(_ text: String) throws -> Rational { try #require(Rational(text)) }

  private func sample(
    _ quantity: String, _ carbon: CoalSample.Carbon, moisture: String = "10", ncv: String? = nil
  ) throws -> CoalSample {
    try CoalSample(
      number: "Y-1", quantity: number(quantity), carbon: carbon, moisture: number(moisture),
      ncv: try ncv.map(number))
  }

  private func standard() throws -> CoalMonth.Standard {
    let table = try EmissionTemplate.factorTable()
    return try CoalMonth.Standard(
      carbonPerHeat: #require(table["power_guide.default_cc_coal"]),
      ncv: #require(table["power_guide.default_ncv_coal"]))
  }

  @Test func `carbon is brought to the coal as received, exactly`() throws {
    let dried = try sample("1", .airDried(number("60"), moisture: number("2")))
    #expect(dried.carbonAsReceived.value == Rational(27) / Rational(49))
    #expect(dried.carbonAsReceived.unit.symbol == "tC/t")
    #expect(try sample("1", .dry(number("60"))).carbonAsReceived.value.text == "0.54")
    #expect(try sample("1", .asReceived(number("54.21"))).carbonAsReceived.value.text == "0.5421")
    // Both moistures alike: nothing to convert.
    let alike = try sample("1", .airDried(number("60"), moisture: number("10")))
    #expect(alike.carbonAsReceived.value.text == "0.6")
  }

  @Test(arguments: [
    ("0", "60", "2", "10", "quantity"), ("1", "101", "2", "10", "carbon"),
    ("1", "-1", "2", "10", "carbon"), ("1", "60", "100", "10", "moistureDried"),
    ("1", "60", "2", "100", "moisture"), ("1", "60", "-2", "10", "moistureDried"),
    ("1", "97", "5", "1", "carbon"),
  ])
  func `what no coal has is refused by name`(
    _ quantity: String, _ carbon: String, _ dried: String, _ moisture: String, _ field: String
  ) throws {
    let fault = #expect(throws: CoalFault.self) {
      try sample(
        quantity, .airDried(number(carbon), moisture: number(dried)), moisture: moisture)
    }
    #expect(fault?.phrase.values["field"] == field && fault?.phrase.values["sample"] == "Y-1")
  }

  @Test func `a month is the mean of its samples, weighted by what they stand for`() throws {
    let month = CoalMonth([
      try sample("300", .asReceived(number("50")), ncv: "20"),
      try sample("100", .asReceived(number("54")), ncv: "22"),
    ])
    #expect(month.carbon?.value.text == "0.51" && month.ncv?.value.text == "20.5")
    #expect(month.quantity.value == Rational(400))
  }

  @Test func `an NCV that one sample lacks is not known of the month`()
    throws
  {
    let some = CoalMonth([
      try sample("300", .asReceived(number("50")), ncv: "20"),
      try sample("100", .asReceived(number("54"))),
    ])
    #expect(some.ncv == nil)
    let none = CoalMonth([try sample("1", .asReceived(number("50")))])
    #expect(none.ncv == nil && none.carbon != nil)
  }

  @Test
  func `a month without samples has the stated default, never the mean of others and never 0`()
    throws
  {
    let missing = CoalMonth([])
    #expect(missing.carbon == nil && missing.ncv == nil)
    let stated = missing.carbon(or: try standard())
    #expect(stated.quantity.value.text == "0.823695")  // 0.03085 tC/GJ × 26.7 GJ/t
    #expect(stated.factors == ["power_guide.default_cc_coal", "power_guide.default_ncv_coal"])
    #expect(stated.mark == .unconfirmed)
    let measured = CoalMonth([try sample("1", .asReceived(number("50")))])
    #expect(measured.carbon(or: try standard()).quantity.value.text == "0.5")
    #expect(measured.carbon(or: try standard()).factors == [])
  }

  @Test func `a year is the sum of its months`() throws {
    let months = [("52310.25", "54.21"), ("48875.40", "53.88"), ("50120.00", "54.02")]
    let sum = try months.reduce(Rational.zero) { sum, month in
      let carbon = CoalMonth([try sample("7", .asReceived(number(month.1)))]).carbon
      return sum + (try number(month.0)) * (carbon?.value ?? .zero)
    }
    let emission = sum * Rational(99) / Rational(100) * Rational(44) / Rational(12)
    #expect(emission.text(decimals: 4) == "296811.5820")
  }

  @Test(arguments: [
    ("54", "20", false), ("60", "20", false), ("48", "20", false), ("61", "20", true),
    ("47", "20", true),
  ])
  func `carbon and heat that do not go together are flagged`(
    _ carbon: String, _ ncv: String, _ isOdd: Bool
  ) throws {
    let month = CoalMonth([try sample("1", .asReceived(number(carbon)), ncv: ncv)])
    #expect(month.isImplausible == isOdd)
    #expect(month.carbonPerHeat?.unit.symbol == "tC/GJ")
  }

  @Test func `nothing is flagged where the heat is not known`() throws {
    let month = CoalMonth([try sample("1", .asReceived(number("5")))])
    #expect(month.carbonPerHeat == nil && !month.isImplausible)
  }
}
