import Intake
import SiteModel
import TestSupport
import Testing

/// The fast path and the general path are one reader.
@Suite struct FastPathTests {
  private struct Sample {
    var rows: [[String]] = []
    var lineEnd = "\n"

    /// The file as bulk exports write it.
    var plain: String { text { $0 } }
    /// The same fields in quotes, which only the general path reads.
    var quoted: String { text { "\"" + $0 + "\"" } }

    private func text(_ form: (String) -> String) -> String {
      "t,p,v" + lineEnd + rows.map { $0.map(form).joined(separator: ",") + lineEnd }.joined()
    }
  }

  private static let odd = [
    "", "-", "12.", ".5", "x", "1e3", "+5", "12.5 ", "1234567890123456", "-0.0", "007", "--5",
    "1-2",
    "123456789012345.5", "9.99999999999999", "１２",
  ]
  private static let oddLabels = [
    "2025-02-30 00:00", "2025-01-01 24:00", "2025-01-01 7:15", "2025/01/01 00:00", "2025-01-01",
    "2025-01-01T00:00:60+08:00", "2025-01-01T00:00:00+19:00", "2025-01-01T00:00:00+0800",
    "2025-01-01T00:00Z", "2025-01-01t00:00:00", "2025-1-01 00:00", "2025-01-01 00:0", "x",
  ]

  private func sample(_ random: inout SeededRandom, rows: Int) -> Sample {
    var sample = Sample()
    sample.lineEnd = Bool.random(using: &random) ? "\n" : "\r\n"
    let suffix = ["", ":00", ":00+08:00", ":30Z", "+06:00"].randomElement(using: &random) ?? ""
    let separator = Bool.random(using: &random) ? " " : "T"
    let names = (0..<Int.random(in: 1...6, using: &random)).map { number in
      ["P\(number)", "一号变电所总电表\(number)", "meter number \(number) of the eastern hall"]
        .randomElement(using: &random) ?? ""
    }
    let oddities = Bool.random(using: &random) ? 20 : 0
    for row in 0..<rows {
      let minutes = row / names.count * 15
      let (day, hour) = (minutes / 1440 % 28 + 1, minutes / 60 % 24)
      var label = "2025-0\(minutes / 40_320 % 9 + 1)-\(two(day))\(separator)\(two(hour))"
      label += ":" + two(minutes % 60) + suffix
      var fields = [label, names[row % names.count], number(&random)]
      if Int.random(in: 0..<1000, using: &random) < oddities {
        fields[2] = Self.odd.randomElement(using: &random) ?? ""
      } else if Int.random(in: 0..<1000, using: &random) < oddities {
        fields[0] = Self.oddLabels.randomElement(using: &random) ?? ""
      } else if Int.random(in: 0..<1000, using: &random) < oddities {
        fields[1] = names.randomElement(using: &random) ?? ""
      }
      sample.rows.append(fields)
    }
    return sample
  }

  private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private func number(_ random: inout SeededRandom) -> String {
    let whole = UInt64.random(
      in: 0..<1 << UInt64.random(in: 1...49, using: &random), using: &random)
    let sign = Int.random(in: 0..<8, using: &random) == 0 ? "-" : ""
    let decimals = Int.random(in: 0...5, using: &random)
    guard decimals > 0 else { return sign + String(whole) }
    let tail = String(UInt64.random(in: 0..<100_000, using: &random)).prefix(decimals)
    return "\(sign)\(whole % 10_000_000_000).\(tail)"
  }

  @Test func `both paths give equal readings, gaps and refusals`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    for _ in 0..<40 {
      let sample = sample(&random, rows: Int.random(in: 1...1500, using: &random))
      var plan = longPlan(kind: .interval, label: .end, length: 900)
      plan.midnight = Bool.random(using: &random) ? .nextDate : .sameDate
      let (fast, general) = (try Whole(sample.plain, plan), try Whole(sample.quoted, plan))
      #expect(fast.lines() == general.lines())
      #expect(fast.rows == general.rows)
      #expect(fast.gaps == general.gaps && fast.rowCount == general.rowCount)
      #expect(fast.refusals.map(\.refusal) == general.refusals.map(\.refusal))
      #expect(fast.points.count + fast.gaps + fast.refusals.count == sample.rows.count)
    }
  }

  @Test func `a name that needs quotes is never taken for its plain look`() throws {
    var text = "t,p,v\n"
    for row in 0..<200 {
      let name = row < 5 ? "\"a,b\"" : "a,b"
      text += "2025-01-01 00:00,\(name),\(row)\n"
    }
    let whole = try Whole(text, longPlan())
    #expect(whole.values.count == 5)
    #expect(whole.refusals.count == 195)
    #expect(whole.refusals.allSatisfy { $0.refusal.reason == .columns })
  }
}
