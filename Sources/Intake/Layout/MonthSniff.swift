/// The month that the rows above a table speak of.
enum MonthSniff {
  /// Looks through titles, cells and headings; nil if they name none, or more than one.
  static func month(above rows: some Sequence<[String]>, _ run: HeadingRun.Division?) -> CivilMonth?
  {
    var found: Set<CivilMonth> = []
    if case .month(_, .some(let month), .some(let year)) = run {
      return CivilMonth(year: year, month: month)
    }
    for row in rows {
      let texts = row.map { plain($0) }
      for text in texts { found.formUnion(months(in: text)) }
      for (year, month) in zip(texts, texts.dropFirst()) {
        if let pair = pair(year, month) { found.insert(pair) }
      }
    }
    if case .month(_, .some(let month), nil) = run { found = found.filter { $0.month == month } }
    return found.count == 1 ? found.first : nil
  }

  /// A year in one cell and a month in the next.
  private static func pair(_ year: String, _ month: String) -> CivilMonth? {
    let year = year.hasSuffix("年") ? String(year.dropLast()) : year
    let month = month.hasSuffix("月") ? String(month.dropLast()) : month
    guard year.utf8.count == 4, (1...2).contains(month.utf8.count), let year = Int(year),
      let month = Int(month)
    else { return nil }
    return CivilMonth(year: year, month: month)
  }

  /// `2025年3月`, `2025-03` and `2025/3` within a text; of a date its month.
  private static func months(in text: String) -> [CivilMonth] {
    text.matches(of: /([0-9]{4})\s*[年\-\/.]\s*([0-9]{1,2})(?![0-9])/).compactMap { match in
      let before = text[..<match.range.lowerBound].last
      guard before.map({ !$0.isNumber }) ?? true, let year = Int(match.1), let month = Int(match.2)
      else { return nil }
      return CivilMonth(year: year, month: month)
    }
  }

  private static func plain(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return String(
      decoding: folded(bytes.span, .init(start: 0, end: bytes.count, isQuoted: false)),
      as: UTF8.self)
  }
}
