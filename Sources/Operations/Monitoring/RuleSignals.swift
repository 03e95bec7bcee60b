import Indexing
import SiteModel

/// What the rules on record find (9.1.1 「设定阈值和比对规则」): each finding is a signal that names its rule.
///
/// A rule that cannot be run says so as a signal of its own; none is passed over.
struct RuleSignals {
  let site: Site
  let calendar: ProductionCalendar
  /// What is looked at.
  let span: Range<Instant>
  /// Ids of the points that are looked at, and nothing that is the node's own; nil: everything.
  let points: Set<String>?
  private let raised: RaisedAlerts

  init(_ site: Site, over span: Range<Instant>, points: Set<String>? = nil) throws {
    (self.site, self.span, self.points, calendar) = (site, span, points, try site.calendar())
    raised = try RaisedAlerts(site)
  }

  /// By rule.
  func all() throws -> [AlertSignal] {
    try DrawPicture.run(on: nil, types: ["data-rule"], at: site).standing("data-rule")
      .flatMap { record in
        do { return try signals(of: DataRule(record)) } catch let fault as any Fault
          where fault.kind != .unavailable
        {
          return [unable(record, fault)]
        }
      }
  }

  /// A month more than is asked about, for trouble that began before has begun then and not today; but nothing
  /// that was closed with its cause.
  func wide(_ span: Range<Instant>, _ rule: DataRule, _ trouble: String) -> Range<Instant> {
    let margin = 31 * 86_400 + (rule.window?.seconds ?? 86_400)
    let first = Instant(seconds: span.lowerBound.seconds - margin)
    let bounds = [first, rule.activeFrom.map(calendar.start), raised.settled(trouble)]
    return min(bounds.compactMap(\.self).max() ?? first, span.upperBound)..<span.upperBound
  }

  private func signals(of rule: DataRule) throws -> [AlertSignal] {
    guard let points else { return try found(rule) }
    return points.isDisjoint(with: rule.points) ? [] : try found(rule)
  }

  private func found(_ rule: DataRule) throws -> [AlertSignal] {
    let watched = span.clamped(to: from(rule)..<Instant(seconds: .max))
    guard !watched.isEmpty else { return [] }
    switch rule.kind {
    case .range, .rate, .flat: return try QualityRule(rule, self, watched).signals()
    case .missing: return try missing(rule, watched)
    case .sum, .peer, .balance, .ratio: return try TotalRule(rule, self, watched).signals()
    case .autoManual: return try compared(rule, watched)
    case .calibration: return try expired(rule)
    case .clock: return site.clockTrouble.map { [clock(rule, $0)] } ?? []
    case .transfer: return try AlertSources.held(site, site.today).map { $0.under(rule) }
    case .storage:
      return try [AlertSources.alarms, AlertSources.disk]
        .flatMap { try $0(site, site.today) }.map { $0.under(rule) }
    }
  }

  private func from(_ rule: DataRule) -> Instant {
    rule.activeFrom.map(calendar.start) ?? span.lowerBound
  }

  private func clock(_ rule: DataRule, _ trouble: Phrase) -> AlertSignal {
    signal(rule, at: nil, "clock", Phrase("alert.clock", within: ["what": [trouble]]))
  }

  // MARK: Missing readings

  private func missing(_ rule: DataRule, _ span: Range<Instant>) throws -> [AlertSignal] {
    try numbers(of: rule).flatMap { number in
      let point = try Points(of: site).point(number)
      let trouble = "rule:\(rule.key.id):missing:\(point.id)"
      let wide = wide(span, rule, trouble)
      guard let period = days(of: wide, span) else { return [AlertSignal]() }
      return try AskCompleteness.run([number], over: period, on: site).flatMap { answer in
        answer.completeness.gaps.compactMap { gap in
          let from = max(gap.from, wide.lowerBound)
          guard answer.records(filling: gap).isEmpty, gap.until > max(from, span.lowerBound),
            gap.until.seconds - from.seconds >= rule.window?.seconds ?? 0
          else { return nil }
          let left = Consumed.Gap(from: from, until: gap.until, reason: gap.reason)
          var signal = AlertSources.signal(left, answer).under(rule)
          signal.trouble = trouble
          return signal.named("\(trouble):\(from.text(at: calendar.offset))")
        }
      }
    }
  }

  /// The whole days of a look that are over; nil: none. Today readings still come in, and an old file that
  /// arrives says nothing of what came after it.
  private func days(of wide: Range<Instant>, _ span: Range<Instant>) -> Period? {
    let end = calendar.day(of: Instant(seconds: span.upperBound.seconds - 1))
    let (first, last) = (
      calendar.day(of: wide.lowerBound), min(end, CivilDate(days: site.today.days - 1))
    )
    return first <= last ? Period(days: first...last) : nil
  }

  // MARK: Comparisons and calibrations

  private func compared(_ rule: DataRule, _ span: Range<Instant>) throws -> [AlertSignal] {
    guard let tolerance = rule.tolerance else { throw DataRuleFault.tolerance }
    let picture = try DrawPicture.run(on: nil, types: ["auto-manual-check"], at: site)
    return try picture.records["auto-manual-check", default: []].compactMap { check in
      guard check.state != "void", let id = check.text("point"), rule.points.contains(id),
        let at = check.text("at").flatMap({ Instant.parse($0)?.instant }), span.contains(at),
        let auto = check.number("autoValue"), let manual = check.number("manualValue")
      else { return nil }
      let deviation = Deviation(of: auto, from: manual)
      guard !deviation.isWithin(tolerance) else { return nil }
      var signal = signal(
        rule, at: at..<Instant(seconds: at.seconds + 1), check.key.id,
        Phrase(
          "alert.compared",
          ["check": check.label, "percent": deviation.percent?.text(decimals: 2) ?? "∞"]))
      signal.observed = deviation.percent.map { $0.text(decimals: 2) + " %" }
      signal.point = (id, try Points(of: site).point(id).number)
      return signal
    }
  }

  private func expired(_ rule: DataRule) throws -> [AlertSignal] {
    let ledger = try site.instrumentLedger()
    let now = site.surroundings.clock.now().instant.seconds
    return try rule.points.compactMap { id in
      let states = PointCalibration(ledger, point: id, offset: calendar.offset)
      let answer = states.answer(at: now, length: 0)
      // A sealed one measures nothing; where none is known, another check asks for one.
      guard !answer.state.isGood, answer.state != .unknown, answer.state != .sealed
      else { return nil }
      var found = signal(
        rule, at: nil, "\(id):\(answer.instrument ?? "")",
        Phrase(
          "alert.calibration", ["instrument": answer.instrument ?? id],
          within: ["state": [answer.state.phrase]]))
      found.point = (id, try Points(of: site).point(id).number)
      return found
    }
  }

  // MARK: Signals

  /// - Parameters:
  ///   - time: what it is about; nil: now.
  ///   - point: the id of the point, or what else tells it from others of the rule.
  func signal(
    _ rule: DataRule, at time: Range<Instant>?, _ point: String, _ phrase: Phrase
  ) -> AlertSignal {
    let began = time.map { ":" + $0.lowerBound.text(at: calendar.offset) } ?? ""
    var signal = AlertSignal("rule:\(rule.key.id):\(point)\(began)", .collect, .medium, phrase)
    signal.point = (try? Points(of: site).point(point)).map { ($0.id, $0.number) }
    signal.span = time
    // What is about no time is a state: a clock, a calibration.
    signal.comesBack = time == nil
    return signal.under(rule)
  }

  private func unable(_ record: PicturedRecord, _ fault: any Fault) -> AlertSignal {
    var signal = AlertSignal.state(
      "rule:\(record.key.id):unable",
      record.text("stage").flatMap(AlertSignal.Stage.init) ?? .collect,
      record.text("severity").flatMap(AlertSignal.Severity.init) ?? .medium,
      Phrase("alert.rule-unable", ["rule": record.label], within: ["why": [fault.phrase]]))
    signal.rule = (record.key.id, record.text("version") ?? "", record.text("owner"))
    return signal
  }

  /// The numbers of the rule's points; of those asked about, where only some are.
  func numbers(of rule: DataRule) throws -> [String] {
    try rule.points.filter { points?.contains($0) ?? true }
      .map { try Points(of: site).point($0).number }
  }
}

extension AlertSignal {
  /// The same under another id.
  func named(_ id: String) -> AlertSignal {
    var signal = AlertSignal(id, stage, severity, phrase)
    (signal.point, signal.span, signal.observed) = (point, span, observed)
    (signal.rule, signal.expected) = (rule, expected)
    (signal.trouble, signal.comesBack) = (trouble, comesBack)
    return signal
  }

  /// As the rule grades it.
  func under(_ rule: DataRule) -> AlertSignal {
    let id = id.hasPrefix("rule:") ? id : "rule:\(rule.key.id):\(id)"
    var signal = AlertSignal(
      id, rule.stage.flatMap(Stage.init) ?? stage, rule.severity.flatMap(Severity.init) ?? severity,
      phrase)
    (signal.point, signal.span, signal.observed) = (point, span, observed)
    (signal.trouble, signal.comesBack) = (trouble, comesBack)
    signal.rule = (rule.key.id, rule.version, rule.owner)
    signal.expected = expected ?? rule.allowed
    return signal
  }
}
