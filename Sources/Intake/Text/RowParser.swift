import SiteModel

/// Reads rows one by one: the general path, with the fast one tried first where it may apply.
struct RowParser {
  private let encoding: TextEncoding
  let columns: Int
  let time: TimeColumns
  /// The columns of point and value in a table with a row per reading.
  private let long: (point: Int, value: Int)?
  var batch: IntakeBatch
  var lastPoint: UInt16?
  private(set) var splitter: RowSplitter
  let times: TimeForm
  let numbers: NumberForm
  /// What a table with a day or a month a row has in its columns.
  let stretches: Stretches?
  let words: RowWords
  /// Column and point number of each value of a wide row, by column; numbers come with the first.
  private var wide: [(column: Int, name: [UInt8], point: UInt16?)] = []
  /// The column with the other end of a row's interval, and the seconds between.
  private let ends: (column: Int, length: Int64)?
  /// What columns that name the point must say in every row.
  private let fixed: [(column: Int, text: [UInt8])]
  /// What is taken from a label to reach the interval's start.
  let back: Int64
  private var fast: FastRows

  init(_ plan: IntakePlan, _ names: PointNames, _ batch: consuming IntakeBatch) {
    self.batch = batch
    self.batch.names = names
    self.batch.names.begin()
    (encoding, columns, time) = (plan.encoding, plan.columns, plan.time)
    splitter = RowSplitter(plan.delimiter, in: .utf8)
    (times, numbers) = (TimeForm(plan), NumberForm(plan))
    ends = plan.ends.flatMap { end in plan.length.map { (end, Int64($0)) } }
    fixed = plan.fixed.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) }
    (stretches, words) = (Stretches(plan), RowWords(plan))
    back = plan.isOverInterval && plan.label == .end ? Int64(plan.length ?? 0) : 0
    fast = FastRows(plan, back: back)
    switch plan.layout {
    case .long(let point, let value): long = (point, value)
    case .day, .month: long = nil
    case .wide(let names):
      long = nil
      wide = names.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8), nil) }
    }
  }

  consuming func finished() -> IntakeBatch {
    batch.columns.points = batch.names.names
    return batch
  }

  mutating func run(_ text: inout DecodedPiece, leadingRows: Int) {
    var at = text.start
    while at < text.bytes.count {
      if batch.rows >= leadingRows { takeFastRows(text.bytes.span, &at) }
      guard at < text.bytes.count else { break }
      let end = splitter.split(text.bytes.span, from: at)
      if batch.rows < leadingRows {
        batch.leading += text.readable(at..<end.next, row: batch.rows)
      } else if text.isDamaged(at..<end.content, row: batch.rows, isASCII: end.isASCII) {
        refuse(nil, .bytes, "", expected: encoding.rawValue)
      } else {
        takeRow(text.bytes.span, end)
      }
      keepIfRefused(&text, at..<end.next)
      batch.rows += 1
      at = end.next
    }
  }

  @inline(never)
  private mutating func takeFastRows(_ bytes: Span<UInt8>, _ at: inout Int) {
    guard fast.isPromising, let last = lastPoint else { return }
    lastPoint = fast.run(bytes, &at, last, &batch)
  }

  @inline(never)
  private mutating func takeRow(_ bytes: Span<UInt8>, _ end: RowSplitter.RowEnd) {
    if splitter.isBlank(bytes, from: 0) {
      batch.blankRows += 1
      return
    }
    if end.isBroken { return refuse(nil, .quote, "\"", expected: "\"…\"") }
    guard splitter.hasColumns(columns, bytes) else { return refuseShape(bytes) }
    if let stretches { return take(stretches, bytes) }
    switch label(bytes) {
    case .bad(let reason, let expected): refuseLabel(bytes, reason, expected)
    case .instant(let label):
      if let ends, !endAgrees(bytes, ends, label) { return }
      takeValues(bytes, at: label - back)
    }
  }

  private mutating func takeValues(_ bytes: Span<UInt8>, at instant: Int64) {
    if let long { return takeLong(bytes, at: instant, long.point, long.value) }
    for (column, text) in fixed
    where trimmed(unquoted(bytes, splitter.fields[column])[...]) != text[...] {
      return refuse(
        column, .other, found(bytes, column), expected: String(decoding: text, as: UTF8.self))
    }
    for place in wide.indices {
      guard let value = number(bytes, wide[place].column) else { continue }
      guard let point = wide[place].point ?? batch.names.number(wide[place].name[...]) else {
        refuse(wide[place].column, .points, "", expected: "65536")
        continue
      }
      wide[place].point = point
      take(point, instant, value)
    }
  }

  private mutating func takeLong(
    _ bytes: Span<UInt8>, at instant: Int64, _ pointColumn: Int, _ valueColumn: Int
  ) {
    guard let value = number(bytes, valueColumn) else { return }
    if let total = words.total(bytes, splitter.fields, pointColumn) {
      return refuse(pointColumn, .total, total, expected: "")
    }
    guard let point = point(bytes, pointColumn) else { return }
    if let lastPoint { batch.names.follow(lastPoint, by: point) }
    lastPoint = point
    take(point, instant, value)
  }

  mutating func take(_ point: UInt16, _ instant: Int64, _ value: Decimal18) {
    batch.columns.point.append(point)
    batch.columns.time.append(instant)
    batch.columns.units.append(value.units)
    batch.columns.decimals.append(value.decimals)
    batch.row.append(UInt32(truncatingIfNeeded: batch.rows))
  }
}
