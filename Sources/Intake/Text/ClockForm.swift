extension TimeForm {
  /// Takes a time of day to the end of the field.
  ///
  /// Forms: `7:15`, `07:15:00`, `24:00`, `0715`, `071500`, `7时15分`, each with an optional
  /// `+08:00`, `+0800`, `+08` or `Z`.
  ///
  /// - Parameter isAlone: whether the field holds nothing else; `7` then is 07:00.
  func clock(
    _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, isAlone: Bool
  ) -> ClockReading {
    skipBlanks(bytes, &at, end)
    guard let second = second(bytes, &at, end, isAlone) else {
      return .bad(.clock, expected: "07:15")
    }
    guard isWholeSecond(bytes, &at, end) else { return .bad(.fraction, expected: "07:15:00") }
    skipBlanks(bytes, &at, end)
    if at == end { return .second(second, offset: nil) }
    let offset = suffix(bytes, &at, end)
    skipBlanks(bytes, &at, end)
    guard let offset, at == end else { return .bad(.clock, expected: "07:15") }
    return .second(second, offset: offset)
  }

  private func second(
    _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, _ isAlone: Bool
  ) -> Int64? {
    let first = takeDigits(bytes, &at, end)
    switch first.count {
    case 4: return Self.total(first.value / 100, first.value % 100, 0)
    case 6: return Self.total(first.value / 10_000, first.value / 100 % 100, first.value % 100)
    case 1, 2:
      let isHour = isAlone && at == end
      return isHour ? Self.total(first.value, 0, 0) : parts(first.value, bytes, &at, end)
    default: return nil
    }
  }

  private func parts(
    _ hour: Int, _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int
  ) -> Int64? {
    guard Self.takeMark(bytes, &at, end, Self.hourMarks) else { return nil }
    let minute = takeDigits(bytes, &at, end)
    guard (1...2).contains(minute.count) else {
      return minute.count == 0 && at == end ? Self.total(hour, 0, 0) : nil
    }
    guard Self.takeMark(bytes, &at, end, Self.minuteMarks), at < end, bytes[at] &- 0x30 < 10 else {
      return Self.total(hour, minute.value, 0)
    }
    let second = takeDigits(bytes, &at, end)
    guard (1...2).contains(second.count) else { return nil }
    _ = Self.takeMark(bytes, &at, end, Self.secondMarks)
    return Self.total(hour, minute.value, second.value)
  }

  private static func total(_ hour: Int, _ minute: Int, _ second: Int) -> Int64? {
    guard minute < 60, second < 60, hour < 24 || hour == 24 && minute == 0 && second == 0
    else { return nil }
    return Int64(hour * 3600 + minute * 60 + second)
  }

  private static let hourMarks = ["时", "時", "点", "點"].map { Array($0.utf8) }
  private static let minuteMarks = [Array("分".utf8)]
  private static let secondMarks = [Array("秒".utf8)]

  private static func takeMark(
    _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, _ marks: [[UInt8]]
  ) -> Bool {
    guard at < end else { return false }
    if bytes[at] == 0x3A {
      at += 1
      return true
    }
    guard bytes[at] >= 0x80 else { return false }
    for mark in marks where matches(bytes, at, end, mark) {
      at += mark.count
      return true
    }
    return false
  }

  // A fraction of zeros is a whole second; any other would be rounded, and nothing is rounded here.
  private func isWholeSecond(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    guard at < end, bytes[at] == UInt8(ascii: ".") else { return true }
    at += 1
    while at < end, bytes[at] == 0x30 { at += 1 }
    return at == end || bytes[at] &- 0x30 >= 10
  }

  /// Takes a distance from UTC in seconds: `Z`, `+08:00`, `+0800` or `+08`, within ±18 h.
  private func suffix(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int64? {
    let sign = bytes[at]
    at += 1
    if sign | 0x20 == UInt8(ascii: "z") { return 0 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let digits = takeDigits(bytes, &at, end)
    var (hours, minutes) = (digits.value, 0)
    if digits.count == 4 { (hours, minutes) = (digits.value / 100, digits.value % 100) }
    guard digits.count == 2 || digits.count == 4 else { return nil }
    if digits.count == 2, at < end, bytes[at] == 0x3A {
      at += 1
      let rest = takeDigits(bytes, &at, end)
      guard rest.count == 2 else { return nil }
      minutes = rest.value
    }
    let seconds = hours * 3600 + minutes * 60
    guard minutes < 60, seconds <= 18 * 3600 else { return nil }
    return Int64(sign == UInt8(ascii: "-") ? -seconds : seconds)
  }
}
