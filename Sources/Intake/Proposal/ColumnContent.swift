import SiteModel

extension ColumnContent {
  /// What most texts of a column are.
  init(_ texts: [String], _ title: String) {
    let texts = texts.filter { !$0.isEmpty }
    guard !texts.isEmpty else {
      self = .blank
      return
    }
    let most = { (is: (String) -> Bool) in texts.count(where: `is`) * 10 >= texts.count * 8 }
    if most(DateSniff.isDate) {
      self = .date
    } else if most(DateSniff.isClock) {
      self = .clock
    } else {
      // Damage must not hide a column that its title says to hold readings.
      let isTitled =
        ColumnRoles.namesValue(title) && texts.count(where: Self.isNumber) * 2 >= texts.count
      let isNumeric = isTitled || most(Self.isNumberOrGap)
      self = isNumeric && texts.contains(where: Self.isNumber) ? .number : .text
    }
  }

  /// Whether a text may be a thousand with its comma, or a decimal.
  static func mayGroupThousands(_ text: String) -> Bool {
    if case .bad(.thousands, _) = reading(text) { true } else { false }
  }

  private static func isNumber(_ text: String) -> Bool {
    if case .value = reading(text) { true } else { false }
  }

  private static func isNumberOrGap(_ text: String) -> Bool {
    if case .bad(let reason, _) = reading(text) { reason == .thousands } else { true }
  }

  private static func reading(_ text: String) -> NumberReading {
    let bytes = Array(text.utf8)
    return usual.read(bytes.span, .init(start: 0, end: bytes.count, isQuoted: false))
  }

  private static let usual = NumberForm(placeholders: IntakePlan.usualPlaceholders)
}
