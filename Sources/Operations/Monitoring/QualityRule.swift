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
      let shown = try PointReadings(of: point, on: look.site, look.calendar).shown(span)
      let found = Quality.findings(in: shown, over: span, by: try limits)
        .filter { flags.contains($0.flag) }
      return Self.grouped(found).map { signal($0, point) }
    }
  }

  private var limits: Quality.Rules {
    get throws {
      var rules = Quality.Rules()
      switch rule.kind {
      case .range: (rules.low, rules.high) = (rule.low, rule.high)
      case .rate: rules.rate = rule.high.map { Rational($0) }
      default: if let window = rule.window { rules.stuck = window.seconds }
      }
      return rules
    }
  }

  private var flags: Set<Quality.Flag> {
    switch rule.kind {
    case .range: [.low, .high]
    case .rate: [.rate]
    default: [.stuck]
    }
  }

  /// Findings of one flag within 24 hours of each other are one trouble.
  private static func grouped(_ found: [Quality.Finding]) -> [[Quality.Finding]] {
    found.reduce(into: []) { groups, finding in
      if let last = groups.last?.last, last.flag == finding.flag,
        finding.from.seconds - last.until.seconds <= 86_400
      {
        groups[groups.count - 1].append(finding)
      } else {
        groups.append([finding])
      }
    }
  }

  private func signal(_ group: [Quality.Finding], _ point: MeasurementPoint) -> AlertSignal {
    let (first, last) = (group[0], group[group.count - 1])
    let readings = group.reduce(0) { $0 + $1.readings }
    let time = first.from..<Instant(seconds: last.until.seconds + 1)
    var signal = look.signal(
      rule, at: time, point.id,
      Phrase(
        "alert.unlikely",
        [
          "point": point.number, "from": first.from.text(at: look.calendar.offset),
          "value": "\(first.value)", "readings": String(readings),
        ],
        within: ["what": [Phrase("quality.\(first.flag.rawValue)")]]))
    (signal.observed, signal.goesOn) = ("\(first.value)", true)
    return signal
  }
}
