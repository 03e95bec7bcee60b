/// What is computed for clause 9.1.1: how well a rule watches.
extension RecordQuestion {
  private func alerts() throws -> [OtherRecord] {
    try records(of: "data-alert", naming: "rule")
  }

  /// Alerts of this rule in the 90 days up to today.
  func ruleHits() throws -> JSON? {
    let span = (day.today.days - 90)...day.today.days
    return .count(
      try alerts().count { $0.fields.day("raisedOn").map { span.contains($0.days) } ?? false })
  }

  /// Of its closed alerts, the share that touched no data and became no nonconformity, in per cent.
  func ruleFalseRate() throws -> JSON? {
    let closed = try alerts().filter(\.counts)
    guard !closed.isEmpty else { return nil }
    return .string(closed.map(\.fields).idleShare.text(decimals: 1))
  }
}

extension [[String: JSON]] {
  /// Of alerts, the share that touched no data and became no nonconformity, in per cent.
  var idleShare: Rational {
    let idle = count { $0["correction"] == nil && $0["nonconformity"] == nil }
    return isEmpty ? .zero : Rational(idle * 100) / Rational(count)
  }
}
