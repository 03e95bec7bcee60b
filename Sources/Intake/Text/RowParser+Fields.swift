import SiteModel

/// What single fields of a row say.
extension RowParser {
  mutating func label(_ bytes: Span<UInt8>) -> LabelReading {
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

  mutating func endAgrees(
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
}
