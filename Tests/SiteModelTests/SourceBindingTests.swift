import SiteModel
import Testing

@Suite struct SourceBindingTests {
  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  private func days(_ text: String) throws -> OpenDays { try #require(OpenDays(text)) }

  private func year() throws -> ClosedRange<CivilDate> {
    try day("2025-01-01")...day("2025-12-31")
  }

  @Test func `a stretch of days is open where it says no day`() throws {
    #expect(try days("2025-01-01..").holds(day("2199-01-01")))
    #expect(try !days("2025-01-01..").holds(day("2024-12-31")))
    #expect(try days("..2025-06-30").description == "..2025-06-30")
    for text in ["2025-01-01", "..", "2025-02-30..", "2025-07-01..2025-06-30", "a..b", "1..2..3"] {
      #expect(OpenDays(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("..", "2025-01-01..2025-06-30", ["..2024-12-31", "2025-07-01.."]),
    ("..", "2025-01-01..", ["..2024-12-31"]),
    ("2025-01-01..2025-12-31", "2025-12-31..2026-01-05", ["2025-01-01..2025-12-30"]),
    ("2025-01-01..2025-06-30", "2025-07-01..", ["2025-01-01..2025-06-30"]),
    ("2025-01-01..2025-06-30", "..2025-06-30", []),
  ])
  func `what another stretch takes is taken, and no day more`(
    _ own: String, _ other: String, _ left: [String]
  ) throws {
    let stretch = own == ".." ? OpenDays.all : try days(own)
    #expect(stretch.leaving(try days(other)).map(\.description) == left)
  }

  @Test func `a binding from a day on leaves the days before as they were`() throws {
    var bindings = SourceBindings([SourceBinding("f", "factor", "old")])
    bindings.bind(SourceBinding("f", "factor", "new", on: try days("2025-07-01..")))
    let parts = bindings.parts(of: try year())
    #expect(parts.map { $0.bindings["f"]?.ref } == ["old", "new"])
    #expect(parts.map(\.days.lowerBound.description) == ["2025-01-01", "2025-07-01"])
    #expect(parts.map(\.days.upperBound.description) == ["2025-06-30", "2025-12-31"])
    #expect(SourceBindings(bindings.json) == bindings)
  }

  @Test func `a year that one binding covers is one part`() throws {
    let bindings = SourceBindings([
      SourceBinding("f", "factor", "a", on: try days("..2025-06-30")),
      SourceBinding("f", "factor", "a", on: try days("2025-07-01..")),
    ])
    #expect(bindings.parts(of: try year()).map(\.days) == [try year()])
  }

  @Test func `days that nothing feeds are named`() throws {
    let bindings = SourceBindings([
      SourceBinding("f", "factor", "a", on: try days("2025-02-01..2025-03-31")),
      SourceBinding("f", "factor", "b", on: try days("2025-05-01..")),
    ])
    let open = OpenDays(from: try day("2025-01-01"), until: try day("2025-12-31"))
    let unbound = bindings.unbound("f", in: open).map(\.description)
    #expect(unbound == ["2025-01-01..2025-01-31", "2025-04-01..2025-04-30"])
    #expect(bindings.unbound("g", in: open) == [open])
    #expect(bindings.parts(of: try year()).count == 4)
  }

  @Test func `a value in a binding survives what is bound beside it`() throws {
    let json: JSON = [["input": "share", "kind": "value", "value": "1", "unit": "1"]]
    var bindings = SourceBindings(json)
    bindings.bind(SourceBinding("f", "point", "p"))
    #expect(bindings.json.array?.contains(json.array?.first ?? .null) == true)
    #expect(bindings.unbound("share", in: .all) == [.all])
  }
}
