/// Headings side by side that divide a day or a month: the mark of a table with a day, or a
/// month, in each row.
struct HeadingRun {
  enum Division {
    /// Columns and the seconds from midnight to their labels; `side` where the headings
    /// themselves say which end of its stretch a label is.
    case day([Int: Int], step: Int, side: LabelSide?)
    /// Columns and their days; month and year as far as the headings name them.
    case month([Int: Int], month: Int?, year: Int?)
  }

  /// The row with the headings.
  let row: Int
  let division: Division

  /// Finds the first row, of those at the top of a table, that divides a day or a month.
  init?(_ rows: [[String]]) {
    for (place, row) in rows.prefix(Self.limit).enumerated() where row.count >= 5 {
      let headings = row.map { Heading($0)?.meaning }
      if let division = Self.day(headings) ?? Self.month(headings) {
        (self.row, self.division) = (place, division)
        return
      }
    }
    return nil
  }

  // Where headings are looked for: above it only titles and notes stand.
  private static let limit = 40

  private static func day(_ headings: [Heading.Meaning?]) -> Division? {
    clocks(headings)
      ?? numbers(headings).flatMap { first, count, start in
        guard [24, 48, 96].contains(count) else { return nil }
        let step = 86_400 / count
        let slots = (0..<count).map { (first + $0, (start + $0) * step) }
        return .day(
          .init(uniqueKeysWithValues: slots), step: step, side: start == 0 ? .start : .end)
      }
  }

  private static func month(_ headings: [Heading.Meaning?]) -> Division? {
    if let (first, count, start) = numbers(headings), start == 1, (28...31).contains(count) {
      let days = (0..<count).map { (first + $0, $0 + 1) }
      return .month(.init(uniqueKeysWithValues: days), month: nil, year: nil)
    }
    return dates(headings)
  }

  /// The longest run of plain numbers that count up from 0 or 1.
  private static func numbers(
    _ headings: [Heading.Meaning?]
  ) -> (first: Int, count: Int, start: Int)? {
    var best: (first: Int, count: Int, start: Int)?
    for first in headings.indices {
      guard case .number(let start) = headings[first], start <= 1 else { continue }
      var count = 1
      while first + count < headings.count, headings[first + count] == .number(start + count) {
        count += 1
      }
      if count > best?.count ?? 23 { best = (first, count, start) }
    }
    return best
  }

  /// Times of day in equal steps that fill one day; stretches that are written out say their
  /// beginning.
  private static func clocks(_ headings: [Heading.Meaning?]) -> Division? {
    let first = headings.firstIndex { clock($0) != nil }
    guard let first, let start = clock(headings[first]) else { return nil }
    let rest = headings[first...].prefix { clock($0) != nil }.compactMap { clock($0) }
    guard rest.count > 1 else { return nil }
    let step = rest[1] - start
    guard step > 0, 86_400 % step == 0, [24, 48, 96].contains(86_400 / step),
      rest.count >= 86_400 / step, start == 0 || start == step
    else { return nil }
    var slots: [Int: Int] = [:]
    for place in 0..<(86_400 / step) {
      let second = start + place * step
      // The last midnight of a day is written 24:00 or 0:00.
      guard rest[place] == second || second == 86_400 && rest[place] == 0 else { return nil }
      slots[first + place] = second
    }
    if case .stretch = headings[first] { return .day(slots, step: step, side: .start) }
    return .day(slots, step: step, side: nil)
  }

  private static func clock(_ heading: Heading.Meaning?) -> Int? {
    switch heading {
    case .clock(let second), .stretch(let second): second
    default: nil
    }
  }

  /// Days of one month, ascending by one, five at least.
  private static func dates(_ headings: [Heading.Meaning?]) -> Division? {
    guard let first = headings.firstIndex(where: { day($0) != nil }),
      let head = day(headings[first])
    else { return nil }
    var days: [Int: Int] = [:]
    for column in headings.indices[first...] {
      guard let date = day(headings[column]), date.day == head.day + column - first,
        date.month == head.month, date.year == head.year
      else { break }
      days[column] = date.day
    }
    guard days.count >= 5 else { return nil }
    return .month(days, month: head.month, year: head.year)
  }

  private static func day(_ heading: Heading.Meaning?) -> (day: Int, month: Int?, year: Int?)? {
    if case .day(let day, let month, let year) = heading, (1...31).contains(day) {
      return (day, month, year)
    }
    return nil
  }
}
