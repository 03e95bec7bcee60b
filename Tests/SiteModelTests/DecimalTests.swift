import SiteModel
import Testing

@Suite struct DecimalTests {
  @Test(arguments: [
    ("12.50", "12.50"), ("12.5", "12.5"), ("0.000", "0.000"), ("-3", "-3"), ("007", "7"),
    ("+7", "7"), (".5", "0.5"), ("1e6", "1000000"), ("1.5e3", "1500"), ("1.50e-3", "0.00150"),
    ("999999999999999999", "999999999999999999"), ("-0.00", "0.00"),
  ])
  func `a number keeps its value and its decimals`(_ text: String, _ kept: String) {
    #expect(Decimal18(text)?.description == kept)
  }

  @Test(arguments: [
    "1000000000000000000", "1e30", "NaN", "1 000", "", "-", ".", "1.2.3", "1e", "--1", "1e+-2",
    "0x10", "１２",
  ])
  func `what is no number of 18 digits is refused`(_ text: String) {
    #expect(Decimal18(text) == nil)
  }

  @Test(arguments: [
    ("12.1498", 1, "12.1"), ("12.1502", 1, "12.2"), ("1.050", 1, "1.0"), ("0.35", 1, "0.4"),
    ("0.25", 1, "0.2"), ("-0.25", 1, "-0.2"), ("35.5", 0, "36"), ("60.5", 0, "60"),
    ("15.4546", 0, "15"), ("-35.5", 0, "-36"),
  ])
  func `rounding follows GBT 8170`(_ text: String, _ decimals: Int, _ rounded: String) throws {
    #expect(try #require(Rational(text)).text(decimals: decimals) == rounded)
  }

  @Test func `hundreds round half to even`() {
    #expect(Rational(1268).rounded(decimals: -2) == Rational(1300))
    #expect(Rational(2500).rounded(decimals: -3) == Rational(2000))
    #expect(Rational(3500).rounded(decimals: -3) == Rational(4000))
  }

  @Test func `a ratio stays a ratio`() {
    #expect(Rational("44/12")?.exactText == nil)
    #expect(Rational("44/12") == Rational(11) / Rational(3))
    #expect(Rational("1/8")?.exactText == "0.125")
  }
}
