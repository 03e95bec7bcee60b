import SiteModel
import Testing

@Suite struct ChangeAnalysisTests {
  private static func total(
    _ source: String, _ emission: Rational?, _ activity: Quantity?
  ) -> SourceTotal {
    SourceTotal(source: source, name: source, emission: emission, activity: activity)
  }

  /// Sources at random: some come, some go, some stand still, some emit without an activity.
  private static func side(_ random: inout SeededRandom) throws -> [SourceTotal] {
    let units = ["MWh", "kWh", "GJ", "t"]
    return try (0..<6).compactMap { number in
      guard Int.random(in: 0..<5, using: &random) > 0 else { return nil }
      let amount = Rational(Int.random(in: 0..<1000, using: &random)) / Rational(7)
      let factor = Rational(Int.random(in: -40..<90, using: &random)) / Rational(13)
      let unit = try Unit(units[Int.random(in: 0..<4, using: &random)])
      let emission = Int.random(in: 0..<6, using: &random) > 0 ? amount * factor : factor
      return total("S-\(number)", emission, Quantity(amount, unit))
    }
  }

  @Test func `the parts of every source, and of all, sum exactly to the change`() throws {
    var random = SeededRandom(seed: 9_1_3)
    for round in 0..<500 {
      let (before, after) = (try Self.side(&random), try Self.side(&random))
      let output: (Rational?, Rational?) =
        round % 3 == 0 ? (nil, nil) : (Rational(round), Rational(round * 3 / 2))
      let analysis = ChangeAnalysis(from: before, to: after, output: output)
      for row in analysis.rows {
        let (first, last) = (try #require(row.before), try #require(row.after))
        #expect(try #require(row.parts).sum == last - first)
      }
      let sum = { (side: [SourceTotal]) in
        side.compactMap(\.emission).reduce(Rational.zero, +)
      }
      #expect(try #require(analysis.parts).sum == sum(after) - sum(before))
    }
  }

  @Test func `what drives, what shifts and what is emitted each are told apart`() throws {
    let unit = try Unit("MWh")
    let before = [Self.total("A", Rational(50), Quantity(Rational(100), unit))]
    // Twice the output with twice the energy: activity alone.
    let twice = [Self.total("A", Rational(100), Quantity(Rational(200), unit))]
    let output = ChangeAnalysis(from: before, to: twice, output: (Rational(10), Rational(20)))
    #expect(output.driver == .output)
    #expect(output.parts?.activity == Rational(50))
    #expect(output.parts?.structure == .zero)
    #expect(output.parts?.factor == .zero)
    // The same output with twice the energy: structure alone.
    let shifted = ChangeAnalysis(from: before, to: twice, output: (Rational(10), Rational(10)))
    #expect(shifted.parts?.structure == Rational(50))
    // Without output a source by itself has no structure.
    let alone = ChangeAnalysis(from: before, to: twice, output: (nil, nil))
    #expect(alone.driver == .activity)
    #expect(alone.parts?.activity == Rational(50))
    // Another factor.
    let cleaner = [Self.total("A", Rational(30), Quantity(Rational(100), unit))]
    let factor = ChangeAnalysis(from: before, to: cleaner, output: (nil, nil))
    #expect(factor.parts?.factor == Rational(-20))
  }

  @Test func `half of one energy that becomes another is a shift of structure`() throws {
    let (mwh, gj) = (try Unit("MWh"), try Unit("GJ"))
    let before = [Self.total("GRID", Rational(80), Quantity(Rational(100), mwh))]
    let after = [
      Self.total("GRID", Rational(40), Quantity(Rational(50), mwh)),
      Self.total("HEAT", Rational(18), Quantity(Rational(180), gj)),
    ]
    let parts = try #require(ChangeAnalysis(from: before, to: after, output: (nil, nil)).parts)
    #expect(parts.activity == .zero)
    #expect(parts.factor == .zero)
    #expect(parts.structure == Rational(-22))
  }

  @Test func `what is not known has no parts, and neither has the whole`() {
    let before = [Self.total("A", nil, nil), Self.total("B", Rational(3), nil)]
    let after = [Self.total("A", Rational(5), nil), Self.total("B", Rational(4), nil)]
    let analysis = ChangeAnalysis(from: before, to: after, output: (nil, nil))
    #expect(analysis.rows.map(\.parts?.sum) == [nil, Rational(1)])
    #expect(analysis.parts == nil)
  }
}

@Suite struct CorrelationTests {
  private static func r(_ pairs: [(Int, Int)]) -> Correlation? {
    Correlation(pairs.map { (Rational($0.0), Rational($0.1)) })
  }

  @Test func `a line has r of one, falling of minus one`() {
    #expect(Self.r([(1, 2), (2, 4), (3, 6)])?.text(decimals: 4) == "1.0000")
    #expect(Self.r([(1, 6), (2, 4), (3, 2)])?.text(decimals: 4) == "-1.0000")
  }

  @Test func `r squared is an exact fraction`() {
    let found = Self.r([(1, 2), (2, 1), (3, 4), (4, 3), (5, 7), (6, 5)])
    #expect(found?.count == 6)
    // Σ: x 21, y 22, xx 91, yy 104, xy 93.
    #expect(found?.squared == Rational(96 * 96) / (Rational(105) * Rational(140)))
    #expect(found?.text(decimals: 4) == "0.7918")
  }

  @Test func `two points, a constant, and unknown values correlate with nothing`() {
    #expect(Self.r([(1, 2), (2, 4)]) == nil)
    #expect(Self.r([(1, 2), (1, 4), (1, 7)]) == nil)
    #expect(Correlation([(.one, .one), (nil, .one), (.zero, nil), (.zero, .zero)]) == nil)
  }
}

@Suite struct PeriodNeighbourTests {
  @Test(arguments: [
    ("2025", "2024", "2024"), ("2025-Q1", "2024-Q4", "2024-Q1"), ("2025-01", "2024-12", "2024-01"),
    ("2025-03-01..2025-03-10", "2025-02-19..2025-02-28", "2024-03-01..2024-03-10"),
    ("2024-02-29", "2024-02-28", "2023-02-28"),
  ])
  func `a period has one before it and one a year before`(
    _ text: String, _ previous: String, _ year: String
  ) throws {
    let period = try Period(text)
    #expect(period.previous.description == previous)
    #expect(period.lastYear.description == year)
  }

  @Test func `twelve months end with the last one of a period`() throws {
    let months = try Period("2025-Q1").twelveMonths(in: .natural(at: .utc))
    #expect(months.map(\.description).first == "2024-04")
    #expect(months.last == (try Period("2025-03")))
    #expect(months.count == 12)
  }
}
