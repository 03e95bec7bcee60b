/// The days that a record is looked at by, beside its own fields: `today` and `closed` in
/// expressions.
package struct AsOf: Sendable, Hashable {
  /// The day it is asked; only ever shown, never a fact.
  package let today: CivilDate
  /// When its last act closed it.
  package let closing: Closing

  package init(_ today: CivilDate, closing: Closing = .open) {
    (self.today, self.closing) = (today, closing)
  }

  /// Whether a record is closed, and since when.
  package enum Closing: Sendable, Hashable {
    /// It is not.
    case open
    /// The day its closing act claims.
    case on(CivilDate)
    /// It is, and nobody has looked when: what depends on it is not shown.
    case someDay
  }

  /// What each name stands for, beside fields.
  static func kinds(_ readings: [String: FieldReading]) -> [String: Expression.Kind] {
    readings.mapValues(\.kind).merging(["today": .day, "closed": .day]) { $1 }
  }

  var values: [String: Expression.Value] {
    var values: [String: Expression.Value] = ["today": .day(today)]
    if case .on(let day) = closing { values["closed"] = .day(day) }
    return values
  }

  /// Whether all is known that an expression asks of these days.
  func answers(_ expression: Expression) -> Bool {
    closing != .someDay || !expression.names.contains("closed")
  }
}
