extension SitePicture {
  /// The metrics that follow from records alone.
  ///
  /// - Parameter days: the period: what was received or held in it.
  package func metrics(over days: ClosedRange<CivilDate>) -> [Metric.Value] {
    [
      equipment, training(until: days.upperBound), documents, acknowledged,
      answered(.suggestions, "suggestion", days), answered(.feedback, "party-feedback", days),
      actions(days), satisfaction(days), accuracy(until: days.upperBound),
    ]
    .compactMap { $0 }
  }

  private var documents: Metric.Value? {
    let all = records["controlled-document", default: []]
    let current = all.count { ($0.text("reviewDue") ?? "9999") >= day.description }
    return Metric.Value(.documents, current, of: all.count)
  }

  private var acknowledged: Metric.Value? {
    let all = records["controlled-document", default: []]
    let sum = { (field: String) in
      all.compactMap { $0.number(field) }.reduce(Rational.zero, +)
    }
    return Metric.Value(.acknowledged, sum("acknowledged"), per: sum("asked"), isPercent: true)
  }

  private func answered(
    _ metric: Metric, _ type: String, _ days: ClosedRange<CivilDate>
  ) -> Metric.Value? {
    let received = records[type, default: []].filter {
      $0.state != "void" && $0.bears(on: days, by: ["receivedOn"])
    }
    return Metric.Value(metric, received.count { $0.text("answeredOn") != nil }, of: received.count)
  }

  private func actions(_ days: ClosedRange<CivilDate>) -> Metric.Value? {
    let due = records["action", default: []].filter {
      $0.state != "cancelled" && $0.bears(on: days, by: ["due"])
    }
    let inTime = due.count { action in
      action.text("done").map { $0 <= action.text("due") ?? "" } ?? false
    }
    return Metric.Value(.actions, inTime, of: due.count)
  }

  private func satisfaction(_ days: ClosedRange<CivilDate>) -> Metric.Value? {
    let surveys = standing("satisfaction-survey").filter {
      $0.bears(on: days, by: ["period", "on"])
    }
    var (given, most) = (Rational.zero, Rational.zero)
    for survey in surveys {
      let means = survey.rows("scores").compactMap { $0["mean"]?.exact }
      given = given + means.total
      most = most + (survey.number("fullMark") ?? .zero) * Rational(means.count)
    }
    return Metric.Value(.satisfaction, given, per: most, isPercent: true)
  }

  private func training(until day: CivilDate) -> Metric.Value? {
    let month = day.description.prefix(7)
    let planned = standing("training-plan").flatMap { plan in
      plan.rows("courses").filter { ($0["month"]?.string ?? "9999") <= month }
        .map { (plan.key, $0["seq"]?.number ?? "") }
    }
    let held = planned.count { plan, seq in
      users(of: plan, "training-session").contains {
        $0.stands && $0.fields["planItem"]?.number == seq
      }
    }
    return Metric.Value(.training, held, of: planned.count)
  }

  private var equipment: Metric.Value? {
    let rows = standing("equip-requirement").flatMap { $0.rows("requirements") }
    let required = rows.compactMap { $0["requiredPoints"]?.exact }.reduce(Rational.zero, +)
    var fitted = Rational.zero
    for row in rows {
      fitted = fitted + min(Rational(self.fitted(for: row)), row["requiredPoints"]?.exact ?? .zero)
    }
    return Metric.Value(.equipment, fitted, per: required, isPercent: true)
  }

  /// Points whose instrument, when it was calibrated last, was within what is required of it: error
  /// as found and uncertainty together. Points of which something of that is not known are not asked.
  private func accuracy(until day: CivilDate) -> Metric.Value? {
    let ledger = instrumentLedger
    let kept = standing("point").compactMap { point -> Bool? in
      let service = ledger.services(at: point.key.id).last { $0.stands(on: day) }
      guard let service, let instrument = ledger.instruments[service.instrument],
        let required = point.number("requiredUncertainty") ?? instrument.fields.number("mpe"),
        let event = ledger.events[service.instrument]?.last(where: {
          $0.day <= day && $0.outcome != .pending
        }), let error = event.error
      else { return nil }
      let uncertainty = event.record.fields.number("uncertainty") ?? .zero
      return error.percent.magnitude + uncertainty <= required.magnitude
    }
    return Metric.Value(.accuracy, kept.count { $0 }, of: kept.count)
  }
}
