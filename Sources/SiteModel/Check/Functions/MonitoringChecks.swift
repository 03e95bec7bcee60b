extension SitePicture {
  /// Working days within which an alert of each severity is to be closed.
  private static let alertDays = ["high": 1, "medium": 3, "low": 10]

  /// 9.1.1: alerts of the last twelve months were closed in time, each with its cause and its stage.
  var alertsInTime: CheckAnswer {
    let alerts = records["data-alert", default: []].filter { alert in
      alert.state != "void"
        && (alert.text("raisedOn").flatMap { CivilDate($0) }.map { $0.days + 366 >= day.days }
          ?? true)
    }
    return CheckAnswer(asking: alerts, failing: alerts.filter { !isInTime($0) })
  }

  private func isInTime(_ alert: PicturedRecord) -> Bool {
    guard let raised = alert.text("raisedOn").flatMap({ CivilDate($0) }),
      let days = Self.alertDays[alert.text("severity") ?? ""], alert.text("stage") != nil
    else { return false }
    let limit = workingDays.day(days, after: raised).day
    guard alert.permits.contains(.closed) else { return day <= limit }
    return alert.text("cause") != nil && (alert.moved ?? day) <= limit
  }

  /// 9.1.1: a rule whose closed alerts were idle too often was reviewed after the last of them.
  func falseRates(limit: Rational) -> CheckAnswer {
    let rules = standing("data-rule")
    let failing = rules.filter { rule in
      let closed = users(of: rule.key, "data-alert").filter { $0.permits.contains(.counts) }
      guard closed.map(\.fields).idleShare > limit,
        let last = closed.compactMap({ $0.text("raisedOn") }).max()
      else { return false }
      return (rule.text("reviewedOn") ?? "") < last
    }
    return CheckAnswer(asking: rules, failing: failing)
  }
}
