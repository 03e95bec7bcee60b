extension SchemaRule.Format {
  /// Whether a text has this format.
  func accepts(_ text: String) -> Bool {
    switch self {
    case .date: CivilDate(text).map { $0.description == text } ?? false
    case .dateTime: DateTimeScan(text).isRead
    }
  }
}

/// Reads RFC 3339, 5.6 `date-time`: fractions, `t`, `z` and leap seconds included.
private struct DateTimeScan {
  private(set) var isRead = false
  private var rest: ArraySlice<UInt8>

  init(_ text: String) {
    rest = Array(text.utf8)[...]
    guard rest.count >= 20, CivilDate(String(decoding: rest.prefix(10), as: UTF8.self)) != nil
    else { return }
    rest = rest.dropFirst(10)
    guard takeLetter("t"), let hour = take(23), takeMark(":"), let minute = take(59), takeMark(":"),
      let second = take(60), takeFraction(), let offset = takeOffset(), rest.isEmpty
    else { return }
    // A leap second is the last one of a day in UTC.
    let inUTC = (hour * 60 + minute - offset + 2 * 1440) % 1440
    isRead = second < 60 || inUTC == 1439
  }

  private mutating func takeMark(_ mark: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: mark) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func takeLetter(_ letter: Unicode.Scalar) -> Bool {
    guard let first = rest.first, first | 32 == UInt8(ascii: letter) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Two digits, at most `limit`.
  private mutating func take(_ limit: Int) -> Int? {
    let digits = rest.prefix(2).map { Int($0) - 48 }
    guard digits.count == 2, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    rest = rest.dropFirst(2)
    let value = digits[0] * 10 + digits[1]
    return value <= limit ? value : nil
  }

  private mutating func takeFraction() -> Bool {
    guard takeMark(".") else { return true }
    let digits = rest.prefix { $0 &- 48 < 10 }
    rest = rest.dropFirst(digits.count)
    return !digits.isEmpty
  }

  /// Minutes east of UTC.
  private mutating func takeOffset() -> Int? {
    if takeLetter("z") { return 0 }
    let isWest = takeMark("-")
    guard isWest || takeMark("+"), let hours = take(23), takeMark(":"), let minutes = take(59)
    else { return nil }
    return (hours * 60 + minutes) * (isWest ? -1 : 1)
  }
}
