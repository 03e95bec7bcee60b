import SiteModel
import Testing

@Suite struct ShownReadingsTests {
  @Test func `equal statements unite and keep every flag`() throws {
    let shown = try Sample.shown(
      Sample.statements(
        [("2025-03-01", "12.5"), ("2025-03-02", "13")], flags: ["estimated": [0]]),
      Sample.statements(
        [("2025-03-01", "12.50"), ("2025-03-03", "14")], segment: 1,
        flags: ["manual": [0, 1], "estimated": [0]]),
      as: Sample.register())
    #expect(shown.conflicts.isEmpty && shown.count == 3)
    #expect((0..<3).map { "\(shown.value($0))" } == ["12.50", "13", "14"])
    #expect(shown.flags == ["estimated": [0], "manual": [0, 2]])
  }

  @Test func `different statements in one cell are a conflict and count as missing`() throws {
    let shown = try Sample.shown(
      Sample.statements([("2025-03-01", "10"), ("2025-03-02", "13"), ("2025-03-03", "15")]),
      Sample.statements([("2025-03-02", "13.5")], segment: 7), as: Sample.register())
    #expect(shown.count == 2)
    let conflict = try #require(shown.conflicts.first)
    #expect(conflict.at == (try Sample.instant("2025-03-02")) && conflict.cause == .values)
    #expect(conflict.statements.map { "\($0.segment) \($0.value)" } == ["0 13", "7 13.5"])
    let days = try Consumption.by(
      ["2025-03-01", "2025-03-02", "2025-03-03"].map(Sample.instant), of: shown)
    #expect(days.map { $0.gaps.map(\.reason) } == [[.conflict], [.conflict]])
    #expect(days.map(\.conflicts) == [0, 1] && days.allSatisfy { $0.value == nil })
    let both = try Sample.consumed(shown, "2025-03-01", "2025-03-03")
    #expect(both.value?.text == "5" && both.complete && both.conflicts == 1)
  }

  @Test func `another unit than the point has is a conflict`() throws {
    let shown = try Sample.shown(
      Sample.statements([("2025-03-01", "10")]),
      Sample.statements([("2025-03-01", "10"), ("2025-03-02", "11")], segment: 1, unit: "MWh"),
      as: Sample.register())
    #expect(shown.count == 0 && shown.conflicts.map(\.cause) == [.unit, .unit])
  }

  @Test func `the same readings twice in one segment are one`() throws {
    let shown = try Sample.shown(
      Sample.statements([("2025-03-02", "11"), ("2025-03-01", "10"), ("2025-03-02", "11.0")]),
      as: Sample.register())
    #expect(shown.count == 2 && shown.conflicts.isEmpty)
    #expect(try Sample.consumed(shown, "2025-03-01", "2025-03-02").value?.text == "1")
  }

  @Test func `any order and grouping of the segments shows the same`() throws {
    var random = SeededRandomSource.next()
    let timeline = SettingTimeline(
      try PointSettings(always: PointSetting(kind: .interval, unit: "kWh")), in: Sample.beijing)
    for _ in 0..<200 {
      var parts = (0..<Int.random(in: 1...5, using: &random)).map { segment in
        RandomReadings.intervals(segment: segment, using: &random)
      }
      let first = ShownReadings(parts, in: timeline)
      for part in parts.indices { parts[part] = RandomReadings.shuffled(parts[part], &random) }
      parts.shuffle(using: &random)
      let second = ShownReadings(parts + parts, in: timeline)
      #expect(first.times == second.times && first.units == second.units)
      #expect(first.lengths == second.lengths && first.decimals == second.decimals)
      #expect(first.flags == second.flags && first.conflicts == second.conflicts)
    }
  }

  @Test func `one point is taken out of columns of many`() throws {
    var columns = ReadingColumns()
    columns.points = ["a", "b"]
    for (point, time) in [(0, 10), (1, 10), (0, 20), (1, 20)] as [(UInt16, Int64)] {
      columns.append(
        point: point, at: Instant(seconds: time),
        Decimal18(units: time + Int64(point), decimals: 1))
    }
    columns.flags = ["manual": [0, 3], "estimated": [2]]
    let part = ReadingStatements(segment: 4, unit: "kWh", point: 1, of: columns)
    #expect(part.times == [10, 20] && part.units == [11, 21] && part.flags == ["manual": [1]])
  }

  @Test func `settings refuse what cannot hold`() throws {
    var setting = try Sample.register()
    setting.multiplier = Decimal18(units: 0, decimals: 0)
    #expect(throws: PointSettingsFault.multiplier(value: "0", from: "-")) {
      try PointSettings([setting])
    }
    #expect(throws: PointSettingsFault.none) { try PointSettings([]) }
    #expect(throws: PointSettingsFault.twice(from: "2025-03-01")) {
      let twice = try Sample.register(from: "2025-03-01")
      return try PointSettings([twice, twice])
    }
    #expect(throws: PointSettingsFault.digits(value: 19, from: "-")) {
      try PointSettings([try Sample.register(digits: 19)])
    }
    #expect(throws: PointSettingsFault.powerUnit(unit: "kWh", from: "-")) {
      try PointSettings([PointSetting(kind: .power, unit: "kWh")])
    }
  }
}
