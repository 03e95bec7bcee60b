import SiteModel

/// What a label can be.
enum LabelReading: Equatable {
  /// Seconds since 1970 in UTC at which the label stands.
  case instant(Int64)
  case bad(RefusalReason, expected: String)
}

/// How a label is read: date, time of day and, where the text carries it, distance from UTC.
struct TimeForm {
  let order: DateOrder
  let offset: Int64
  let midnight: Midnight
  /// From the beginning of a day to the label that means this day, where a label without time of
  /// day names a whole day, or a standing at its end; nil where it is a midnight whose clock was
  /// left out.
  let dayLabel: Int64?
  /// The month whose days stand there by their numbers alone; nil if dates are whole.
  let month: CivilMonth?

  init(_ plan: IntakePlan) {
    (order, offset, midnight) = (plan.dateOrder, Int64(plan.offset.seconds), plan.midnight)
    month = plan.month
    let length = Int64(plan.length ?? 0)
    let namesDays = plan.isOverInterval && length > 0 && length % 86_400 == 0
    let namesEnds = plan.kind == .register && plan.label == .end
    dayLabel = namesDays ? (plan.label == .end ? length : 0) : namesEnds ? 86_400 : nil
  }

  /// Reads a field that holds date and time of day, or a date alone.
  func label(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> LabelReading {
    var at = start
    guard let days = date(bytes, &at, end) else { return .bad(.date, expected: order.rawValue) }
    skipBlanks(bytes, &at, end)
    guard at < end else { return .instant(wholeDay(days)) }
    if bytes[at] | 0x20 == UInt8(ascii: "t") { at += 1 }
    return clock(bytes, &at, end, isAlone: false).label(self, days)
  }

  /// Reads a field that names a day and no time of day: days since 1970.
  func day(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    var at = start
    guard let days = date(bytes, &at, end), isMidnightOrBlank(bytes, at, end) else { return nil }
    return days
  }

  /// Reads a label whose date and time of day stand in two fields.
  func label(
    _ bytes: Span<UInt8>, _ dateField: RowSplitter.Field, _ clockField: RowSplitter.Field
  ) -> LabelReading {
    var at = dateField.start
    guard let days = date(bytes, &at, dateField.end), isMidnightOrBlank(bytes, at, dateField.end)
    else { return .bad(.date, expected: order.rawValue) }
    at = clockField.start
    skipBlanks(bytes, &at, clockField.end)
    return clock(bytes, &at, clockField.end, isAlone: true).label(self, days)
  }

  /// Seconds in UTC of a wall clock reading on a date.
  func instant(_ days: Int64, _ second: Int64, _ offset: Int64?) -> Int64 {
    let isNext = second == 0 && midnight == .sameDate
    return (days + (isNext ? 1 : 0)) * 86_400 + second - (offset ?? self.offset)
  }

  private func wholeDay(_ days: Int64) -> Int64 {
    dayLabel.map { days * 86_400 + $0 - offset } ?? instant(days, 0, nil)
  }

  // A date column beside a clock column often carries a meaningless `0:00:00`.
  private func isMidnightOrBlank(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for place in start..<max(start, end) {
      let byte = bytes[place]
      guard byte == 0x20 || byte == 0x3A || byte == 0x30 || byte == 0x54 else { return false }
    }
    return true
  }
}

/// A time of day as read, or why it is none.
enum ClockReading {
  case second(Int64, offset: Int64?)
  case bad(RefusalReason, expected: String)

  func label(_ form: TimeForm, _ days: Int64) -> LabelReading {
    switch self {
    case .second(let second, let offset): .instant(form.instant(days, second, offset))
    case .bad(let reason, let expected): .bad(reason, expected: expected)
    }
  }
}

func skipBlanks(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) {
  while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
}

/// Takes digits; answers their value and how many there are, at most 14 of them.
func takeDigits(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> (value: Int, count: Int) {
  let (start, limit) = (at, min(end, at &+ 14))
  var (value, place) = (0, at)
  while place < limit {
    let digit = bytes[place] &- 0x30
    guard digit < 10 else { break }
    value = value &* 10 &+ Int(digit)
    place &+= 1
  }
  at = place
  return (value, place &- start)
}
