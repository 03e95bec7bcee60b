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

  init(_ site: Site, over span: Range<Instant>, points: Set<String>? = nil) throws {
    (self.site, self.span, self.points, calendar) = (site, span, points, try site.calendar())
  }

  /// By rule.
  func all() throws -> [AlertSignal] {
    try DrawPicture.run(on: nil, types: ["data-rule"], at: site).standing("data-rule")
      .flatMap { record in
        do { return try DataRule(record).map(signals) ?? [] } catch let fault as any Fault
          where fault.kind == .invalid
        {
          return [unable(record, fault)]
        }
      }
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
    case .clock: return site.notices.isEmpty ? [] : [signal(rule, at: nil, "clock", clockPhrase)]
    case .transfer: return try AlertSources.held(site, site.today).map { $0.under(rule) }
    case .storage:
      return try [AlertSources.alarms, AlertSources.disk]
        .flatMap { try $0(site, site.today) }.map { $0.under(rule) }
    }
  }

  private func from(_ rule: DataRule) -> Instant {
    rule.activeFrom.map(calendar.start) ?? span.lowerBound
  }

  private var clockPhrase: Phrase {
    Phrase("alert.clock", within: ["what": site.notices])
  }

  // MARK: Missing readings

  private func missing(_ rule: DataRule, _ span: Range<Instant>) throws -> [AlertSignal] {
    // The day on which readings still come in is not over.
    let dates = calendar.day(of: span.lowerBound)...site.today
    let period = Period(days: dates)
    return try numbers(of: rule).flatMap { number in
      try AskCompleteness.run([number], over: period, on: site).flatMap { answer in
        answer.completeness.gaps.filter { gap in
          answer.records(filling: gap).isEmpty
            && gap.until.seconds - gap.from.seconds >= rule.window?.seconds ?? 0
        }
        .map { AlertSources.signal($0, answer).under(rule) }
      }
    }
  }

  // MARK: Comparisons and calibrations

  private func compared(_ rule: DataRule, _ span: Range<Instant>) throws -> [AlertSignal] {
    guard let tolerance = rule.tolerance else { throw DataRuleFault.tolerance }
    let picture = try DrawPicture.run(on: nil, types: ["auto-manual-check"], at: site)
    return picture.records["auto-manual-check", default: []].compactMap { check in
      guard let id = check.text("point"), rule.points.contains(id),
        let at = check.text("at").flatMap({ Instant.parse($0)?.instant }), span.contains(at),
        let auto = check.number("autoValue"), let manual = check.number("manualValue")
      else { return nil }
      let deviation = Deviation(of: auto, from: manual)
      guard !deviation.isWithin(tolerance) else { return nil }
      var signal = signal(
        rule, at: at..<Instant(seconds: at.seconds + 1), id,
        Phrase(
          "alert.compared",
          ["check": check.label, "percent": deviation.percent?.text(decimals: 2) ?? "∞"]))
      signal.observed = deviation.percent.map { $0.text(decimals: 2) + " %" }
      return signal
    }
  }

  private func expired(_ rule: DataRule) throws -> [AlertSignal] {
    let ledger = try site.instrumentLedger()
    let now = site.surroundings.clock.now().instant.seconds
    return rule.points.compactMap { id in
      let states = PointCalibration(ledger, point: id, offset: calendar.offset)
      let answer = states.answer(at: now, length: 0)
      // A sealed one measures nothing; where none is known, another check asks for one.
      guard !answer.state.isGood, answer.state != .unknown, answer.state != .sealed
      else { return nil }
      return signal(
        rule, at: nil, "\(id):\(answer.instrument ?? "")",
        Phrase(
          "alert.calibration", ["instrument": answer.instrument ?? id],
          within: ["state": [answer.state.phrase]]))
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
    return signal.under(rule)
  }

  private func unable(_ record: PicturedRecord, _ fault: any Fault) -> AlertSignal {
    AlertSignal(
      "rule:\(record.key.id):unable", .collect, .medium,
      Phrase("alert.rule-unable", ["rule": record.label], within: ["why": [fault.phrase]]))
  }

  /// The numbers of the rule's points; of those asked about, where only some are.
  func numbers(of rule: DataRule) throws -> [String] {
    try rule.points.filter { points?.contains($0) ?? true }
      .map { try Points(of: site).point($0).number }
  }
}

extension AlertSignal {
  /// As the rule grades it.
  func under(_ rule: DataRule) -> AlertSignal {
    let id = id.hasPrefix("rule:") ? id : "rule:\(rule.key.id):\(id)"
    var signal = AlertSignal(
      id, rule.stage.flatMap(Stage.init) ?? stage, rule.severity.flatMap(Severity.init) ?? severity,
      phrase)
    (signal.point, signal.span, signal.observed) = (point, span, observed)
    signal.rule = (rule.key.id, rule.version, rule.owner)
    signal.expected = expected ?? rule.allowed
    return signal
  }
}
