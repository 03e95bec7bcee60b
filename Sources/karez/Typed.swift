import ArgumentParser
import Operations
import SiteModel

/// Reads what people type; a wrong form is a usage error (64) that shows the right one.
enum Typed {
  /// `+08:00`.
  static func offset(_ text: String) throws -> Offset {
    guard let offset = Offset(text) else {
      throw ValidationError("时区应写作 +08:00 — a zone is written +08:00, not '\(text)'")
    }
    return offset
  }

  /// `08:00`, as seconds after midnight.
  static func secondOfDay(_ text: String) throws -> Int {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else {
      throw ValidationError("时刻应写作 08:00 — a time of day is written 08:00, not '\(text)'")
    }
    return parts[0] * 3600 + parts[1] * 60
  }

  /// `A=B`, several times or joined with commas.
  static func pairs(_ texts: [String]) throws -> [(String, String)] {
    try texts.flatMap { $0.split(separator: ",") }.map { text in
      guard let sign = text.lastIndex(of: "=") else {
        throw ValidationError("应写作 名称=编号 — write NAME=NUMBER, not '\(text)'")
      }
      return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
  }

  /// `A=B` or `A=B@2025-01-01..2025-06-30`, where either day may be left out.
  static func bindings(_ texts: [String]) throws -> [BindSource.Wish] {
    try pairs(texts).map { input, text in
      guard let sign = text.lastIndex(of: "@") else { return BindSource.Wish(input, text) }
      let days = text[text.index(after: sign)...]
      guard let stretch = OpenDays(days) else {
        throw ValidationError(
          "日期段应写作 2025-01-01..2025-06-30 — write 2025-01-01..2025-06-30, not '\(days)'")
      }
      return BindSource.Wish(input, String(text[..<sign]), on: stretch)
    }
  }

  /// `2025-03-01`.
  static func date(_ text: String) throws -> CivilDate {
    guard let date = CivilDate(text) else {
      throw ValidationError("日期应写作 2025-03-01 — write 2025-03-01, not '\(text)'")
    }
    return date
  }

  /// `2025-03-31T24:00+08:00` as people write it: seconds and offset may be missing, and 24:00 is
  /// the end of its date.
  static func instant(_ text: String, at own: Offset) throws -> Instant {
    if let exact = Instant.parse(text) { return exact.instant }
    let body = text.prefix(16)
    var rest = text.dropFirst(16)
    let isMidnight = body.hasSuffix("T24:00")
    if rest.hasPrefix(":00") { rest = rest.dropFirst(3) }
    let start = isMidnight ? body.dropLast(5) + "00:00" : body
    let zone = rest.isEmpty ? own.description : String(rest)
    guard let exact = Instant.parse("\(start):00\(zone)") else {
      throw ValidationError(
        "时刻应写作 2025-03-31T24:00+08:00 — write 2025-03-31T24:00+08:00, not '\(text)'")
    }
    return Instant(seconds: exact.instant.seconds + (isMidnight ? 86_400 : 0))
  }

  /// A date, at which a day begins, or RFC 3339.
  static func moment(_ text: String, in calendar: ProductionCalendar) throws -> Instant {
    if let exact = Instant.parse(text) { return exact.instant }
    guard let date = CivilDate(text) else {
      throw ValidationError("日期应写作 2025-03-01 — write 2025-03-01 or RFC 3339, not '\(text)'")
    }
    return calendar.start(of: date)
  }
}

extension ReadingKind: ExpressibleByArgument {}
extension FallDecision: ExpressibleByArgument {}
