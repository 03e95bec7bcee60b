import SiteModel
import Testing

@testable import Intake

/// Production day, settlement month, the clocks of file and plant, the end a label names, and an hour
/// that a change of clocks left out, wrote twice or gave two values: every combination.
@Suite struct ClockCombinationTests {
  /// What the file does with one hour.
  enum OddHour: CaseIterable { case plain, missing, twice, twoValues }

  struct Scene: Sendable, CustomStringConvertible {
    let dayStart: Int, monthStart: Int
    let plant: Offset, file: Offset
    let label: LabelSide
    let odd: OddHour

    var description: String { "\(dayStart) \(monthStart) \(plant) \(file) \(label) \(odd)" }
  }

  private static let clocks = [Offset.beijing, Offset("+06:00") ?? .utc]
  static let scenes: [Scene] = [0, 28_800].flatMap { dayStart in
    [1, 26].flatMap { monthStart in
      clocks.flatMap { plant in
        clocks.flatMap { file in
          [LabelSide.start, .end].flatMap { label in
            OddHour.allCases.map {
              Scene(
                dayStart: dayStart, monthStart: monthStart, plant: plant, file: file,
                label: label, odd: $0)
            }
          }
        }
      }
    }
  }

  /// 2025-01-20T00:00Z, and the hour 2025-03-09T18:00Z, which is in every production March.
  private static let first: Int64 = 1_737_331_200
  private static let hours = 0..<24 * 80
  private static let oddHour = 24 * 48 + 18

  private func value(_ hour: Int) -> Decimal18 {
    Decimal18(units: Int64(1000 + hour * 7919 % 9973), decimals: 2)
  }

  private func start(_ hour: Int) -> Int64 { Self.first + Int64(hour) * 3600 }

  private func text(_ scene: Scene) -> String {
    var lines = ["时间,M(kWh)"]
    for hour in Self.hours {
      let end: Int64 = scene.label == .end ? 3600 : 0
      let label = Instant(seconds: start(hour) + end).text(at: scene.file)
        .prefix(16).replacing("T", with: " ")
      let line = "\(label),\(value(hour))"
      switch hour == Self.oddHour ? scene.odd : .plain {
      case .plain: lines.append(line)
      case .missing: break
      case .twice: lines += [line, line]
      case .twoValues: lines += [line, "\(label),1.00"]
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func shown(_ scene: Scene, _ calendar: ProductionCalendar) throws -> ShownReadings {
    let bytes = Array(text(scene).utf8)
    let proposal = try propose(head: bytes, fileName: "hours.csv")
    var answers = IntakeAnswers(
      kind: .interval, offset: scene.file, label: scene.label, length: 3600)
    (answers.midnight, answers.dateOrder) = (.nextDate, proposal.dateOrder ?? .ymd)
    let whole = try Whole(bytes: bytes, try proposal.plan(answers))
    #expect(whole.refusals.isEmpty)
    let readings = (whole.times, whole.values.map(\.units), whole.values.map(\.decimals))
    let setting = PointSetting(
      kind: .interval, unit: "kWh", multiplier: Decimal18(units: 1, decimals: 0))
    return ShownReadings(
      [ReadingStatements(segment: 0, unit: "kWh", length: 3600, readings: readings)],
      in: SettingTimeline(try PointSettings(always: setting), in: calendar))
  }

  /// The dates of production March, told without the calendar's own arithmetic.
  private func isMarch(_ hour: Int, _ scene: Scene) -> Bool {
    let local = start(hour) + Int64(scene.plant.seconds) - Int64(scene.dayStart)
    let date = Instant(seconds: local).text(at: .utc).prefix(10)
    return scene.monthStart == 1
      ? date.hasPrefix("2025-03") : "2025-02-26" <= date && date <= "2025-03-25"
  }

  @Test(arguments: scenes)
  func `a month is the sum of its hours, and the odd one is a gap or nothing odd`(_ scene: Scene)
    throws
  {
    let calendar = try #require(
      ProductionCalendar(
        offset: scene.plant, dayStart: scene.dayStart, monthStart: scene.monthStart))
    let span = try Period("2025-03").bounds(in: calendar)
    let consumed = try Consumption.over(span, of: shown(scene, calendar))
    let isWhole = scene.odd == .plain || scene.odd == .twice
    let counting = Self.hours.filter {
      isMarch($0, scene) && (isWhole || $0 != Self.oddHour)
    }
    #expect(counting.count == (isWhole ? 0 : -1) + 24 * (scene.monthStart == 1 ? 31 : 28))
    let sum = counting.reduce(Rational.zero) { $0 + Rational(value($1)) }
    #expect(consumed.value == sum)
    let gap = Consumed.Gap(
      from: Instant(seconds: start(Self.oddHour)), until: Instant(seconds: start(Self.oddHour + 1)),
      reason: scene.odd == .missing ? .noReading : .conflict)
    #expect(consumed.gaps == (isWhole ? [] : [gap]))
  }
}
