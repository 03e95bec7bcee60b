import Intake
import SiteModel

/// Finds readings that can be read and still must not be kept: intervals that overlap, instants
/// that have not come yet, numbers a register does not show.
struct Misfits {
  private struct Misfit {
    let row: Int32
    let point: String
    let verdict: ReadingVerdict
    let expected: String
  }

  private let length: Int64
  private let isRegister: Bool
  private let latest: Int64
  private let offset: Offset
  private var found: [Misfit] = []

  /// A clock that is a day behind is no reason to refuse.
  private static let patience: Int64 = 86_400

  init(_ plan: IntakePlan, now: Instant?) {
    let areIntervals = plan.kind == .interval || plan.kind == .power
    length = areIntervals ? Int64(plan.length ?? 0) : 0
    (isRegister, offset) = (plan.kind == .register, plan.offset)
    latest = now.map { $0.seconds + Self.patience } ?? .max
  }

  var isEmpty: Bool { found.isEmpty }
  /// Whether readings cover time, so that two may cover the same.
  var areIntervals: Bool { length > 0 }

  /// Looks at the rows of one point, which ascend in time.
  mutating func look(
    at rows: ArraySlice<Int32>, of point: MeasurementPoint, _ columns: borrowing ReadingColumns,
    _ held: HeldIntervals
  ) {
    lookAhead(rows, point.number, columns)
    if areIntervals { lookForOverlaps(rows, point.number, columns, held) }
    if isRegister, let digits = point.settings.latest.digits {
      lookForRange(rows, point.number, columns, digits)
    }
  }

  private mutating func lookAhead(
    _ rows: ArraySlice<Int32>, _ point: String, _ columns: borrowing ReadingColumns
  ) {
    for row in rows.reversed() {
      guard columns.time[Int(row)] + length > latest else { break }
      add(row, point, .future, "≤ " + Instant(seconds: latest).text(at: offset))
    }
  }

  private mutating func lookForOverlaps(
    _ rows: ArraySlice<Int32>, _ point: String, _ columns: borrowing ReadingColumns,
    _ held: HeldIntervals
  ) {
    var last = Int64.min
    for row in rows {
      let time = columns.time[Int(row)]
      if let other = held.overlap(with: time, length) {
        add(row, point, .overlap, Instant(seconds: other).text(at: offset))
      } else if time != last, last > time - length {
        add(row, point, .overlap, Instant(seconds: last).text(at: offset))
      } else {
        last = time
      }
    }
  }

  private mutating func lookForRange(
    _ rows: ArraySlice<Int32>, _ point: String, _ columns: borrowing ReadingColumns, _ digits: Int
  ) {
    let powers = (0...18).map { place in
      (0..<min(18, digits + place)).reduce(1 as Int64) { power, _ in power * 10 }
    }
    let (units, decimals) = (columns.units.span, columns.decimals.span)
    for row in rows {
      let value = units[Int(row)]
      guard value < 0 || value >= powers[Int(decimals[Int(row)])] else { continue }
      add(row, point, .range, "0 … \(String(repeating: "9", count: digits))")
    }
  }

  private mutating func add(
    _ row: Int32, _ point: String, _ verdict: ReadingVerdict, _ expected: String
  ) {
    found.append(Misfit(row: row, point: point, verdict: verdict, expected: expected))
  }

  /// What is handed back, each row once, in the order of the file.
  func readings(_ gathered: borrowing Gathered) -> [DifferingReading] {
    var first: [Int32: Misfit] = [:]
    for misfit in found where first[misfit.row] == nil { first[misfit.row] = misfit }
    let columns = gathered.columns
    let rows = gathered.row
    return first.values.sorted { $0.row < $1.row }.map { misfit in
      let row = Int(misfit.row)
      return DifferingReading(
        row: Int(rows[row]) + 1, point: misfit.point, at: Instant(seconds: columns.time[row]),
        value: columns.value(row), held: [], verdict: misfit.verdict, expected: misfit.expected)
    }
  }

  /// The readings that fit.
  func others(of gathered: borrowing Gathered) -> Gathered {
    let out = Set(found.map(\.row))
    var rest = Gathered()
    rest.columns.points = gathered.columns.points
    for row in 0..<gathered.count where !out.contains(Int32(row)) {
      rest.columns.append(gathered.columns, row: row, point: gathered.columns.point[row])
      rest.row.append(gathered.row[row])
    }
    return rest
  }
}
