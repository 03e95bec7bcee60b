import SiteModel

/// What the header rows of a table say about its columns.
struct HeaderSniff {
  let skippedRows: Int
  let headerRows: Int
  let titles: [(title: String, unit: String?)]

  /// - Parameter heading: the row with the headings, if something else than dates below it shows
  ///   where it is.
  init(_ table: TableSniff, heading: Int? = nil) {
    let isWide = { (row: [String]) in row.count >= table.columns }
    var end = table.firstDated ?? Self.firstNumbered(table, isWide)
    if let heading {
      end = heading + 1
      if end < table.rows.count, Self.isUnitRow(table.rows[end]) { end += 1 }
    }
    var start = heading ?? end
    while start > 0 && isWide(table.rows[start - 1]) && !Self.isPreamble(table.rows[start - 1]) {
      start -= 1
    }
    (skippedRows, headerRows) = (start, end - start)
    titles = Self.titles(Array(table.rows[start..<end]), table.columns)
  }

  /// Without dates: the first row with numbers below the first row of full width.
  private static func firstNumbered(_ table: TableSniff, _ isWide: ([String]) -> Bool) -> Int {
    guard let first = table.rows.firstIndex(where: isWide) else { return 0 }
    let numbered = table.rows.indices[first...].dropFirst().prefix(8).first { place in
      isWide(table.rows[place]) && table.rows[place].contains { Decimal18($0) != nil }
    }
    return numbered ?? first + 1
  }

  /// Whether a row is a title or a note of full width: one text at its left, or texts with a colon
  /// such as `单位：kWh`.
  private static func isPreamble(_ row: [String]) -> Bool {
    let filled = row.indices.filter { !row[$0].trimmingBlanks.isEmpty }
    if filled.isEmpty || filled == [0] && row.count > 2 { return true }
    return filled.contains { column in
      let text = row[column].trimmingBlanks
      return text.dropLast().contains { $0 == "：" || $0 == ":" } && Heading(text) == nil
    }
  }

  private static func titles(
    _ rows: [[String]], _ columns: Int
  ) -> [(title: String, unit: String?)] {
    var rows = rows
    let units = rows.count > 1 && isUnitRow(rows[rows.count - 1]) ? rows.removeLast() : []
    // A heading over several columns stands in its first one only.
    for row in rows.indices.dropLast() where rows[row].count > 1 { fillRight(&rows[row]) }
    return (0..<columns).map { column in
      var parts: [String] = []
      for row in rows
      where row.indices.contains(column) && !row[column].isEmpty && parts.last != row[column] {
        parts.append(row[column])
      }
      let (title, unit) = splitUnit(parts.joined(separator: " "))
      let below = column < units.count ? bare(units[column]) : ""
      return (title, below.isEmpty ? unit : below)
    }
  }

  private static func fillRight(_ row: inout [String]) {
    for column in row.indices.dropFirst() where row[column].isEmpty {
      row[column] = row[column - 1]
    }
  }

  private static func isUnitRow(_ row: [String]) -> Bool {
    let texts = row.map(bare).filter { !$0.isEmpty }
    return !texts.isEmpty && texts.dropFirst().allSatisfy(isUnit) && texts.contains(where: isUnit)
  }

  /// `总有功功率（kw）` → 总有功功率, kw; `Usage_kWh` → Usage, kWh.
  static func splitUnit(_ title: String) -> (String, String?) {
    let text = title.trimmingBlanks
    if let last = text.last, last == ")" || last == "）",
      let open = text.lastIndex(where: { $0 == "(" || $0 == "（" }), open > text.startIndex
    {
      let unit = text[text.index(after: open)...].dropLast()
      return (String(text[..<open]).trimmingBlanks, String(unit).trimmingBlanks)
    }
    if let mark = text.lastIndex(where: { $0 == "_" || $0 == "/" }), mark > text.startIndex {
      let unit = String(text[text.index(after: mark)...])
      if isUnit(unit) { return (String(text[..<mark]), unit) }
    }
    return (text, nil)
  }

  private static func bare(_ text: String) -> String {
    var rest = Substring(text.trimmingBlanks)
    if let first = rest.first, first == "(" || first == "（" || first == "[" { rest.removeFirst() }
    if let last = rest.last, last == ")" || last == "）" || last == "]" { rest.removeLast() }
    if rest.hasPrefix("单位") { rest = rest.dropFirst(2).drop { $0 == ":" || $0 == "：" } }
    return String(rest).trimmingBlanks
  }

  // Only to find a unit in a title; what a unit is worth is SiteModel's to say.
  private static let known: Set<String> = [
    "wh", "kwh", "mwh", "gwh", "万kwh", "kw", "mw", "gw", "w", "kvar", "kvarh", "kva", "v", "a",
    "kv", "gj", "mj", "tj", "kj", "t", "kg", "m3", "m³", "nm3", "nm³", "万nm3", "万m3", "l", "t/h",
    "m3/h", "nm3/h", "℃", "°c", "pa", "kpa", "mpa", "%", "tco2", "tce", "千瓦时", "万千瓦时", "度",
    "千瓦", "吨", "立方米", "标准立方米", "吉焦", "百萬度", "萬瓩", "mmbtu",
  ]

  private static func isUnit(_ text: String) -> Bool { known.contains(text.lowercased()) }
}

extension String {
  /// The text without blanks at both ends.
  fileprivate var trimmingBlanks: String {
    let blanks: Set<Character> = [" ", "\t", "\u{3000}", "\u{A0}", "\n", "\r"]
    var rest = Substring(self)
    while let first = rest.first, blanks.contains(first) { rest.removeFirst() }
    while let last = rest.last, blanks.contains(last) { rest.removeLast() }
    return String(rest)
  }
}
