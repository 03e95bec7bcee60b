/// A moment in whole seconds since 1970-01-01T00:00:00Z.
///
/// Meters label in seconds at the finest; leap seconds do not exist here, as in POSIX time.
package struct Instant: Sendable, Hashable, Comparable {
  /// Seconds since 1970 in UTC.
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }

  /// RFC 3339 in whole seconds with the offset written as numbers, `2025-03-14T07:15:00+08:00`.
  package func text(at offset: Offset) -> String {
    let civil = CivilTime(seconds: seconds + Int64(offset.seconds))
    return "\(civil.date)T\(civil.clock)\(offset)"
  }

  /// Reads RFC 3339 in whole seconds; the offset must be there, as numbers or `Z`.
  ///
  /// - Returns: The moment and the offset it was written in, or nil if the text is anything else.
  package static func parse(_ text: some StringProtocol) -> (instant: Instant, offset: Offset)? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"),
      let date = CivilDate(text.prefix(10)), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"),
      let hour = twoDigits(bytes, 11), let minute = twoDigits(bytes, 14),
      let second = twoDigits(bytes, 17), hour < 24, minute < 60, second < 60,
      let offset = Offset(String(decoding: bytes[19...], as: UTF8.self))
    else { return nil }
    let local = date.days * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    return (Instant(seconds: local - Int64(offset.seconds)), offset)
  }
}

/// A fixed distance from UTC: 北京 is +08:00, 新疆 is +06:00. Never a rule with summer time.
package struct Offset: Sendable, Hashable, CustomStringConvertible {
  /// Seconds east of UTC, within ±18 h, whole minutes.
  package let seconds: Int32

  package static let utc = Offset(unchecked: 0)
  package static let beijing = Offset(unchecked: 8 * 3600)
  package static let xinjiang = Offset(unchecked: 6 * 3600)

  private init(unchecked seconds: Int32) { self.seconds = seconds }

  package init?(seconds: Int32) {
    guard abs(seconds) <= 18 * 3600, seconds % 60 == 0 else { return nil }
    self.seconds = seconds
  }

  /// Reads `+08:00`, `-05:30` or `Z`.
  package init?(_ text: String) {
    if text == "Z" {
      self = .utc
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      bytes[3] == UInt8(ascii: ":"), let hours = twoDigits(bytes, 1),
      let minutes = twoDigits(bytes, 4), minutes < 60
    else { return nil }
    let seconds = Int32(hours * 3600 + minutes * 60)
    self.init(seconds: bytes[0] == UInt8(ascii: "-") ? -seconds : seconds)
  }

  package var description: String {
    let minutes = abs(seconds) / 60
    return
      "\(seconds < 0 ? "-" : "+")\(padded(Int(minutes / 60), 2)):\(padded(Int(minutes % 60), 2))"
  }
}

/// A day of the proleptic Gregorian calendar.
package struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let year: Int, month: Int, day: Int

  /// Answers nil for a day that does not exist, such as 30 February.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(year: year, month: month)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Reads `2025-03-14`.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let century = twoDigits(bytes, 0), let years = twoDigits(bytes, 2),
      let month = twoDigits(bytes, 5), let day = twoDigits(bytes, 8)
    else { return nil }
    self.init(year: century * 100 + years, month: month, day: day)
  }

  /// The day that is `days` after 1970-01-01.
  package init(days: Int64) {
    // Days are counted from 1 March of year 0, so that the leap day is the last of its year.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    day = Int(ofYear - (153 * shiftedMonth + 2) / 5) + 1
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  package var days: Int64 {
    let y = Int64(month <= 2 ? year - 1 : year)
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let shiftedMonth = Int64(month > 2 ? month - 3 : month + 9)
    let ofYear = (153 * shiftedMonth + 2) / 5 + Int64(day) - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
  }

  /// Days of one month.
  package static func length(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package static func < (a: CivilDate, b: CivilDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  package var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}

/// A wall clock reading: a date and the seconds of its day.
package struct CivilTime: Sendable, Hashable {
  package let date: CivilDate
  /// Seconds since the day began, 0 ..< 86,400.
  package let secondOfDay: Int

  /// The wall clock that is `seconds` after 1970-01-01T00:00:00 on the same clock.
  package init(seconds: Int64) {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    date = CivilDate(days: day)
    secondOfDay = Int(seconds - day * 86_400)
  }

  /// `07:15:00`.
  package var clock: String {
    "\(padded(secondOfDay / 3600, 2)):\(padded(secondOfDay / 60 % 60, 2)):\(padded(secondOfDay % 60, 2))"
  }
}

private func padded(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}

private func twoDigits(_ bytes: [UInt8], _ at: Int) -> Int? {
  let (a, b) = (bytes[at] &- 48, bytes[at + 1] &- 48)
  return a < 10 && b < 10 ? Int(a) * 10 + Int(b) : nil
}
