import SiteModel

/// A rule about each reading: its value, its pace, its standing still.
struct QualityRule {
  private let rule: DataRule
  private let look: RuleSignals
  private let span: Range<Instant>

  init(_ rule: DataRule, _ look: RuleSignals, _ span: Range<Instant>) {
    (self.rule, self.look, self.span) = (rule, look, span)
  }

  func signals() throws -> [AlertSignal] {
    try look.numbers(of: rule).flatMap { number in
      let point = try Points(of: look.site).point(number)
      return try flags.flatMap { try signals(of: point, $0) }
    }
  }

  private func signals(of point: MeasurementPoint, _ flag: Quality.Flag) throws -> [AlertSignal] {
    let trouble = "rule:\(rule.key.id):\(point.id):\(flag.rawValue)"
    let wide = look.wide(span, rule, trouble)
    let shown = try PointReadings(of: point, on: look.site, look.calendar).shown(wide)
    let found = Quality.findings(in: shown, over: wide, by: try limits).filter { $0.flag == flag }
    return Self.grouped(found).filter { ($0.last?.until ?? wide.lowerBound) >= span.lowerBound }
      .map { signal($0, point, trouble) }
  }

  private var limits: Quality.Rules {
    get throws {
      var rules = Quality.Rules()
      switch rule.kind {
      case .range: (rules.low, rules.high) = (rule.low, rule.high)
      case .rate:
        guard let most = rule.high else { throw DataRuleFault.limit }
        rules.rate = Rational(most)
      default: if let window = rule.window { rules.stuck = window.seconds }
      }
      return rules
    }
  }

  private var flags: [Quality.Flag] {
    switch rule.kind {
    case .range: [.low, .high]
    case .rate: [.rate]
    default: [.stuck]
    }
  }

  /// Findings of one flag within 24 hours of each other are one trouble.
  private static func grouped(_ found: [Quality.Finding]) -> [[Quality.Finding]] {
    found.reduce(into: []) { groups, finding in
      if let last = groups.last?.last, finding.from.seconds - last.until.seconds <= 86_400 {
        groups[groups.count - 1].append(finding)
      } else {
        groups.append([finding])
      }
    }
  }

  private func signal(
    _ group: [Quality.Finding], _ point: MeasurementPoint, _ trouble: String
  ) -> AlertSignal {
    let (first, last) = (group[0], group[group.count - 1])
    let readings = group.reduce(0) { $0 + $1.readings }
    let time = first.from..<Instant(seconds: last.until.seconds + 1)
    var signal = look.signal(
      rule, at: time, "\(point.id):\(first.flag.rawValue)",
      Phrase(
        "alert.unlikely",
        [
          "point": point.number, "from": first.from.text(at: look.calendar.offset),
          "value": "\(first.value)", "readings": String(readings),
        ],
        within: ["what": [Phrase("quality.\(first.flag.rawValue)")]]))
    (signal.trouble, signal.point) = (trouble, (point.id, point.number))
    // Beside a pace a reading would mislead.
    signal.observed = first.flag == .rate ? nil : "\(first.value)"
    return signal
  }
}
