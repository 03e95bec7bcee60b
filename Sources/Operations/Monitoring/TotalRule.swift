import SiteModel

/// A rule about totals of whole windows: a sum, the same time before, a balance, a ratio.
///
/// A window of which something is not known says nothing here: that is what rules for missing readings say.
struct TotalRule {
  private let rule: DataRule
  private let look: RuleSignals
  private let periods: [Period]
  private let points: [MeasurementPoint]
  private let formula: RuleFormula?

  /// - Throws: ``DataRuleFault``.
  init(_ rule: DataRule, _ look: RuleSignals, _ span: Range<Instant>) throws {
    (self.rule, self.look) = (rule, look)
    guard let window = (rule.window ?? .days(1)).wholeDays else {
      throw DataRuleFault.window(rule.windowText ?? "")
    }
    let from = rule.activeFrom.map(look.calendar.start)
    periods = window.periods(
      touching: span, until: look.site.surroundings.clock.now().instant, in: look.calendar
    ).filter { period in from.map { $0 <= period.bounds(in: look.calendar).lowerBound } ?? true }
    points = try rule.points.map { try Points(of: look.site).point($0) }
    let numbers = Dictionary(points.map { ($0.id, $0.number) }) { $1 }
    formula = try rule.formula.map { text throws(DataRuleFault) in
      try RuleFormula(text, numbers: numbers)
    }
    if [.peer, .balance].contains(rule.kind), rule.tolerance == nil {
      throw DataRuleFault.tolerance
    }
    if rule.kind == .sum, rule.low == nil, rule.high == nil { throw DataRuleFault.limit }
    if rule.kind == .balance, !(formula?.isBalance ?? false) {
      throw DataRuleFault.formula(rule.formula ?? "")
    }
  }

  func signals() throws -> [AlertSignal] {
    switch rule.kind {
    case .sum: try points.flatMap { try sums(of: $0) }
    case .peer: try points.flatMap { try peers(of: $0) }
    case .balance: try periods.compactMap(balance)
    default: try periods.compactMap(ratio)
    }
  }

  private func sums(of point: MeasurementPoint) throws -> [AlertSignal] {
    try totals(of: point, periods).compactMap { period, total in
      rule.isBeyond(total.value)
        ? signal(period, point, total.value, against: rule.allowed ?? "", total.unit) : nil
    }
  }

  private func peers(of point: MeasurementPoint) throws -> [AlertSignal] {
    let before = try periods.flatMap { try totals(of: point, [$0.lastYear]) }
    let known = Dictionary(before.map { ($0.period, $0.total) }) { $1 }
    return try totals(of: point, periods).compactMap { period, total in
      guard let tolerance = rule.tolerance,
        let last = try known[period.lastYear].map({ try $0.value(in: total.unit) }),
        !Deviation(of: total.value, from: last).isWithin(tolerance)
      else { return nil }
      return signal(
        period, point, total.value, against: "\(last.text) ± \(tolerance.text) %", total.unit)
    }
  }

  private func balance(_ period: Period) throws -> AlertSignal? {
    guard let tolerance = rule.tolerance, let figures = try figures(in: period),
      let right = figures.right, !Deviation(of: figures.left, from: right).isWithin(tolerance)
    else { return nil }
    return signal(period, nil, figures.left, against: "\(short(right)) ± \(tolerance.text) %", "")
  }

  private func ratio(_ period: Period) throws -> AlertSignal? {
    guard let figure = try figures(in: period)?.left else { return nil }
    if rule.low != nil || rule.high != nil {
      return rule.isBeyond(figure)
        ? signal(period, nil, figure, against: rule.allowed ?? "", units) : nil
    }
    guard let tolerance = rule.tolerance else { throw DataRuleFault.tolerance }
    guard let before = try figures(in: period.previous)?.left,
      !Deviation(of: figure, from: before).isWithin(tolerance)
    else { return nil }
    return signal(period, nil, figure, against: "\(short(before)) ± \(tolerance.text) %", units)
  }

  /// What each point of a ratio is counted in: `(C-1 kg, O-1 t)`.
  private var units: String {
    let said = points.map { "\($0.number) \($0.settings.latest.unit)" }
    return "(\(said.joined(separator: ", ")))"
  }

  // MARK: Totals

  /// A known total.
  private struct Total {
    let value: Rational
    let unit: String

    func value(in other: String) throws -> Rational {
      try Quantity(value, Unit(unit)).converted(to: Unit(other)).value
    }
  }

  private func totals(
    of point: MeasurementPoint, _ periods: [Period]
  ) throws -> [(period: Period, total: Total)] {
    guard !periods.isEmpty else { return [] }
    let readings = PointReadings(of: point, on: look.site, look.calendar)
    return try zip(periods, readings.consumed(periods)).compactMap { period, consumed in
      guard consumed.complete, let value = consumed.value else { return nil }
      return (period, Total(value: value, unit: consumed.unit))
    }
  }

  private func figures(in period: Period) throws -> (left: Rational, right: Rational?)? {
    guard let formula else { throw DataRuleFault.formula("") }
    var values: [String: Rational] = [:]
    var unit: Unit?
    for point in points {
      guard let total = try totals(of: point, [period]).first?.total else { return nil }
      let quantity = Quantity(total.value, try Unit(total.unit))
      // The two sides of a balance are counted in one unit; a ratio is of each point's own.
      let same = try rule.kind == .balance ? unit.map(quantity.converted) ?? quantity : quantity
      unit = unit ?? quantity.unit
      values[point.id] = same.value
    }
    return formula.figures(values)
  }

  private func signal(
    _ period: Period, _ point: MeasurementPoint?, _ figure: Rational, against: String,
    _ unit: String
  ) -> AlertSignal {
    let values = [
      "rule": rule.number, "period": "\(period)", "point": point?.number ?? rule.formula ?? "",
      "figure": [short(figure), unit].filter { !$0.isEmpty }.joined(separator: " "),
      "against": against,
    ]
    var signal = look.signal(
      rule, at: period.bounds(in: look.calendar), point?.id ?? "formula",
      Phrase("alert.total", values))
    (signal.observed, signal.expected) = (values["figure"], against)
    return signal
  }

  private func short(_ figure: Rational) -> String { figure.exactText ?? figure.text(decimals: 6) }
}
