/// What is computed for clause 8.2: what a plan promised, and what a drill showed.
extension RecordQuestion {
  /// The day of the last drill of this plan.
  func planLastDrill() throws -> JSON? {
    try records(of: "emergency-drill", naming: "plan").filter(\.counts)
      .compactMap { $0.fields.day("on") }.max().map { .string("\($0)") }
  }

  /// The hours in which the plan's scenario is to be over (RTO).
  private func target() throws -> Rational? {
    try record(named: "plan", of: "emergency-plan")?.fields.rows("scenarios")
      .first { $0["kind"] == record["scenario"] }?.number("targetHours")
  }

  func drillTarget() throws -> JSON? { try target().map { .string($0.text) } }

  /// Whether it took no longer than the plan's scenario says.
  func drillInTime() throws -> JSON? {
    guard let target = try target(), let actual = record.number("actualHours") else { return nil }
    return .bool(actual <= target)
  }

  /// Whether the restore it rests on gave back what was backed up, digest for digest.
  func drillIdentical() throws -> JSON? {
    try record(named: "restore", of: "drill")?.fields["identical"]
  }
}
