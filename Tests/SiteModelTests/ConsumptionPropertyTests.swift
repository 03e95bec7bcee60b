import SiteModel
import TestSupport
import Testing

@Suite struct ConsumptionPropertyTests {
  /// A made-up point: its statements, its settings, and what they show.
  private struct Plant {
    let parts: [ReadingStatements]
    let oracle: ConsumptionOracle
    let shown: ShownReadings

    init(_ kind: ReadingKind, _ random: inout SeededRandom) throws {
      var parts: [ReadingStatements] = []
      for segment in 0..<Int.random(in: 1...3, using: &random) {
        var part =
          kind == .register
          ? RandomReadings.register(segment: segment, using: &random)
          : RandomReadings.intervals(segment: segment, using: &random)
        if kind == .power { part.unit = "kW" }
        parts.append(part)
      }
      let calendar = try #require(
        ProductionCalendar(offset: .beijing, dayStart: 28_800, monthStart: 26))
      var settings = [PointSetting(kind: kind, unit: kind == .power ? "kW" : "kWh", digits: 4)]
      for day in ["2025-03-02", "2025-03-05", "2025-03-06"] where Bool.random(using: &random) {
        let multiplier = Int64.random(in: 1...3, using: &random)
        settings.append(
          PointSetting(
            from: CivilDate(day), kind: kind, unit: settings[0].unit,
            multiplier: Decimal18(units: multiplier, decimals: 1), digits: 3))
      }
      self.parts = parts
      oracle = ConsumptionOracle(settings: settings, calendar: calendar)
      shown = ShownReadings(
        parts, in: SettingTimeline(try PointSettings(settings), in: calendar))
    }

    func judged(_ span: Range<Int64>) -> ConsumptionOracle.Answer {
      shown.timeline.setting(at: Instant(seconds: span.lowerBound))?.kind == .register
        ? oracle.register(parts, span) : oracle.intervals(parts, span)
    }
  }

  private func hours(_ count: Int, _ random: inout SeededRandom) -> [Instant] {
    Set((0..<count).map { _ in Int64.random(in: -30...400, using: &random) }).sorted()
      .map { Instant(seconds: RandomReadings.start + $0 * 3600) }
  }

  @Test(arguments: [ReadingKind.register, .interval, .power])
  func `the fast code agrees with the slow oracle`(_ kind: ReadingKind) throws {
    var random = SeededRandomSource.next()
    for _ in 0..<250 {
      let plant = try Plant(kind, &random)
      let bounds = hours(5, &random)
      for consumed in try Consumption.by(bounds, of: plant.shown) {
        let span = consumed.span.lowerBound.seconds..<consumed.span.upperBound.seconds
        let fast = ConsumptionOracle.Answer(consumed)
        try #require(fast == plant.judged(span), "\(kind) \(span) \(plant.parts)")
        #expect(consumed.complete == fast.unknown.isEmpty)
      }
    }
  }

  @Test(arguments: [ReadingKind.register, .interval, .power, .output])
  func `what is added up term by term is the consumption`(_ kind: ReadingKind) throws {
    var random = SeededRandomSource.next()
    var terms = 0
    for _ in 0..<400 {
      let plant = try Plant(kind, &random)
      for consumed in try Consumption.by(hours(4, &random), of: plant.shown) {
        let trace = ConsumptionTrace(consumed.span, of: plant.shown)
        let sum = trace.terms.map(\.amount).reduce(.zero, +)
        try #require(
          sum == consumed.value ?? .zero && trace.terms.isEmpty == (consumed.value == nil),
          "\(kind) \(consumed) \(trace)")
        terms += trace.terms.count
      }
    }
    #expect(terms > 500)
  }

  @Test(arguments: [ReadingKind.register, .interval, .power, .output])
  func `a period joined from its days is the period itself`(_ kind: ReadingKind) throws {
    var random = SeededRandomSource.next()
    for _ in 0..<250 {
      let plant = try Plant(kind, &random)
      let calendar = plant.shown.timeline.calendar
      let totals = try DayTotals(of: plant.shown)
      let kept = DayTotals(
        totals.days.compactMap { DayTotal("\($0)", in: calendar) }, in: plant.shown.timeline)
      #expect(kept.days == totals.days)
      let days = Set(hours(4, &random).map { calendar.start(of: calendar.day(of: $0)) }).sorted()
      let direct = try Consumption.by(days, of: plant.shown)
      let joined = try kept.by(days)
      try #require(direct == joined, "\(kind) \(plant.parts)")
      #expect(direct.map { $0.value?.text } == joined.map { $0.value?.text })
    }
  }

  @Test func `days drawn again one by one are the days drawn together`() throws {
    var random = SeededRandomSource.next()
    for kind in [ReadingKind.register, .power] {
      for _ in 0..<20 {
        let plant = try Plant(kind, &random)
        let all = try DayTotals(of: plant.shown)
        for day in all.days {
          let alone = try DayTotals(of: plant.shown, dates: day.day...day.day)
          #expect(alone.days == [day])
        }
      }
    }
  }

  @Test func `a part of a production day is not in its total`() throws {
    var random = SeededRandomSource.next()
    let plant = try Plant(.register, &random)
    let totals = try DayTotals(of: plant.shown)
    let march = try Period("2025-03")
    #expect(throws: ConsumptionFault.partOfDay(at: "2025-03-01T00:00:00+08:00")) {
      try totals.by([RandomReadings.start, RandomReadings.start + 86_400].map(Instant.init))
    }
    let bounds = march.bounds(in: plant.shown.timeline.calendar)
    #expect(try totals.consumed(over: march) == Consumption.over(bounds, of: plant.shown))
    #expect(throws: ConsumptionFault.bounds) {
      try Consumption.by([bounds.upperBound, bounds.lowerBound], of: plant.shown)
    }
  }

  @Test(arguments: [
    "2025-03-01 f1", "2025-03-01 f1:x", "2025-03-01 l1:2:z", "2025-03-01 s1", "2025-03-01 o1:2:3",
    "2025-03-01 g1:2:why", "2025-03-01 y", "2025-02-30", "", "2025-03-01 s1e99/1",
    "2025-03-01 i9223372036854775807",
  ])
  func `a damaged day total is not read`(_ text: String) {
    #expect(DayTotal(text, in: Sample.beijing) == nil)
  }
}
