import Foundation
import SiteModel
import TestSupport
import Testing

@testable import Intake

/// The pipeline files of an energy dashboard (OED) with the output it expects of each.
@Suite(.enabled(if: sharedData != nil, "needs ../shared/data"))
struct EnergyDashboardTests {
  private static let registers: Set<Int> = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 20, 21, 22, 25, 29, 31, 32, 33,
  ]
  /// Registers of which a person said that they were set to zero.
  private static let resets: Set<Int> = [5, 6, 8, 10, 12]
  private static let endsOnly: Set<Int> = [23, 24, 25, 35]

  private static let otherLength =
    "a row whose interval is longer or shorter is handed back, never read as a usual one"
  private static let damaged = "the damaged row is handed back, the others are taken"
  private static let standings = "a register stands at ends; between two of them nothing is missing"

  /// Where ours differs, and why it is right.
  private static let why: [Int: String] = [
    14: otherLength, 15: otherLength, 16: otherLength, 17: otherLength, 18: otherLength,
    19: otherLength, 23: "the length was asked, so the first interval is whole too",
    24: "the length was asked, so the first interval is whole too", 26: damaged, 27: damaged,
    29: damaged, 30: damaged, 31: standings, 32: standings,
    35: "two values of one instant are both handed back; the day without a value is a gap",
  ]

  private func bytes(_ name: String) throws -> [UInt8] {
    let folder = try #require(sharedData)
    return [UInt8](try Data(contentsOf: folder.appending(path: "csv-cases/oed/\(name).csv")))
  }

  private func plan(_ number: Int, _ head: [UInt8]) throws -> IntakePlan {
    let kind: ReadingKind = Self.registers.contains(number) ? .register : .interval
    let proposal = try propose(head: head, fileName: "pipe\(number)")
    var answers = IntakeAnswers(
      kind: kind, offset: .utc, label: Self.endsOnly.contains(number) ? .end : .start,
      length: 86_400)
    (answers.midnight, answers.dateOrder) = (.nextDate, proposal.dateOrder ?? .mdy)
    return try proposal.plan(answers)
  }

  /// `value,start,end` as the collection writes it.
  private func line(_ value: Rational, _ start: Int64, _ end: Int64) -> String {
    let moments = [start, end].map {
      Instant(seconds: $0).text(at: .utc).prefix(19).split(separator: "T").joined(separator: " ")
    }
    return ([value.text] + moments).joined(separator: ",")
  }

  private func ours(_ number: Int) throws -> [String] {
    let bytes = try bytes("pipe\(number)Input")
    let whole = try Whole(bytes: bytes, try plan(number, bytes))
    var values: [Int64: Set<String>] = [:]
    for (time, value) in zip(whole.times, whole.values) {
      values[time, default: []].insert("\(value)")
    }
    let readings = values.filter { $0.value.count == 1 }
      .map { ($0.key, Rational($0.value.first ?? "") ?? .zero) }.sorted { $0.0 < $1.0 }
    guard Self.registers.contains(number) else {
      return readings.map { line($0.1, $0.0, $0.0 + 86_400) }
    }
    var lines: [String] = []
    for (before, after) in zip(readings, readings.dropFirst()) {
      let falls = after.1 < before.1
      // A fall that nobody decided stops the import.
      guard !falls || Self.resets.contains(number) else { return [] }
      lines.append(line(falls ? after.1 : after.1 - before.1, before.0, after.0))
    }
    return lines
  }

  @Test(arguments: 1...35)
  func `a file gives its expected output, or the table says why not`(_ number: Int) throws {
    let expected = String(decoding: try bytes("pipe\(number)Expected"), as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init).filter { !$0.isEmpty }
    let ours = try ours(number)
    if let why = Self.why[number] {
      #expect(ours != expected, "pipe\(number) needs no reason any more: \(why)")
    } else {
      #expect(ours == expected, "pipe\(number)")
    }
  }
}
