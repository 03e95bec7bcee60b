import SiteModel
import Testing

/// Short ways to say readings in tests.
enum Sample {
  static let beijing = ProductionCalendar.natural(at: .beijing)

  static func instant(_ text: String) throws -> Instant {
    let full = text.count == 10 ? text + "T00:00:00+08:00" : text + ":00+08:00"
    return try #require(Instant.parse(full)).instant
  }

  static func decimal(_ text: String) throws -> Decimal18 { try #require(Decimal18(text)) }

  static func settings(_ all: PointSetting...) throws -> PointSettings { try PointSettings(all) }

  static func register(
    unit: String = "kWh", multiplier: String = "1", digits: Int? = 6, from: String? = nil
  ) throws -> PointSetting {
    PointSetting(
      from: try from.map { try #require(CivilDate($0)) }, kind: .register, unit: unit,
      multiplier: try decimal(multiplier), digits: digits)
  }

  static func statements(
    _ readings: [(String, String)], segment: Int = 0, unit: String = "kWh", length: Int32? = nil,
    flags: [String: [Int]] = [:]
  ) throws -> ReadingStatements {
    let values = try readings.map { try decimal($0.1) }
    var statements = ReadingStatements(
      segment: segment, unit: unit, length: length,
      readings: (
        try readings.map { try instant($0.0).seconds }, values.map(\.units), values.map(\.decimals)
      ))
    statements.flags = flags
    return statements
  }

  static func shown(
    _ statements: ReadingStatements..., as setting: PointSetting,
    in calendar: ProductionCalendar = beijing
  ) throws -> ShownReadings {
    ShownReadings(
      statements, in: SettingTimeline(try PointSettings(always: setting), in: calendar))
  }

  static func consumed(
    _ shown: ShownReadings, _ from: String, _ until: String
  ) throws -> Consumed {
    try Consumption.over(try instant(from)..<(try instant(until)), of: shown)
  }

  static func gap(
    _ from: String, _ until: String, _ reason: Consumed.Reason
  ) throws -> Consumed.Gap {
    Consumed.Gap(from: try instant(from), until: try instant(until), reason: reason)
  }
}
