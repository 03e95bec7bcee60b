/// A clause in a department that leads or assists it by the responsibility matrix: what the audits of a year
/// must cover (9.3.1: 「审核计划应覆盖碳计量管理体系所有要素和部门」).
struct AuditCell: Hashable {
  let clause: String
  /// Its id.
  let department: String

  /// The cells of matrices, each once, in their order.
  ///
  /// - Parameter rows: `cells` of records `responsibility-matrix`.
  static func all(of rows: [[String: JSON]]) -> [AuditCell] {
    var seen: Set<AuditCell> = []
    return rows.compactMap { row in
      guard let clause = row["clause"]?.string, let department = row["department"]?.string,
        ["lead", "assist"].contains(row["kind"]?.string)
      else { return nil }
      return AuditCell(clause: clause, department: department)
    }
    .filter { seen.insert($0).inserted }
  }

  /// Whether a row of a programme has it.
  func isCovered(by row: [String: JSON]) -> Bool {
    row["department"]?.string == department && row.isScope(of: clause)
  }
}

extension [String: JSON] {
  /// Whether its clauses name this one, or the one it is part of.
  func isScope(of clause: String) -> Bool {
    texts("clauses").contains { clause == $0 || clause.hasPrefix("\($0).") }
  }

  /// The auditors of a programme, or lead and auditors of an audit; trainees and experts do not audit alone.
  var auditors: [String] {
    let team = rows("team").filter { $0["role"]?.string == "auditor" }
    return texts("auditors") + [self["lead"]?.string].compactMap(\.self)
      + team.compactMap { $0["person"]?.string }
  }
}
