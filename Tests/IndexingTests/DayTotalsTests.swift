import Operations
import SiteModel
import TestSupport
import Testing

@Suite struct DayTotalsTests {
  // 2025-01-20 in Beijing; the windows below lie within 40 days of it.
  private static let base: Int64 = 1_737_302_400

  @Test(arguments: [(0, 1), (28_800, 26)])
  func `days and readings give one answer, whatever comes after what`(
    dayStart: Int, monthStart: Int
  ) throws {
    let seed: UInt64 = 20_250_314
    var random = SeededRandom(seed: seed)
    var plant = try MeteredPlant(dayStart: dayStart, monthStart: monthStart)
    for round in 0..<6 {
      try plant.take("E-1", Self.standings(&random))
      // From the third import on intervals of an hour overlap those of a quarter.
      let length = round < 2 ? 900 : 3_600
      try plant.take("P-1", Self.loads(length, &random), length: length)
      try expectOneAnswer(plant, "seed \(seed), import \(round)")
    }
    try plant.count(dayStart: 21_600, monthStart: 21)
    try expectOneAnswer(plant, "seed \(seed), another calendar")
    try plant.rebuild()
    try expectOneAnswer(plant, "seed \(seed), rebuilt")
  }

  @Test func `a register that turned over counts the same from its days`() throws {
    var plant = try MeteredPlant(dayStart: 0, monthStart: 1)
    let rows = (0..<400).map { (time: Self.base + $0 * 900, value: $0 * 50 % 13_000) }
    try plant.take("E-1", rows, deciding: "reset")
    try expectOneAnswer(plant, "reset")
    try plant.take("E-1", rows.map { (time: $0.time + 60, value: $0.value) }, deciding: "reset")
    try expectOneAnswer(plant, "another file between")
  }

  private func expectOneAnswer(_ plant: MeteredPlant, _ what: String) throws {
    let calendar = try plant.site.calendar()
    let months = try Period("2025-H1").months
    let cuts = [
      [try Period("2025")], months, try Period("2025-02").days(in: calendar),
      try Period("2025-01-25..2025-02-03").days(in: calendar), [try Period("2025-02-01")],
    ]
    for number in ["E-1", "P-1"] {
      for cut in cuts {
        let (days, readings) = try plant.consumed(number, cut)
        guard let days else {
          Issue.record("\(what): the index keeps no days of \(number)")
          continue
        }
        for (fromDays, fromReadings) in zip(days, readings) {
          #expect(fromDays == fromReadings, "\(what), \(number), \(fromDays.span)")
        }
      }
    }
  }

  /// Some of the standings of a window; a register says the same in every file.
  private static func standings(
    _ random: inout SeededRandom
  ) -> [(time: Int64, value: Int64)] {
    let first = Int64.random(in: 0..<3_000, using: &random)
    return (first..<first + 500).filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
      .map { (time: base + $0 * 900, value: $0 * 7 + $0 % 5) }
  }

  /// Intervals of a window, some missing; those of an hour do not begin on the hour.
  private static func loads(
    _ length: Int, _ random: inout SeededRandom
  ) -> [(time: Int64, value: Int64)] {
    let first = Int64.random(in: 0..<600, using: &random)
    let shift = Int64.random(in: 0..<60, using: &random) * 60
    return (first..<first + 150).filter { _ in Int.random(in: 0..<9, using: &random) > 0 }
      .map { hour in
        let time = length == 900 ? base + hour * 3600 : base + hour * 3600 + shift
        return (time: time, value: Int64.random(in: 0...9_999, using: &random))
      }
  }
}
