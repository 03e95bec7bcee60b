/// Rows that are not taken, each with its reason.
extension RowParser {
  @inline(never)
  mutating func keepIfRefused(_ text: inout DecodedPiece, _ range: Range<Int>) {
    guard let last = batch.refusals.last, last.row == UInt32(batch.rows) else { return }
    var bytes = text.readable(range, row: batch.rows)
    if bytes.last != 0x0A && bytes.last != 0x0D { bytes.append(0x0A) }
    batch.refusedRows.append(RefusedRow(row: last.row, bytes: bytes))
  }

  mutating func refuseShape(_ bytes: Span<UInt8>) {
    refuseUnlessWords(bytes, nil, .columns, expected: String(columns))
  }

  mutating func refuseLabel(
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
