import Testing

@testable import SiteModel

@Suite struct GapFillTests {
  private func fill(
    _ record: String, _ from: String, _ until: String, _ quantity: String, unit: String = "kWh"
  ) throws -> GapFill {
    GapFill(
      record: record, method: "standby",
      span: try Sample.instant(from)..<Sample.instant(until),
      quantity: try Sample.decimal(quantity), unit: unit)
  }

  private func consumed(_ from: String = "2025-02-01", _ until: String = "2025-03-01") throws
    -> Consumed
  {
    let shown = try Sample.shown(
      Sample.statements([("2025-02-01", "100"), ("2025-02-20", "300.5"), ("2025-03-10", "700")]),
      as: Sample.register())
    return try Sample.consumed(shown, from, until)
  }

  @Test func `a quantity fills a gap whole, and the sum is exact`() throws {
    let filled = try consumed().filled(by: [fill("a", "2025-02-20", "2025-03-01", "99.75")])
    #expect(filled.value?.text == "300.25" && filled.complete)
    #expect(filled.fills.map(\.record) == ["a"])
  }

  @Test func `what reaches beyond the span or over what is known counts for nothing`() throws {
    let plain = try consumed()
    for other in [
      try fill("a", "2025-02-20", "2025-03-02", "1"),
      try fill("b", "2025-02-19", "2025-03-01", "1"),
      try fill("c", "2025-02-20", "2025-03-01", "1", unit: "MWh"),
    ] {
      #expect(try plain.filled(by: [other]) == plain)
    }
  }

  @Test func `of two that overlap the earlier counts, and parts of a gap stay gaps`() throws {
    let fills = [
      try fill("b", "2025-02-22", "2025-02-25", "7"),
      try fill("a", "2025-02-21", "2025-02-23", "5"),
    ]
    for order in [fills, fills.reversed()] {
      let filled = try consumed().filled(by: order)
      #expect(filled.fills.map(\.record) == ["a"] && filled.value?.text == "205.5")
      #expect(
        filled.gaps == [
          try Sample.gap("2025-02-20", "2025-02-21", .noReading),
          try Sample.gap("2025-02-23", "2025-03-01", .noReading),
        ])
    }
  }

  @Test func `a quantity stands where nothing is known: a blank is never zero, a zero is one`()
    throws
  {
    let nothing = try consumed("2025-02-21", "2025-03-01")
    #expect(nothing.value == nil)
    let filled = try nothing.filled(by: [fill("a", "2025-02-21", "2025-03-01", "0")])
    #expect(filled.value?.text == "0" && filled.complete)
  }

  @Test func `a rise is split by time at any number of moments, and the parts are the rise`()
    throws
  {
    var random = SeededRandom(seed: 812)
    for _ in 0..<500 {
      let rise = Int.random(in: 0...999_999, using: &random)
      let days = (1...27).shuffled(using: &random).prefix(Int.random(in: 1...5, using: &random))
      let shown = try Sample.shown(
        Sample.statements([("2025-02-01", "1.00"), ("2025-03-01", "\(rise + 1).00")]),
        as: Sample.register(multiplier: "1.5", digits: 8))
      let start = try Sample.instant("2025-02-01").seconds
      let moments = days.map { Instant(seconds: start + Int64($0) * 86_400) }
      let split = try RegisterSplit(of: shown, at: moments)
      let whole = Rational(rise) * Rational(3) / Rational(2)
      #expect(split.pieces.map { Rational($0.quantity) }.reduce(.zero, +) == whole)
      #expect(split.pieces.allSatisfy { $0.quantity.units >= 0 })
      #expect(split.pieces.dropFirst().map(\.span.lowerBound) == moments.sorted())
      // Rounded to the decimals of the rise, which the multiplier made three.
      let even = whole * Rational(days.min() ?? 0) / Rational(28)
      #expect(Rational(split.pieces[0].quantity) == even.rounded(decimals: 3))
    }
  }

  @Test func `a standing that a person marked as wrong is no side of a split`() throws {
    let shown = try Sample.shown(
      Sample.statements(
        [
          ("2025-02-01", "100"), ("2025-02-05", "9999"), ("2025-02-20", "300"),
          ("2025-03-10", "480"),
        ],
        flags: ["suspect": [1]]), as: Sample.register())
    let split = try RegisterSplit(of: shown, at: [Sample.instant("2025-03-01")])
    #expect("\(split.rise.before.value) \(split.rise.after.value)" == "300 480")
    #expect(split.rise.total == Rational(180))
    let early = try RegisterSplit(of: shown, at: [Sample.instant("2025-02-05")])
    #expect("\(early.rise.before.value) \(early.rise.after.value)" == "100 300")
  }

  @Test func `nothing is split where it was read, where it was not read on both sides, or fell`()
    throws
  {
    let shown = try Sample.shown(
      Sample.statements([("2025-02-01", "100"), ("2025-02-20", "300"), ("2025-03-10", "20")]),
      as: Sample.register())
    let read = try RegisterSplitFault.read(Sample.instant("2025-02-20"))
    let faults: [([String], RegisterSplitFault)] = [
      (["2025-02-20"], read), (["2025-02-10", "2025-03-01"], read), (["2025-01-20"], .outside),
      (["2025-02-10", "2025-02-20"], read), (["2025-04-01"], .outside), ([], .outside),
      (["2025-03-01"], .unknown(.fall)),
    ]
    for (days, fault) in faults {
      #expect(throws: fault) { try RegisterSplit(of: shown, at: days.map(Sample.instant)) }
    }
  }
}
