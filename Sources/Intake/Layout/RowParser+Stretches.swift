import SiteModel

extension RowParser {
  /// Takes the values of a row that holds a day or a month of one point.
  mutating func take(_ stretches: Stretches, _ bytes: Span<UInt8>) {
    if let column = stretches.point.column, isWords(bytes, column) {
      return refuseUnlessWords(bytes, column, .point, expected: "")
    }
    guard let base = base(stretches, bytes) else {
      return refuseUnlessWords(
        bytes, time.date, .date, expected: stretches.isMonth ? "2025-03" : times.order.rawValue)
    }
    guard let point = point(stretches, bytes) else { return }
    var sum = Tally()
    for place in stretches.places {
      guard let instant = instant(place, stretches, base, bytes),
        let value = number(bytes, place.column)
      else { continue }
      if !stretches.sums.isEmpty { sum.add(value) }
      take(point, instant, value)
    }
    for column in stretches.sums { compare(sum, bytes, column) }
  }

  private func isWords(_ bytes: Span<UInt8>, _ column: Int) -> Bool {
    if words.total(bytes, splitter.fields) != nil { return true }
    let filled = splitter.fields.indices.filter {
      splitter.fields[$0].end > splitter.fields[$0].start
    }
    if filled.count == 1 { return true }
    // A point without readings has gaps; `制表人：` beside no reading is no point.
    let text = found(bytes, column)
    return (text.contains("：") || text.contains(":"))
      && !filled.contains { place in stretches?.places.contains { $0.column == place } ?? false }
  }

  /// Days from 1970 to the row's day, or to the first of its month.
  private func base(_ stretches: Stretches, _ bytes: Span<UInt8>) -> (Int64, CivilMonth?)? {
    guard stretches.isMonth else { return day(bytes).map { ($0, nil) } }
    let month = stretches.month ?? CivilMonth(text(bytes, time.date))
    guard let month, let first = month.days(1) else { return nil }
    return (first, month)
  }

  private func day(_ bytes: Span<UInt8>) -> Int64? {
    let field = splitter.fields[time.date]
    if let plain = times.day(bytes, field.start, field.end) { return plain }
    let text = folded(bytes, field)
    return times.day(text.span, 0, text.count)
  }

  private func text(_ bytes: Span<UInt8>, _ column: Int) -> String {
    String(decoding: folded(bytes, splitter.fields[column]), as: UTF8.self)
  }

  private mutating func point(_ stretches: Stretches, _ bytes: Span<UInt8>) -> UInt16? {
    switch stretches.point {
    case .column(let column): point(bytes, column)
    case .named(let name): batch.names.number(Array(name.utf8)[...])
    }
  }

  /// The instant under which a column's value is kept; nil, and a refusal if a value stands there,
  /// for a day that the month does not have.
  private mutating func instant(
    _ place: Stretches.Place, _ stretches: Stretches, _ base: (days: Int64, month: CivilMonth?),
    _ bytes: Span<UInt8>
  ) -> Int64? {
    guard let month = base.month else {
      return base.days * 86_400 + Int64(place.value) - times.offset - back
    }
    guard place.value <= month.length else {
      if case .gap = numbers.read(bytes, splitter.fields[place.column]) {
        batch.surplus.insert(place.column)
      } else {
        refuse(
          place.column, .surplus, found(bytes, place.column), expected: String(month.length))
      }
      return nil
    }
    let day = base.days + Int64(place.value) - 1
    return day * 86_400 + stretches.dayEnd - times.offset
  }

  private mutating func compare(_ sum: Tally, _ bytes: Span<UInt8>, _ column: Int) {
    switch numbers.read(bytes, splitter.fields[column]) {
    case .value(let total):
      guard !sum.agrees(total, .sum) else { return }
      refuse(column, .sum, found(bytes, column), expected: sum.sum.text)
    case .gap: break
    case .bad(let reason, let expected):
      refuse(column, reason, found(bytes, column), expected: expected)
    }
  }
}
