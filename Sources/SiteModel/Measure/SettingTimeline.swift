/// A point's settings as moments: a setting begins when its first production day begins.
///
/// The entity's own calendar decides, also where an answer counts in natural days: which multiplier
/// was in force is a fact about the plant and not about the question.
package struct SettingTimeline: Sendable, Hashable {
  /// The calendar whose days the settings are dated by.
  package let calendar: ProductionCalendar
  /// Ascending and without holes from the first moment to the last.
  let stretches: [SettingStretch]
  /// The settings, and when each begins.
  private let starts: [Int64]
  private let settings: [PointSetting]

  package init(_ settings: PointSettings, in calendar: ProductionCalendar) {
    self.calendar = calendar
    self.settings = settings.settings
    starts = settings.settings.map { setting in
      setting.from.map { calendar.start(of: $0).seconds } ?? .min
    }
    stretches = SettingStretch.joined(self.settings, starts)
  }

  /// The setting in force at `instant`; nil before the first.
  package func setting(at instant: Instant) -> PointSetting? {
    starts.lastIndex { $0 <= instant.seconds }.map { settings[$0] }
  }

  /// Which stretch holds the moment `time`.
  func stretch(at time: Int64) -> Int {
    stretches.lastIndex { $0.from <= time } ?? 0
  }

  /// All settings in words, so that two timelines can be told apart.
  package var description: String {
    zip(starts, settings).map { start, setting in
      let parts = [
        "\(start)", setting.kind.rawValue, setting.unit, "\(setting.multiplier)",
        setting.digits.map(String.init) ?? "-", setting.length.map(String.init) ?? "-",
      ]
      return parts.joined(separator: " ")
    }
    .joined(separator: ";")
  }

  /// Whether every setting has the same length of intervals.
  var hasOneLength: Bool { settings.allSatisfy { $0.length == settings.first?.length } }

  /// Digits of the register at `time`, if they are known.
  func digits(at time: Int64) -> Int? { setting(at: Instant(seconds: time))?.digits }
}

/// A time in which readings keep their meaning: kind, unit and multiplier do not change.
struct SettingStretch: Sendable, Hashable {
  let from: Int64
  /// Nil before the first setting: readings mean nothing there.
  let setting: PointSetting?
  /// What consumption comes in: the unit itself, or that of power × time.
  let resultUnit: String
  let nature: Nature

  /// How readings of a kind become a consumption.
  enum Nature: Sendable, Hashable {
    /// Differences of standings.
    case register
    /// Quantities that cover time; values of power are held in 1/3,600.
    case interval(power: Int128?)
    /// Quantities that count at their moment and cover nothing.
    case sum
    /// A kind that has no consumption, or no setting.
    case none
  }

  init(from: Int64, setting: PointSetting?) {
    (self.from, self.setting) = (from, setting)
    let power = setting?.kind == .power ? setting.flatMap { PowerUnit($0.unit) } : nil
    resultUnit = power?.quantity ?? setting?.unit ?? ""
    switch setting?.kind {
    case .register: nature = .register
    case .interval: nature = .interval(power: nil)
    case .power: nature = .interval(power: power?.perHour)
    case .invoice, .output: nature = .sum
    case .lab, .stock, nil: nature = .none
    }
  }

  /// Whether readings of this stretch and of the next cover time.
  var coversTime: Bool { if case .interval = nature { true } else { false } }

  static func joined(_ settings: [PointSetting], _ starts: [Int64]) -> [SettingStretch] {
    var stretches: [SettingStretch] = []
    if let first = starts.first, first > .min {
      stretches.append(SettingStretch(from: .min, setting: nil))
    }
    for (setting, start) in zip(settings, starts) {
      if let last = stretches.last?.setting, last.kind == setting.kind,
        last.unit == setting.unit, last.multiplier.isSameNumber(as: setting.multiplier)
      {
        continue
      }
      stretches.append(SettingStretch(from: start, setting: setting))
    }
    return stretches
  }
}
