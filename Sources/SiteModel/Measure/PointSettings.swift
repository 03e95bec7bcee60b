/// How the numbers of a measurement point are meant, from one day on.
package struct PointSetting: Sendable, Hashable {
  /// The first production day it holds for; nil: since ever.
  package var from: CivilDate?
  /// What a reading means.
  package var kind: ReadingKind
  /// The unit a reading is written in; for power the unit of the mean, `kW` or `m3/h`.
  package var unit: String
  /// What a reading is multiplied by: CT × PT (倍率). Greater than 0.
  package var multiplier: Decimal18
  /// Digits before the point that the register shows before it turns over; nil: not known.
  package var digits: Int?
  /// Digits behind the point that the display shows; nil: as written.
  package var decimals: Int?
  /// Seconds of an interval whose statement does not say its own length; nil: it must say.
  package var length: Int32?

  package init(
    from: CivilDate? = nil, kind: ReadingKind, unit: String,
    multiplier: Decimal18 = Decimal18(units: 1, decimals: 0), digits: Int? = nil
  ) {
    (self.from, self.kind, self.unit) = (from, kind, unit)
    (self.multiplier, self.digits) = (multiplier, digits)
  }
}

/// The settings of a point in the order they came into force.
package struct PointSettings: Sendable, Hashable {
  /// Ascending by ``PointSetting/from``, each day once.
  package let settings: [PointSetting]

  /// Sorts and checks the settings.
  ///
  /// - Throws: ``PointSettingsFault`` if there is none, two begin on one day, or a number is out of
  ///   its range.
  package init(_ settings: [PointSetting]) throws(PointSettingsFault) {
    guard !settings.isEmpty else { throw .none }
    for setting in settings { try Self.check(setting) }
    let sorted = settings.sorted { Self.day($0) < Self.day($1) }
    for (earlier, later) in zip(sorted, sorted.dropFirst())
    where earlier.from == later.from {
      throw .twice(from: Self.text(later.from))
    }
    self.settings = sorted
  }

  /// One setting for all times.
  package init(always setting: PointSetting) throws(PointSettingsFault) {
    try self.init([setting])
  }

  private static func day(_ setting: PointSetting) -> Int64 { setting.from?.days ?? .min }

  private static func text(_ date: CivilDate?) -> String { date.map { "\($0)" } ?? "-" }

  private static func check(_ setting: PointSetting) throws(PointSettingsFault) {
    guard setting.multiplier.units > 0 else {
      throw .multiplier(value: "\(setting.multiplier)", from: text(setting.from))
    }
    guard (1...18).contains(setting.digits ?? 1) else {
      throw .digits(value: setting.digits ?? 0, from: text(setting.from))
    }
    guard setting.kind != .power || PowerUnit(setting.unit) != nil else {
      throw .powerUnit(unit: setting.unit, from: text(setting.from))
    }
    guard setting.length ?? 1 > 0 else {
      throw .length(seconds: setting.length ?? 0, from: text(setting.from))
    }
  }
}

/// Why the settings of a point cannot hold.
package enum PointSettingsFault: Fault, Equatable {
  /// A point without any setting has no meaning.
  case none
  /// Two settings begin on one day (`-`: since ever).
  case twice(from: String)
  /// A multiplier must be greater than 0.
  case multiplier(value: String, from: String)
  /// A register shows 1 … 18 digits before the point.
  case digits(value: Int, from: String)
  /// The unit is no quantity per time, so that power × time has no unit.
  case powerUnit(unit: String, from: String)
  /// An interval lasts at least one second.
  case length(seconds: Int32, from: String)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .none: Phrase("point-settings.none")
    case .twice(let from): Phrase("point-settings.twice", ["from": from])
    case .multiplier(let value, let from):
      Phrase("point-settings.multiplier", ["value": value, "from": from])
    case .digits(let value, let from):
      Phrase("point-settings.digits", ["value": "\(value)", "from": from])
    case .powerUnit(let unit, let from):
      Phrase("point-settings.power-unit", ["unit": unit, "from": from])
    case .length(let seconds, let from):
      Phrase("point-settings.length", ["seconds": "\(seconds)", "from": from])
    }
  }
}
