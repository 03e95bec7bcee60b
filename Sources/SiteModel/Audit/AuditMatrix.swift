/// The audits of a year, element by department: what the programmes cover and what they leave out
/// (9.3.1: 「审核计划应覆盖碳计量管理体系所有要素和部门」).
package struct AuditMatrix: Sendable {
  /// `2026`.
  package let year: String
  package let programmes: [PicturedRecord]
  /// Every clause in each department that leads or assists it, in the order of the responsibility
  /// matrix; none where there is no matrix in force.
  package let cells: [Cell]

  /// A clause in a department.
  package struct Cell: Sendable {
    package let clause: String
    /// The department's name.
    package let department: String
    /// Whether a programme has it.
    package let isCovered: Bool
    /// The months in which it is to be audited, `2026-06`.
    package let months: [String]
    /// The numbers of the audits that are named for it.
    package let audits: [String]
  }

  /// The cells that no programme has.
  package var left: [Cell] { cells.filter { !$0.isCovered } }

  /// Of the programmes of a year, drafts too.
  ///
  /// - Parameter year: `2026`.
  package init(_ picture: SitePicture, year: String) {
    self.init(
      picture, year,
      picture.records["audit-programme", default: []].filter { $0.state != "cancelled" })
  }

  /// Of the programmes of a year that stand.
  init(standing picture: SitePicture, year: String) {
    self.init(picture, year, picture.standing("audit-programme"))
  }

  private init(_ picture: SitePicture, _ year: String, _ programmes: [PicturedRecord]) {
    let programmes = programmes.filter { $0.fields["year"]?.number == year }
    let rows = programmes.flatMap { $0.fields.rows("cells") }
    let matrix = picture.standing("responsibility-matrix").flatMap { $0.fields.rows("cells") }
    (self.year, self.programmes) = (year, programmes)
    cells = AuditCell.all(of: matrix).map { cell in
      let found = rows.filter(cell.isCovered)
      return Cell(
        clause: cell.clause, department: picture.named("department", .string(cell.department)),
        isCovered: !found.isEmpty, months: found.compactMap { $0["month"]?.string }.sorted(),
        audits: found.compactMap { $0["audit"] }.map { picture.named("audit", $0) })
    }
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
