/// Tells rows that are words from rows that are readings: sums, footnotes, repeated page heads.
struct RowWords {
  private let values: [Int]
  private let keys: [Int]

  init(_ plan: IntakePlan) {
    values = plan.layout.valueColumns
    let last = max(2, values.first ?? 0)
    keys = Array(0..<min(plan.columns, last))
  }

  /// What a row says that is a sum of others; nil for any other row.
  func total(_ bytes: Span<UInt8>, _ fields: [RowSplitter.Field]) -> String? {
    for column in keys where fields.indices.contains(column) {
      if let text = total(bytes, fields, column) { return text }
    }
    return nil
  }

  /// The same, asked of one column.
  func total(_ bytes: Span<UInt8>, _ fields: [RowSplitter.Field], _ column: Int) -> String? {
    let field = fields[column]
    guard field.end > field.start, field.end - field.start < 64, mayBegin(bytes[field.start])
    else { return nil }
    let text = String(decoding: folded(bytes, field), as: UTF8.self)
    return Aggregate(text) == nil ? nil : text
  }

  // Names of points are asked once a row: nearly all end here.
  private func mayBegin(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x20 || "tTsSmMaA".utf8.contains(byte)
  }

  /// Whether a row without a label holds no value either: no column of values has a digit in it.
  func isNote(_ bytes: Span<UInt8>, _ fields: [RowSplitter.Field], _ numbers: NumberForm) -> Bool {
    let filled = fields.filter { $0.end > $0.start }
    if filled.count == 1, let only = filled.first, isText(bytes, only, numbers) { return true }
    return values.allSatisfy { column in
      guard fields.indices.contains(column) else { return false }
      return !hasDigit(bytes, fields[column])
    } && filled.allSatisfy { isText(bytes, $0, numbers) }
  }

  private func hasDigit(_ bytes: Span<UInt8>, _ field: RowSplitter.Field) -> Bool {
    folded(bytes, field).contains { $0 &- 0x30 < 10 }
  }

  // A damaged date or number is no word: it keeps its own refusal.
  private func isText(
    _ bytes: Span<UInt8>, _ field: RowSplitter.Field, _ numbers: NumberForm
  ) -> Bool {
    let text = folded(bytes, field)
    guard let first = text.first else { return true }
    guard first &- 0x30 >= 10, first != 0x2D, first != 0x2B else { return false }
    if case .value = numbers.read(bytes, field) { return false }
    return true
  }
}

/// What a row of words computes from the readings above it.
enum Aggregate {
  case sum, subtotal, mean, greatest, least

  /// Reads 合计, `Total:`, 平均值 and the like; nil for a name that only begins with one.
  init?(_ text: String) {
    let text = text.lowercased()
    for (words, aggregate) in Self.words {
      for word in words where text.hasPrefix(word) {
        guard let next = text.dropFirst(word.count).first else {
          self = aggregate
          return
        }
        if !next.isLetter && !next.isNumber {
          self = aggregate
          return
        }
      }
    }
    return nil
  }

  private static let words: [([String], Aggregate)] = [
    (["合计", "合計", "总计", "總計", "总和", "累计", "累計", "共计", "total", "sum"], .sum),
    (["小计", "小計", "subtotal"], .subtotal),
    (["平均值", "平均", "均值", "average", "mean", "avg"], .mean),
    (["最大值", "最大", "max", "maximum"], .greatest),
    (["最小值", "最小", "min", "minimum"], .least),
  ]
}
