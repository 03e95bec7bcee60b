import Intake
import SiteModel

/// What a whole file gave, its pieces joined in order.
struct Whole {
  var names = PointNames()
  var points: [String] = []
  var times: [Int64] = []
  var values: [Decimal18] = []
  /// The row of each reading, from 1 in the file.
  var rows: [Int] = []
  /// Row from 1, column from 0, reason.
  var refusals: [(row: Int, refusal: RowRefusal)] = []
  var gaps = 0
  var blankRows = 0
  var rowCount = 0
  var endsOpen = false
  var refused = RefusedRows()

  init(_ text: String, _ plan: IntakePlan) throws {
    try self.init(bytes: Array(text.utf8), plan)
  }

  init(bytes: [UInt8], _ plan: IntakePlan) throws {
    var pieces = RowPieces(bytes: bytes, name: "test.csv", plan: plan)
    try read(&pieces, plan)
  }

  init(file: String, _ plan: IntakePlan) throws {
    var pieces = try RowPieces(file: file, plan: plan)
    try read(&pieces, plan)
  }

  private mutating func read(_ pieces: inout RowPieces, _ plan: IntakePlan) throws {
    while let piece = try pieces.next() {
      let batch = try parse(piece, plan: plan, names: names)
      try add(batch)
      refused.add(batch, leadingRows: piece.leadingRows)
      endsOpen = piece.endsOpen
    }
  }

  private mutating func add(_ batch: IntakeBatch) throws {
    let remap = try names.merge(batch.names)
    for row in 0..<batch.columns.count {
      let number = Int(batch.columns.point[row])
      points.append(names.names[remap.map { Int($0[number]) } ?? number])
      times.append(batch.columns.time[row])
      values.append(batch.columns.value(row))
      rows.append(rowCount + Int(batch.row[row]) + 1)
    }
    refusals += batch.refusals.map { (rowCount + Int($0.row) + 1, $0) }
    gaps += batch.gaps
    blankRows += batch.blankRows
    rowCount += batch.rows
  }

  /// The readings as lines `point time value`, the time at an offset.
  func lines(at offset: Offset = .utc) -> [String] {
    points.indices.map {
      "\(points[$0]) \(Instant(seconds: times[$0]).text(at: offset)) \(values[$0])"
    }
  }

  /// The exact sum of the values, of those whose wall clock passes the filter.
  func sum(where isWanted: (Int64) -> Bool = { _ in true }) -> Rational {
    var units: [Int: Int128] = [:]
    for (time, value) in zip(times, values) where isWanted(time) {
      units[Int(value.decimals), default: 0] += Int128(value.units)
    }
    return units.reduce(.zero) { $0 + Rational(units: $1.value, decimals: $1.key) }
  }
}

/// `time,point,value` at 北京 with labels as they stand.
func longPlan(
  kind: ReadingKind = .register, label: LabelSide = .start, length: Int? = nil
) -> IntakePlan {
  IntakePlan(
    columns: 3, layout: .long(point: 1, value: 2), time: TimeColumns(date: 0),
    clock: LabelClock(offset: .beijing, label: label, length: length), kind: kind)
}

/// `time,value` of one point without a header, at 北京.
func pairPlan(kind: ReadingKind = .register) -> IntakePlan {
  var plan = IntakePlan(
    columns: 2, layout: .wide([1: "M"]), time: TimeColumns(date: 0),
    clock: LabelClock(offset: .beijing, label: .start), kind: kind)
  plan.headerRows = 0
  return plan
}
