import SiteModel
import Testing

@testable import Operations

@Suite struct PublishTests {
  @Test func `what COPY would take for its own signs is escaped, and NULL is no text`() {
    #expect(
      CopyText.line(["a\tb", nil, "c\\N", "d\ne\r", ""]) == "a\\tb\t\\N\tc\\\\N\td\\ne\\r\t\n")
    #expect(CopyText.line(["\0"]) == "\u{FFFD}\n")
  }

  @Test func `a list of texts is an array, whatever stands in them`() {
    #expect(CopyText.array([]) == "{}")
    #expect(CopyText.array(["a", "b,c", "d\"e", "f\\"]) == #"{"a","b,c","d\"e","f\\"}"#)
  }

  @Test func `JSON holds no character that PostgreSQL cannot keep`() {
    #expect(CopyText.json(["a\0": ["b\0c", 1]]) == "{\"a\u{FFFD}\":[\"b\u{FFFD}c\",1]}")
    #expect(CopyText.json([#"\u0000"#]) == #"["\\u0000"]"#)
  }

  @Test(arguments: [
    "mysql://db/x", "db", "postgresql://u:p@ss@db/x", "postgresql://u@db:port/x?nosuch=1",
  ])
  func `an address that libpq would misread is refused without being quoted`(_ text: String) {
    #expect(throws: PostgresFault.address) { try PostgresAddress(text) }
  }

  @Test func `a sentence of the server does not give away the password`() throws {
    let address = try PostgresAddress("postgresql://u:ge%40heim@db/x?sslpassword=riegel")
    #expect(address.discreet("no ge@heim,\nno riegel") == "no …, no …")
  }

  @Test(arguments: [("57P01", 75), ("40001", 75), ("53300", 75), ("42501", 77), ("22P02", 77)])
  func `what may pass is tried later, what the server forbids is refused`(
    _ state: String, _ status: Int
  ) {
    let fault = PostgresFault.refused(place: "p", state: state, "d")
    #expect((fault.kind == .unavailable) == (status == 75))
  }

  @Test func `a part is the same as long as its rows are`() {
    var (one, other) = (PublishedSheets(of: "e"), PublishedSheets(of: "e"))
    for sheet in 0..<2 { one.add(["2025-03-01", "\(sheet)"], to: .points, part: "a") }
    for sheet in 0..<2 { other.add(["2025-03-01", "\(sheet)"], to: .points, part: "a") }
    #expect(one.parts[.points]?["a"]?.digest == other.parts[.points]?["a"]?.digest)
    other.add(["2025-03-01", nil], to: .points, part: "a")
    #expect(one.parts[.points]?["a"]?.digest != other.parts[.points]?["a"]?.digest)
    #expect(other.parts[.points]?["a"]?.rows == 3)
  }
}
