/// The first rows of a file as texts, and what they say about its shape.
struct TableSniff {
  let delimiter: Delimiter
  /// The most common number of columns.
  let columns: Int
  let rows: [[String]]
  /// The row that is the first with a date, or nil if none has one.
  let firstDated: Int?

  private static let rowLimit = 200

  /// Answers nil if no delimiter gives two columns.
  init?(_ text: [UInt8], isWhole: Bool) {
    var best: (rows: [[String]], delimiter: Delimiter, columns: Int, votes: Int)?
    for delimiter in Delimiter.allCases {
      let rows = Self.split(text, by: delimiter, isWhole)
      let (columns, votes) = Self.commonCount(rows)
      guard columns > 1 else { continue }
      let wins = best.map { votes > $0.votes || votes == $0.votes && columns > $0.columns } ?? true
      if wins { best = (rows, delimiter, columns, votes) }
    }
    guard let best else { return nil }
    (rows, delimiter, columns) = (best.rows, best.delimiter, best.columns)
    firstDated = Self.firstDated(best.rows, best.columns)
  }

  /// The first row with a date in the column that has the most of them: a date in a title or a
  /// note stands elsewhere.
  private static func firstDated(_ rows: [[String]], _ columns: Int) -> Int? {
    var dated: [Int: [Int]] = [:]
    for (place, row) in rows.enumerated() where row.count >= columns {
      for (column, text) in row.enumerated() where DateSniff.isDate(text) {
        dated[column, default: []].append(place)
      }
    }
    let best = dated.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    return best?.value.first
  }

  private static func split(_ text: [UInt8], by delimiter: Delimiter, _ isWhole: Bool) -> [[String]]
  {
    var splitter = RowSplitter(delimiter, in: .utf8)
    var (rows, at): ([[String]], Int) = ([], 0)
    while at < text.count && rows.count < rowLimit {
      let end = splitter.split(text.span, from: at)
      // The last row of a head is cut anywhere.
      if end.needsMore && !isWhole && !rows.isEmpty { break }
      rows.append(splitter.fields.map { Self.text(text.span, $0) })
      at = end.next
    }
    return rows
  }

  private static func text(_ bytes: Span<UInt8>, _ field: RowSplitter.Field) -> String {
    String(decoding: unquoted(bytes, field), as: UTF8.self)
  }

  private static func commonCount(_ rows: [[String]]) -> (columns: Int, votes: Int) {
    var votes: [Int: Int] = [:]
    for row in rows where row.count > 1 { votes[row.count, default: 0] += 1 }
    let best = votes.max { ($0.value, $0.key) < ($1.value, $1.key) }
    return best.map { ($0.key, $0.value) } ?? (1, 0)
  }
}

/// Whether texts are dates and times, and in which order.
enum DateSniff {
  /// Whether a text begins with a date in some order.
  static func isDate(_ text: String) -> Bool {
    !orders(of: text).isEmpty
  }

  /// Whether a text is a time of day with its minutes.
  static func isClock(_ text: String) -> Bool {
    guard text.contains(":") || text.contains("：") || text.contains("时") else { return false }
    let bytes = bytes(text)
    var at = 0
    if case .second = form(.ymd).clock(bytes.span, &at, bytes.count, isAlone: true) { return true }
    return false
  }

  // Nearly all cells are numbers, and most of those have one mark at most.
  private static func mayBeDate(_ text: String) -> Bool {
    var (count, marks) = (0, 0)
    for byte in text.utf8 {
      count += 1
      if byte &- 0x30 >= 10 { marks += 1 }
    }
    return count >= 8 && (marks >= 2 || marks == 0)
  }

  /// The orders in which a text is a date; all three for a year that stands first.
  static func orders(of text: String) -> Set<DateOrder> {
    guard mayBeDate(text), let first = text.unicodeScalars.first,
      first.properties.numericType != nil,
      !text.allSatisfy({ $0.isNumber }) || (8...14).contains(text.count)
    else { return [] }
    let bytes = bytes(text)
    return Set(
      DateOrder.allCases.filter { order in
        if case .instant = form(order).label(bytes.span, 0, bytes.count) { true } else { false }
      })
  }

  /// Whether one moment lies before another, in some order of dates in which both can be read.
  static func isBefore(_ first: String, _ second: String) -> Bool {
    DateOrder.allCases.contains { order in
      let (a, b) = (bytes(first), bytes(second))
      guard case .instant(let start) = form(order).label(a.span, 0, a.count),
        case .instant(let end) = form(order).label(b.span, 0, b.count)
      else { return false }
      return start < end
    }
  }

  private static func form(_ order: DateOrder) -> TimeForm { TimeForm(order: order) }

  private static func bytes(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    return folded(bytes.span, .init(start: 0, end: bytes.count, isQuoted: false))
  }
}

extension TimeForm {
  /// A form in UTC, to try texts on.
  init(order: DateOrder) {
    (self.order, offset, midnight, dayLabel, month) = (order, 0, .nextDate, nil, nil)
  }
}
