package import SiteModel

/// What is due, by when and for whom: the due board.
///
/// It is computed when somebody looks, from the facts held now and the day asked about.
package struct AskDue {
  /// What is asked for; nil: all of it.
  package struct Wish: Sendable {
    package var day: CivilDate?
    /// Id, staff number or name.
    package var person: String?
    /// Id, number or name.
    package var department: String?

    package init(on day: CivilDate? = nil, person: String? = nil, department: String? = nil) {
      (self.day, self.person, self.department) = (day, person, department)
    }
  }

  /// One thing.
  package struct Row: Sendable {
    package let item: DueItem
    package let state: DueWindows.State
    /// Days until it; below 0: days since. Of what is done, how late it was.
    package let left: Int
    /// Who does it.
    package let people: [Named]
    package let departments: [Named]
  }

  /// Somebody, or a department, by id and name.
  package struct Named: Sendable, Hashable {
    package let id: String
    package let name: String
  }

  /// The board as it is on a day.
  package struct Answer: Sendable {
    package let day: CivilDate
    /// By day, then by rule and number.
    package let rows: [Row]
    /// What the reader must know: a year without a holiday table, a setting that says nothing.
    package let remarks: [Phrase]
  }

  private static let sources: [any DueSource] = [
    RecordDues(), FollowingDues(), ReviewDues(), AckDues(), RetentionDues(), DrillDues(),
    ContactDues(), CalibrationDues(), CalibrationPlanDues(), AssessmentDues(),
    MaintenanceDues(), RetestDues(),
  ]

  /// - Throws: ``PersonFault``, ``RecordLookupFault`` for a person or department nobody knows.
  package static func run(_ wish: Wish, on site: Site) throws -> Answer {
    let day = wish.day ?? site.today
    let ground = try DueGround(site, on: day)
    let names = try DueNames(site)
    let person = try wish.person.map { try PersonLookup(site).person($0).id }
    let department = try wish.department.map { try names.department($0) }
    let rows = try sources.flatMap { try $0.items(ground) }
      .compactMap { row($0, ground, names) }
      .filter { row in
        (person.map { id in row.people.contains { $0.id == id } } ?? true)
          && (department.map { id in row.departments.contains { $0.id == id } } ?? true)
      }
    return Answer(
      day: day, rows: rows.sorted { order($0) < order($1) },
      remarks: ground.remarks + unknown(rows))
  }

  private static func row(_ item: DueItem, _ ground: DueGround, _ names: DueNames) -> Row? {
    let what = item.what
    guard
      let state = ground.windows.state(
        of: what.rule, due: what.due, done: what.done, on: ground.day)
    else { return nil }
    // A management review looks at what was late since the last one, and one is due every year.
    if state == .doneLate, let done = what.done, done.adding(months: 12) < ground.day { return nil }
    let end = state == .doneLate ? what.done ?? ground.day : ground.day
    return Row(
      item: item, state: state, left: Int(what.due.days - end.days),
      people: names.people(item), departments: names.departments(item))
  }

  private static func order(_ row: Row) -> (CivilDate, String, String, String) {
    (row.item.what.due, row.item.what.rule, row.item.number, row.people.first?.id ?? "")
  }

  /// One remark for all years that have no table.
  private static func unknown(_ rows: [Row]) -> [Phrase] {
    let years = Set(rows.flatMap(\.item.what.unknownYears)).sorted().map(String.init)
    return years.isEmpty
      ? [] : [Phrase("due.no-holidays", ["years": years.joined(separator: ", ")])]
  }
}
