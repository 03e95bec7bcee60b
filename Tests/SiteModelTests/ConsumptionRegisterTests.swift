import SiteModel
import Testing

@Suite struct ConsumptionRegisterTests {
  @Test(arguments: [("1", "35.9375"), ("400", "14375"), ("0.5", "17.96875")])
  func `a decided rollover wraps at the digits of the register`(
    _ multiplier: String, _ expected: String
  ) throws {
    let shown = try Sample.shown(
      Sample.statements(
        [("2025-03-01", "999984.0625"), ("2025-03-02", "20")], flags: ["rollover": [1]]),
      as: Sample.register(multiplier: multiplier))
    let day = try Sample.consumed(shown, "2025-03-01", "2025-03-02")
    #expect(day.value?.text == expected && day.complete && day.unit == "kWh")
  }

  @Test func `a fall that nobody decided is a gap and never a guess`() throws {
    let readings = [("2025-03-01", "999984.0625"), ("2025-03-02", "20"), ("2025-03-03", "50")]
    let plain = try Sample.shown(Sample.statements(readings), as: Sample.register())
    let consumed = try Sample.consumed(plain, "2025-03-01", "2025-03-03")
    #expect(consumed.value?.text == "30")
    #expect(consumed.gaps == [try Sample.gap("2025-03-01", "2025-03-02", .fall)])
    let falls = RegisterFalls.find(in: plain)
    #expect(falls.count == 1 && falls[0].row == 1 && falls[0].digits == 6)
    #expect(falls[0].rolloverRise?.text == "35.9375" && falls[0].resetRise?.text == "20")
    let both = try Sample.shown(
      Sample.statements(readings, flags: ["rollover": [1], "reset": [1]]), as: Sample.register())
    #expect(try Sample.consumed(both, "2025-03-01", "2025-03-03") == consumed)
  }

  @Test func `a rollover without known digits stays unknown`() throws {
    for digits in [nil, 3] {
      let shown = try Sample.shown(
        Sample.statements(
          [("2025-03-01", "9998"), ("2025-03-02", "20")], flags: ["rollover": [1]]),
        as: Sample.register(digits: digits))
      let consumed = try Sample.consumed(shown, "2025-03-01", "2025-03-02")
      #expect(consumed.value == nil)
      #expect(consumed.gaps.map(\.reason) == [.digits])
      #expect(RegisterFalls.find(in: shown).isEmpty)
    }
  }

  @Test func `after a reset the rise counts from zero`() throws {
    for second in ["12.5", "9999"] {
      let shown = try Sample.shown(
        Sample.statements([("2025-03-01", "8000"), ("2025-03-02", second)], flags: ["reset": [1]]),
        as: Sample.register(multiplier: "2"))
      let consumed = try Sample.consumed(shown, "2025-03-01", "2025-03-02")
      #expect(consumed.value == Rational(try Sample.decimal(second)) * Rational(2))
      #expect(consumed.complete && RegisterFalls.find(in: shown).isEmpty)
    }
  }

  @Test func `a fall is seen against the reading kept before`() throws {
    let shown = try Sample.shown(
      Sample.statements([("2025-03-02", "20"), ("2025-03-03", "21.5")]), as: Sample.register())
    let before = RegisterMark(
      time: try Sample.instant("2025-03-01"), value: try Sample.decimal("999990"))
    let falls = RegisterFalls.find(after: before, in: shown)
    #expect(falls.map(\.row) == [0] && falls.first?.rolloverRise?.text == "30")
    #expect(RegisterFalls.find(in: shown).isEmpty)
  }

  @Test func `neighbours share the reading between them`() throws {
    let shown = try Sample.shown(
      Sample.statements([
        ("2025-03-01", "100"), ("2025-03-01T13:07", "104.5"), ("2025-03-02", "110.25"),
        ("2025-03-03", "111.250"),
      ]), as: Sample.register())
    let days = try Consumption.by(
      ["2025-03-01", "2025-03-02", "2025-03-03"].map(Sample.instant), of: shown)
    #expect(days.map { $0.value?.text } == ["10.25", "1"])
    #expect(days.allSatisfy(\.complete) && days.map(\.readings) == [2, 1])
  }

  @Test func `a pair across the boundary is not divided`() throws {
    let shown = try Sample.shown(
      Sample.statements([
        ("2025-03-01", "100"), ("2025-03-01T22:00", "104"), ("2025-03-02T02:00", "106"),
        ("2025-03-03", "111"),
      ]), as: Sample.register())
    let bounds = try ["2025-03-01", "2025-03-02", "2025-03-03"].map(Sample.instant)
    let days = try Consumption.by(bounds, of: shown)
    #expect(days.map { $0.value?.text } == ["4", "5"])
    #expect(days[0].gaps == [try Sample.gap("2025-03-01T22:00", "2025-03-02T00:00", .noReading)])
    #expect(days[1].gaps == [try Sample.gap("2025-03-02T00:00", "2025-03-02T02:00", .noReading)])
    let both = try Sample.consumed(shown, "2025-03-01", "2025-03-03")
    #expect(both.value?.text == "11" && both.complete)
  }

  @Test func `a blank is a gap and never zero`() throws {
    let shown = try Sample.shown(
      Sample.statements([("2025-03-01", "100"), ("2025-03-05", "100")]), as: Sample.register())
    let standing = try Sample.consumed(shown, "2025-03-01", "2025-03-05")
    #expect(standing.value == .zero && standing.complete)
    let inside = try Sample.consumed(shown, "2025-03-02", "2025-03-03")
    #expect(inside.value == nil && inside.readings == 0)
    #expect(inside.gaps == [try Sample.gap("2025-03-02", "2025-03-03", .noReading)])
    let half = try Sample.consumed(shown, "2025-03-01", "2025-03-03")
    #expect(half.value == nil && half.readings == 1 && half.gaps.count == 1)
  }

  @Test func `a change of multiplier needs a reading at the change`() throws {
    let settings = try Sample.settings(
      Sample.register(multiplier: "100"), Sample.register(multiplier: "150", from: "2025-03-02"))
    let timeline = SettingTimeline(settings, in: Sample.beijing)
    let ends = [("2025-03-01", "10"), ("2025-03-01T20:00", "12"), ("2025-03-02T04:00", "15")]
    let last = [("2025-03-03", "20")]
    let without = ShownReadings([try Sample.statements(ends + last)], in: timeline)
    let partly = try Sample.consumed(without, "2025-03-01", "2025-03-03")
    #expect(partly.value?.text == "950")
    #expect(partly.gaps == [try Sample.gap("2025-03-01T20:00", "2025-03-02T04:00", .change)])
    let with = ShownReadings(
      [try Sample.statements(ends + last), try Sample.statements([("2025-03-02", "13")])],
      in: timeline)
    let fully = try Sample.consumed(with, "2025-03-01", "2025-03-03")
    #expect(fully.value?.text == "1350" && fully.complete)
  }

  @Test func `more digits or a corrected note is no change of the register`() throws {
    let settings = try Sample.settings(
      Sample.register(multiplier: "100"),
      Sample.register(multiplier: "100.0", digits: 8, from: "2025-03-02"))
    let shown = ShownReadings(
      [try Sample.statements([("2025-03-01", "10"), ("2025-03-03", "20")])],
      in: SettingTimeline(settings, in: Sample.beijing))
    #expect(try Sample.consumed(shown, "2025-03-01", "2025-03-03").value?.text == "1000")
  }

  @Test func `a register may end where intervals begin`() throws {
    let settings = try Sample.settings(
      Sample.register(),
      PointSetting(
        from: CivilDate("2025-03-02"), kind: .power, unit: "kW",
        multiplier: Decimal18(units: 1, decimals: 0)))
    let shown = ShownReadings(
      [
        try Sample.statements([("2025-03-01", "10"), ("2025-03-02", "20")], length: 0),
        try Sample.statements(
          [("2025-03-02", "2"), ("2025-03-02T12:00", "3")], segment: 1, unit: "kW", length: 43_200),
      ], in: SettingTimeline(settings, in: Sample.beijing))
    let consumed = try Sample.consumed(shown, "2025-03-01", "2025-03-03")
    #expect(consumed.value?.text == "70" && consumed.complete && consumed.unit == "kWh")
  }

  @Test func `before the first setting nothing has a meaning`() throws {
    let settings = try Sample.settings(Sample.register(from: "2025-03-02"))
    let shown = ShownReadings(
      [try Sample.statements([("2025-03-01", "10"), ("2025-03-02", "20"), ("2025-03-03", "25")])],
      in: SettingTimeline(settings, in: Sample.beijing))
    let consumed = try Sample.consumed(shown, "2025-03-01", "2025-03-03")
    #expect(consumed.value?.text == "5")
    #expect(consumed.gaps == [try Sample.gap("2025-03-01", "2025-03-02", .noSetting)])
  }

  @Test func `another unit is not added`() throws {
    let settings = try Sample.settings(
      Sample.register(), Sample.register(unit: "MWh", from: "2025-03-02"))
    let shown = ShownReadings(
      [
        try Sample.statements([("2025-03-01", "10"), ("2025-03-01T23:00", "20")]),
        try Sample.statements([("2025-03-02", "1"), ("2025-03-03", "2")], unit: "MWh"),
      ], in: SettingTimeline(settings, in: Sample.beijing))
    let consumed = try Sample.consumed(shown, "2025-03-01", "2025-03-03")
    #expect(consumed.value?.text == "10" && consumed.unit == "kWh")
    #expect(consumed.gaps.map(\.reason) == [.change, .unit])
    let after = try Sample.consumed(shown, "2025-03-02", "2025-03-03")
    #expect(after.value?.text == "1" && after.unit == "MWh" && after.complete)
  }

  @Test func `a sum beyond 128 bits is a fault`() throws {
    let shown = try Sample.shown(
      Sample.statements([
        ("2025-03-01", "0.000000000000000000"), ("2025-03-02", "999999999999999999"),
      ]), as: Sample.register(multiplier: "999999999999999999"))
    #expect(throws: ConsumptionFault.overflow) {
      try Sample.consumed(shown, "2025-03-01", "2025-03-02")
    }
  }

  @Test func `laboratory values and stocks are no consumption`() throws {
    for kind in [ReadingKind.lab, .stock] {
      let shown = try Sample.shown(
        Sample.statements([("2025-03-01", "10")]), as: PointSetting(kind: kind, unit: "kWh"))
      #expect(throws: ConsumptionFault.notConsumed(kind: kind)) {
        try Sample.consumed(shown, "2025-03-01", "2025-03-02")
      }
    }
  }
}
