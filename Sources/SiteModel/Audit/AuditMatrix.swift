/// The audits of a year, element by department: what the programmes cover and what they leave out
/// (9.3.1: 「审核计划应覆盖碳计量管理体系所有要素和部门」).
package struct AuditMatrix: Sendable {
  /// The programmes of the year, drafts too.
  package let programmes: [PicturedRecord]
  /// Every clause in each department that leads or assists it, in the order of the responsibility
  /// matrix.
  package let cells: [Cell]

  /// A clause in a department.
  package struct Cell: Sendable {
    package let clause: String
    /// The department's name.
    package let department: String
    /// The months in which it is to be audited, `2026-06`; none: it is left out.
    package let months: [String]
    /// The numbers of the audits that are named for it.
    package let audits: [String]
  }

  /// - Parameter year: `2026`.
  package init(_ picture: SitePicture, year: String) {
    programmes = picture.records["audit-programme", default: []].filter {
      $0.fields["year"]?.number == year && $0.state != "cancelled"
    }
    let rows = programmes.flatMap { $0.rows("cells") }
    let matrix = picture.standing("responsibility-matrix").flatMap { $0.rows("cells") }.filter {
      ["lead", "assist"].contains($0["kind"]?.string)
    }
    cells = matrix.map { cell in
      let found = rows.filter { Self.covers($0, cell) }
      return Cell(
        clause: cell["clause"]?.string ?? "",
        department: picture.named("department", cell["department"]),
        months: found.compactMap { $0["month"]?.string }.sorted(),
        audits: found.compactMap { $0["audit"] }.map { picture.named("audit", $0) })
    }
  }

  private static func covers(_ row: JSON, _ cell: JSON) -> Bool {
    guard let clause = cell["clause"]?.string, row["department"] == cell["department"] else {
      return false
    }
    return (row["clauses"]?.texts ?? []).contains { clause == $0 || clause.hasPrefix("\($0).") }
  }
}

extension SitePicture {
  /// What people call the record that a field names: its name, its number, or its id.
  func named(_ type: String, _ id: JSON?) -> String {
    let id = id?.string ?? ""
    let record = RecordKey(type: type, id: id).flatMap { self[$0] }
    return record?.text("name") ?? record?.label ?? id
  }
}
