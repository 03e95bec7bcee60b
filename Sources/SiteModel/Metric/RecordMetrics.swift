extension SitePicture {
  /// The metrics that follow from records alone.
  ///
  /// - Parameter days: the period: what was received or held in it.
  package func metrics(over days: ClosedRange<CivilDate>) -> [Metric.Value] {
    [equipment, training(until: days.upperBound), suggestions(days), documents, acknowledged]
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

  private func suggestions(_ days: ClosedRange<CivilDate>) -> Metric.Value? {
    let received = records["suggestion", default: []].filter { suggestion in
      suggestion.state != "void"
        && suggestion.text("receivedOn").flatMap { CivilDate($0) }.map(days.contains) ?? false
    }
    return Metric.Value(
      .suggestions, received.count { $0.text("answeredOn") != nil }, of: received.count)
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
}
