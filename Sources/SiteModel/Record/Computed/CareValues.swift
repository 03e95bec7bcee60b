/// What is computed for clause 8.1.3: how far plants are looked after.
extension RecordQuestion {
  /// The instruments and assets in use that no line of this plan names, by number.
  func maintenanceUnlisted() throws -> JSON? {
    let listed = Set(record.rows("lines").compactMap { $0["asset"]?.string })
    let used = try ["instrument", "infrastructure-asset"].flatMap { try others.records(of: $0) }
      .filter { $0.isCurrent && !listed.contains("\($0.key)") }
    return .array(used.map(\.name))
  }

  /// Of the lines that have been due or done, the share with a reviewed record, in per cent.
  func maintenanceCompletion() throws -> JSON? {
    let done = Set(
      try records(of: "maintenance-record", naming: "plan").filter(\.counts)
        .compactMap { $0.fields["planLine"] })
    let lines = record.rows("lines").filter { line in
      line.day("nextOn").map { $0 <= day.today } ?? false || line["seq"].map(done.contains) ?? false
    }
    guard !lines.isEmpty else { return nil }
    let share = Rational(lines.count { $0["seq"].map(done.contains) ?? false } * 100)
    return .string((share / Rational(lines.count)).text(decimals: 1))
  }

  /// The day of the last patrol that looked at this asset.
  func lastPatrol() throws -> JSON? {
    try others.records(of: "patrol-inspection").filter(\.counts).filter { patrol in
      patrol.fields.rows("items").contains {
        $0["asset"]?.string == "\(key)" && $0["result"] != "skipped"
      }
    }
    .compactMap { $0.fields.day("on") }.max().map { .string("\($0)") }
  }

  /// Hours from `start` to `end`.
  func spanHours() throws -> JSON? {
    guard let start = record["start"]?.string.flatMap({ Instant.parse($0) })?.instant,
      let end = record["end"]?.string.flatMap({ Instant.parse($0) })?.instant
    else { return nil }
    let seconds = Rational(Int(end.seconds - start.seconds))
    return .string((seconds / Rational(3600)).text(decimals: 1))
  }
}
