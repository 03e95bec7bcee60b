import SiteModel
import Testing

@Suite struct CalibrationTests {
  private static func key(_ type: String, _ id: String) throws -> RecordKey {
    try #require(RecordKey(type: type, id: id))
  }

  private static func event(
    _ number: String, on day: String, _ fields: [String: JSON] = [:], reviewed: Bool = true
  ) throws -> CalibrationEvent {
    var values: [String: JSON] = [
      "number": .string(number), "instrument": "i-1", "on": .string(day), "verdict": "passed",
      "confirmation": "use",
    ]
    values.merge(fields) { $1 }
    let record = OtherRecord(
      key: try key("calibration-event", number), fields: values,
      states: [reviewed ? "reviewed" : "draft"], permits: reviewed ? [.counts, .mayUse] : [])
    return try #require(CalibrationEvent(record, months: 12))
  }

  private static func states(
    _ timeline: CalibrationTimeline, _ days: [String]
  ) -> [CalibrationState] {
    days.compactMap { CivilDate($0) }.map(timeline.state)
  }

  @Test func `a calibration holds good up to the day before its interval ends`() throws {
    let timeline = CalibrationTimeline([try Self.event("1", on: "2025-03-01")])
    #expect(
      Self.states(timeline, ["2025-02-28", "2025-03-01", "2026-02-28", "2026-03-01"])
        == [.none, .valid, .valid, .expired])
  }

  @Test func `what failed counts unreviewed, what passed does not`() throws {
    let good = try Self.event("1", on: "2025-03-01", reviewed: false)
    #expect(good.outcome == .pending)
    #expect(Self.states(CalibrationTimeline([good]), ["2025-03-02"]) == [.none])
    let bad = try Self.event(
      "2", on: "2025-03-01", ["verdict": "failed", "confirmation": "not"], reviewed: false)
    #expect(Self.states(CalibrationTimeline([bad]), ["2025-03-01"]) == [.failed])
    #expect(bad.until == nil)
  }

  @Test func `between a failure and the next good calibration no repair makes it better`() throws {
    let day = try #require(CivilDate("2025-04-01"))
    let bad = try Self.event("1", on: "2025-03-01", ["confirmation": "not"])
    let good = try Self.event("2", on: "2025-05-01")
    let repair = (day, try Self.key("maintenance-record", "m-1"))
    let timeline = CalibrationTimeline([good, bad], reopened: [repair])
    #expect(
      Self.states(timeline, ["2025-03-31", "2025-04-02", "2025-05-01"])
        == [.failed, .failed, .valid])
    #expect(
      Self.states(CalibrationTimeline([good], reopened: [repair]), ["2025-04-02", "2025-05-01"])
        == [.needsCalibration, .valid])
  }

  @Test func `an error is of the reading or of the standard's value, and neither is guessed`() {
    let percent = Rational(-12) / Rational(10)
    #expect(FoundError(percent: percent, of: .reading).correction == Rational("12/1000"))
    #expect(FoundError(percent: percent, of: .standard).correction == Rational("12/988"))
    #expect(FoundError(percent: Rational(-100), of: .standard).correction == nil)
  }

  @Test func `a replacement ends what an installation still says and begins the new one`() throws {
    let installation = OtherRecord(
      key: try Self.key("installation", "l-1"),
      fields: [
        "instrument": "i-1", "point": "p-1", "from": "2025-01-01T00:00:00+08:00",
      ], states: ["draft"], permits: [])
    let swap = OtherRecord(
      key: try Self.key("meter-event", "m-1"),
      fields: [
        "point": "p-1", "kind": "swap", "at": "2025-06-01T10:00:00+08:00",
        "until": "2025-06-01T10:20:00+08:00", "newInstrument": "i-2",
      ], states: ["draft"], permits: [])
    let services = InstrumentService.all(installations: [installation], replacements: [swap])
    #expect(services.map(\.instrument) == ["i-1", "i-2"])
    #expect(services.map(\.until) == [1_748_743_200, Int64.max])
    #expect(services[1].from == 1_748_744_400)
  }
}
