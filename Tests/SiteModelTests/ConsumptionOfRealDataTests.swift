import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct ConsumptionOfRealDataTests {
  private func rows(_ path: String) throws -> [[Substring]] {
    let folder = try #require(sharedData)
    let data = try Data(contentsOf: folder.appending(path: path))
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }

  private func time(_ text: Substring, _ order: [Int], offset: Int64) throws -> Int64 {
    let numbers = text.split { "/ :".contains($0) }.compactMap { Int($0) }
    let date = try #require(
      CivilDate(year: numbers[order[0]], month: numbers[order[1]], day: numbers[order[2]]))
    return date.days * 86_400 + Int64(numbers[3] * 3600 + numbers[4] * 60) - offset * 3600
  }

  private func shown(
    _ readings: [(Int64, Substring)], _ setting: PointSetting, _ offset: Offset
  ) throws -> ShownReadings {
    let values = try readings.map { try #require(Decimal18($0.1)) }
    let part = ReadingStatements(
      segment: 0, unit: setting.unit, length: 900,
      readings: (readings.map(\.0), values.map(\.units), values.map(\.decimals)))
    return ShownReadings(
      [part],
      in: SettingTimeline(try PointSettings(always: setting), in: .natural(at: offset)))
  }

  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `the steel works used 959636 71 kWh in 2018`() throws {
    let readings = try rows("meters/steel-works/Steel_industry_data.csv").map { row in
      // Labels are ends; `0:00`, once a month `00:00`, closes the day whose date it carries.
      let end = try time(row[0], [2, 1, 0], offset: 9)
      return (
        (row[0].split(separator: " ").last.map { ["0:00", "00:00"].contains($0) } == true
          ? end + 86_400 : end) - 900, row[1]
      )
    }
    let seoul = try #require(Offset("+09:00"))
    let shown = try shown(readings, PointSetting(kind: .interval, unit: "kWh"), seoul)
    let calendar = ProductionCalendar.natural(at: seoul)
    let bounds = try Period("2018").bounds(in: calendar)
    let year = try Consumption.over(bounds, of: shown)
    #expect(year.value?.text == "959636.71" && year.complete && year.readings == 35_040)
    let months = try Consumption.by(Period("2018").monthBounds(in: calendar), of: shown)
    #expect(months[0].value?.text == "126238.29" && months.allSatisfy(\.complete))
    let totals = try DayTotals(of: shown)
    #expect(try totals.consumed(over: Period("2018")) == year)
    #expect(try totals.by(Period("2018").monthBounds(in: calendar)) == months)
  }

  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `the region used 6846112427 403999999009625 kWh with 388 quarters missing`() throws {
    let path = "meters/region-load/variantA_附件1-区域15分钟负荷数据.csv"
    let readings = try rows(path).map { (try time($0[0], [0, 1, 2], offset: 8), $0[1]) }
    let shown = try shown(readings, PointSetting(kind: .power, unit: "kW"), .beijing)
    let (first, last) = try (#require(shown.times.first), #require(shown.times.last))
    let span = Instant(seconds: first)..<Instant(seconds: last + 900)
    let all = try Consumption.over(span, of: shown)
    #expect(all.value?.text == "6846112427.403999999009625" && all.unit == "kWh")
    #expect(all.gaps.count == 34 && shown.conflicts.isEmpty)
    let missing = all.gaps.map { $0.until.seconds - $0.from.seconds }.reduce(0, +)
    #expect(missing == 388 * 900 && all.readings == 128_156)
    let years = try Period("2018-01-01..2021-12-31")
    let direct = try Consumption.over(
      years.bounds(in: .natural(at: .beijing)), of: shown)
    #expect(try DayTotals(of: shown).consumed(over: years) == direct)
    #expect(direct.value == all.value)
  }
}
