import SiteModel

/// Reads rows one by one: the general path, with the fast one tried first where it may apply.
struct RowParser {
  private let encoding: TextEncoding
  private let columns: Int
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
  private mutating func keepIfRefused(_ text: inout DecodedPiece, _ range: Range<Int>) {
    guard let last = batch.refusals.last, last.row == UInt32(batch.rows) else { return }
    var bytes = text.readable(range, row: batch.rows)
    if bytes.last != 0x0A && bytes.last != 0x0D { bytes.append(0x0A) }
    batch.refusedRows.append(RefusedRow(row: last.row, bytes: bytes))
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

extension RowParser {
  private mutating func label(_ bytes: Span<UInt8>) -> LabelReading {
    let date = splitter.fields[time.date]
    guard let clockColumn = time.clock else {
      let plain = times.label(bytes, date.start, date.end)
      if case .instant = plain { return plain }
      let text = folded(bytes, date)
      return times.label(text.span, 0, text.count)
    }
    let clock = splitter.fields[clockColumn]
    let plain = times.label(bytes, date, clock)
    if case .instant = plain { return plain }
    let dateText = folded(bytes, date)
    let text = dateText + folded(bytes, clock)
    return times.label(
      text.span, .init(start: 0, end: dateText.count, isQuoted: false),
      .init(start: dateText.count, end: text.count, isQuoted: false))
  }

  private mutating func endAgrees(
    _ bytes: Span<UInt8>, _ ends: (column: Int, length: Int64), _ start: Int64
  ) -> Bool {
    let text = folded(bytes, splitter.fields[ends.column])
    guard case .instant(let end) = times.label(text.span, 0, text.count) else {
      refuse(ends.column, .date, found(bytes, ends.column), expected: times.order.rawValue)
      return false
    }
    guard end - start == ends.length else {
      let expected = Instant(seconds: start + ends.length).text(at: .utc)
      refuse(ends.column, .length, found(bytes, ends.column), expected: expected)
      return false
    }
    return true
  }

  mutating func number(_ bytes: Span<UInt8>, _ column: Int) -> Decimal18? {
    switch numbers.read(bytes, splitter.fields[column]) {
    case .value(let value): return value
    case .gap: batch.gaps += 1
    case .bad(let reason, let expected):
      refuse(column, reason, found(bytes, column), expected: expected)
    }
    return nil
  }

  mutating func point(_ bytes: Span<UInt8>, _ column: Int) -> UInt16? {
    let field = splitter.fields[column]
    if let lastPoint,
      let known = batch.names.expected(after: lastPoint, in: bytes, field.start, field.end)
    {
      return known
    }
    let name = trimmed(unquoted(bytes, field)[...])
    guard !name.isEmpty else {
      refuse(column, .point, "", expected: "")
      return nil
    }
    let number = batch.names.number(name)
    if number == nil { refuse(column, .points, found(bytes, column), expected: "65536") }
    return number
  }

  private mutating func refuseShape(_ bytes: Span<UInt8>) {
    refuseUnlessWords(bytes, nil, .columns, expected: String(columns))
  }

  private mutating func refuseLabel(
    _ bytes: Span<UInt8>, _ reason: RefusalReason, _ expected: String
  ) {
    let column = reason == .date ? time.date : time.clock ?? time.date
    refuseUnlessWords(bytes, column, reason, expected: expected)
  }

  /// Refuses a row without a label, unless it is a sum, or words where no reading can be.
  mutating func refuseUnlessWords(
    _ bytes: Span<UInt8>, _ column: Int?, _ reason: RefusalReason, expected: String
  ) {
    if let total = words.total(bytes, splitter.fields) {
      return refuse(column ?? 0, .total, total, expected: "")
    }
    if words.isNote(bytes, splitter.fields, numbers) {
      batch.notes.append(UInt32(truncatingIfNeeded: batch.rows))
      return
    }
    let text = column.map { found(bytes, $0) } ?? String(splitter.fields.count)
    refuse(column, reason, text, expected: expected)
  }

  func found(_ bytes: Span<UInt8>, _ column: Int) -> String {
    guard splitter.fields.indices.contains(column) else { return "" }
    let name = trimmed(unquoted(bytes, splitter.fields[column])[...])
    return String(String(decoding: name.prefix(800), as: UTF8.self).prefix(200))
  }

  mutating func refuse(
    _ column: Int?, _ reason: RefusalReason, _ found: String, expected: String
  ) {
    batch.refusals.append(
      RowRefusal(
        row: UInt32(truncatingIfNeeded: batch.rows), column: column, reason: reason, found: found,
        expected: expected))
  }
}
