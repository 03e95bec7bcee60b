/// The days that a record speaks of.
extension PicturedRecord {
  /// From the first to the last day it names; nil where it names none.
  ///
  /// - Parameter fields: only these; nil: all of them, those of its rows too. A period counts from its first to its last day, a moment by its date.
  package func days(by names: [String]? = nil) -> ClosedRange<CivilDate>? {
    let values =
      names.map { $0.compactMap { name in fields[name].map { (name, $0) } } }
      ?? fields.map { ($0.key, $0.value) }
    let found = values.flatMap { Self.days($0.1, named: $0.0) }
    guard let first = found.min(), let last = found.max() else { return nil }
    return first...last
  }

  /// Whether a stretch of days is among those it speaks of.
  package func bears(on days: ClosedRange<CivilDate>, by names: [String]? = nil) -> Bool {
    self.days(by: names)?.overlaps(days) ?? false
  }

  private static func days(_ value: JSON, named name: String) -> [CivilDate] {
    if let items = value.array { return items.flatMap { days($0, named: name) } }
    if let members = value.object { return members.flatMap { days($0.value, named: $0.key) } }
    if ["period", "month", "year"].contains(name) {
      return bounds(value.string ?? value.number ?? "")
    }
    return value.string.flatMap(day).map { [$0] } ?? []
  }

  private static func day(_ text: String) -> CivilDate? {
    text.utf8.count == 10 || Instant.parse(text) != nil ? CivilDate(text.prefix(10)) : nil
  }

  /// Both ends of a period, by natural days; nothing for what is none.
  private static func bounds(_ text: String) -> [CivilDate] {
    guard let dates = try? Period(text).dates(in: .natural(at: .utc)) else { return [] }
    return [dates.lowerBound, dates.upperBound]
  }
}
