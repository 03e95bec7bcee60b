/// What is computed of an audit while it is held and reported (9.3.2, 9.3.3).
extension RecordQuestion {
  /// The audit in question: this record, or the one it names.
  private var audit: String {
    key.type == "audit" ? key.id : record["audit"]?.string ?? ""
  }

  private func ofAudit(_ type: String) throws -> [OtherRecord] {
    try others.records(of: type).filter { $0.fields["audit"]?.string == audit }
  }

  /// The findings that say something does not conform; observations do not.
  private func faults() throws -> [OtherRecord] {
    try ofAudit("audit-finding").filter { $0.fields["grade"]?.string != "observation" }
  }

  /// A question of a checklist, and of which department it was asked.
  private struct Asked {
    let department: String
    let line: [String: JSON]
  }

  private func asked() throws -> [Asked] {
    try ofAudit("audit-checklist").flatMap { list in
      list.fields.rows("lines").map {
        Asked(department: list.fields["department"]?.string ?? "", line: $0)
      }
    }
  }

  private func called(_ department: String) throws -> String {
    try others.records(of: "department").first { $0.key.id == department }?.called ?? department
  }

  /// 9.3.2: 「查阅文件、记录，现场观察，与相关人员交流」: those that no answered question used.
  func auditWaysMissing() throws -> JSON? {
    let used = Set(
      try asked().filter { $0.line["verdict"] != nil }.compactMap { $0.line["method"]?.string })
    let ways = [
      ("documents", "查阅 documents"), ("observe", "观察 observation"), ("interview", "交流 talks"),
    ]
    return .array(ways.filter { !used.contains($0.0) }.map { .string($0.1) })
  }

  /// Departments without a checklist, questions without an answer, clauses that nobody asked about.
  func auditUnanswered() throws -> JSON? {
    let asked = try asked()
    let departments = Set(asked.map(\.department))
    let silent = record.texts("departments").filter { !departments.contains($0) }
    let open = asked.filter { [nil, "not-audited"].contains($0.line["verdict"]?.string) }
    let clauses = record.texts("clauses").filter { clause in
      !asked.contains { line in
        line.line["clause"]?.string.map { $0 == clause || $0.hasPrefix("\(clause).") } ?? false
      }
    }
    return .array(
      try
        (silent.map { try called($0) }
        + open.map { "\(try called($0.department)) \($0.line["clause"]?.string ?? "")" } + clauses)
        .map(JSON.string))
  }

  /// Questions answered with a fault that no finding of the department and clause stands for.
  func auditUnreported() throws -> JSON? {
    let faults = try faults()
    let open = try asked().filter { one in
      ["minor", "major"].contains(one.line["verdict"]?.string)
        && !faults.contains {
          $0.fields["department"]?.string == one.department
            && $0.fields["clause"] == one.line["clause"]
        }
    }
    return .array(
      try open.map { .string("\(try called($0.department)) \($0.line["clause"]?.string ?? "")") })
  }

  /// Whether no reviewed report of this audit is there.
  func auditReportMissing() throws -> JSON? {
    .bool(!(try ofAudit("audit-report").contains(where: \.counts)))
  }

  /// Findings whose nonconformity is not begun or not closed.
  func auditOpen() throws -> JSON? {
    .array(try faults().filter { try mending(of: $0.key) != nil }.map(\.name))
  }

  /// The state of the nonconformity that follows from a finding; nil once it is closed.
  private func mending(of finding: RecordKey) throws -> String? {
    let following = try others.followers(of: finding).filter {
      $0.record.key.type == "nonconformity"
    }
    guard !following.isEmpty else { return "not-begun" }
    return following.map { $0.state ?? "not-begun" }
      .first { !["closed", "rejected"].contains($0) }
  }

  /// How far this finding is mended: `not-begun`, the state of its nonconformity, or `closed`.
  func findingState() throws -> JSON? {
    guard record["grade"]?.string != "observation" else { return nil }
    return .string(try mending(of: key) ?? "closed")
  }

  /// Findings without person, day or requirement: 「明确整改责任人、整改期限和整改要求」.
  func findingsUnassigned() throws -> JSON? {
    .array(
      try faults().filter { one in
        ["owner", "due", "requirement"].contains { one.fields[$0] == nil }
      }
      .map(\.name))
  }

  /// How many findings the audit has, observations aside.
  func findingsCount() throws -> JSON? { .count(try faults().count) }

  /// Findings by department and grade: 「生产部 minor 2」.
  func findingsStatistics() throws -> JSON? {
    let all = try ofAudit("audit-finding").map {
      "\(try called($0.fields["department"]?.string ?? "")) \($0.fields["grade"]?.string ?? "")"
    }
    let counts = Dictionary(all.map { ($0, 1) }, uniquingKeysWith: +)
    return .array(counts.sorted { $0.key < $1.key }.map { .string("\($0.key) \($0.value)") })
  }
}
