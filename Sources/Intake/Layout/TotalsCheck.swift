import SiteModel

/// What comparing a file's own sums with its readings gave.
package struct TotalVerdicts: Sendable {
  /// Rows, from 0, whose every sum agrees: they are passed over.
  package fileprivate(set) var agreeing: Set<Int> = []
  /// For the others the first column that disagrees, what stands there and what the values make.
  package fileprivate(set) var wrong: [Int: (column: Int, found: String, expected: String)] = [:]
}

extension IntakePlan {
  /// Reads a file once more and compares each row of sums with the rows above it.
  ///
  /// Only files with such rows need it, so the first reading does not pay for sums.
  package func totals(file path: String) throws(IntakeFault) -> TotalVerdicts {
    var pieces = try RowPieces(file: path, plan: self)
    var check = TotalsCheck(self)
    while let piece = try pieces.next() { check.read(piece, self) }
    return check.verdicts
  }
}

extension IntakeBatch {
  /// Whether a row of sums waits for its verdict.
  package var hasTotals: Bool { refusals.contains { $0.reason == .total } }

  /// Drops rows of sums that agree and says of the others what they should be.
  ///
  /// - Parameter firstRow: rows of the file before the batch.
  /// - Returns: how many rows agreed.
  package mutating func settle(_ totals: TotalVerdicts, after firstRow: Int) -> Int {
    let waiting = Set(refusals.filter { $0.reason == .total }.map(\.row))
    let agreed = waiting.filter { totals.agreeing.contains(firstRow + Int($0)) }
    refusals.removeAll { agreed.contains($0.row) }
    refusedRows.removeAll { agreed.contains($0.row) }
    for place in refusals.indices where refusals[place].reason == .total {
      let row = refusals[place].row
      guard let wrong = totals.wrong[firstRow + Int(row)] else { continue }
      refusals[place] = RowRefusal(
        row: row, column: wrong.column, reason: .sum, found: wrong.found, expected: wrong.expected)
    }
    return agreed.count
  }
}

private struct TotalsCheck {
  var verdicts = TotalVerdicts()
  private let columns: [Int]
  private let keys: RowWords
  private let numbers: NumberForm
  private var all: [Int: Tally] = [:]
  private var sinceSubtotal: [Int: Tally] = [:]
  private var sinceTotal: [Int: Tally] = [:]
  private var row = 0

  init(_ plan: IntakePlan) {
    columns = plan.layout.valueColumns + plan.sums
    (keys, numbers) = (RowWords(plan), NumberForm(plan))
  }

  mutating func read(_ piece: RowPiece, _ plan: IntakePlan) {
    let text = DecodedPiece(piece, plan)
    var splitter = RowSplitter(plan.delimiter, in: .utf8)
    var (at, leading) = (text.start, piece.leadingRows)
    while at < text.bytes.count {
      at = splitter.split(text.bytes.span, from: at).next
      if leading > 0 { leading -= 1 } else { take(text.bytes.span, splitter.fields) }
      row += 1
    }
  }

  private mutating func take(_ bytes: Span<UInt8>, _ fields: [RowSplitter.Field]) {
    if let word = keys.total(bytes, fields), let aggregate = Aggregate(word) {
      return compare(bytes, fields, aggregate)
    }
    for column in columns where fields.indices.contains(column) {
      guard case .value(let value) = numbers.read(bytes, fields[column]) else { continue }
      all[column, default: Tally()].add(value)
      sinceSubtotal[column, default: Tally()].add(value)
      sinceTotal[column, default: Tally()].add(value)
    }
  }

  private mutating func compare(
    _ bytes: Span<UInt8>, _ fields: [RowSplitter.Field], _ aggregate: Aggregate
  ) {
    for column in columns where fields.indices.contains(column) {
      guard case .value(let value) = numbers.read(bytes, fields[column]) else { continue }
      let ranges = [sinceSubtotal, sinceTotal, all].map { $0[column] ?? Tally() }
      guard !ranges.contains(where: { $0.agrees(value, aggregate) }) else { continue }
      let expected = (ranges.last?.value(aggregate)).map(\.text) ?? ""
      verdicts.wrong[row] = (column, "\(value)", expected)
      break
    }
    if verdicts.wrong[row] == nil { verdicts.agreeing.insert(row) }
    if aggregate == .subtotal { sinceSubtotal = [:] }
    if aggregate == .sum { (sinceSubtotal, sinceTotal) = ([:], [:]) }
  }
}
