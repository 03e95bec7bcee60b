import Intake
import SiteModel

/// The rows of a file that speak of one instant of one point.
struct JudgedCell {
  enum Verdict { case new, same, differing }

  let columns: ReadingColumns
  let rows: ArraySlice<Int32>
  let held: [Decimal18]

  var verdict: Verdict {
    let first = columns.value(Int(rows[rows.startIndex]))
    let agree = rows.dropFirst().allSatisfy { columns.value(Int($0)).isSameNumber(as: first) }
    guard agree else { return .differing }
    if held.isEmpty { return .new }
    return held.contains { $0.isSameNumber(as: first) } ? .same : .differing
  }

  func frozen(_ point: String, _ fileRows: [UInt32], _ month: String) -> [DifferingReading] {
    rows.map { row in
      DifferingReading(
        row: Int(fileRows[Int(row)]) + 1, point: point,
        at: Instant(seconds: columns.time[Int(row)]), value: columns.value(Int(row)), held: [],
        verdict: .frozen, expected: month)
    }
  }

  func differing(_ point: String, _ fileRows: [UInt32]) -> [DifferingReading] {
    rows.map { row in
      let others = rows.filter { $0 != row }.map { columns.value(Int($0)) }
      return DifferingReading(
        row: Int(fileRows[Int(row)]) + 1, point: point,
        at: Instant(seconds: columns.time[Int(row)]), value: columns.value(Int(row)),
        held: held.isEmpty ? others : held,
        verdict: held.isEmpty ? .duplicate : .conflict)
    }
  }
}
