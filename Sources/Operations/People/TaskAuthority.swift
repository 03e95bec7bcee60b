import Indexing
import SiteModel

/// Who is authorised for a task (7.2.3): by the records of authorisations, as they count on a day.
struct TaskAuthority {
  /// The tasks of authorisations that readings and results ask for.
  enum Task: String {
    case collect, calculate, review
  }

  private let site: Site

  init(_ site: Site) { self.site = site }

  /// Whether somebody lacks the authorisation on a day. Where the plant authorises nobody for the task by
  /// record, its posts alone say whose duty it is, and nobody lacks it.
  func isMissing(_ task: Task, of person: String, on day: CivilDate) throws -> Bool {
    let all = try DrawPicture.run(on: nil, types: ["authorisation"], at: site)
      .records["authorisation", default: []]
      .filter { $0.permits.contains(.counts) && $0.text("task") == task.rawValue }
    guard !all.isEmpty else { return false }
    return try !all.contains { authorisation in
      // One that was retired held until then.
      try authorisation.text("person") == person && authorisation.stood(on: day)
        && isValid(authorisation, on: day)
    }
  }

  private func isValid(_ authorisation: PicturedRecord, on day: CivilDate) throws -> Bool {
    let question = RecordQuestion(
      authorisation.key, try site.schemas.schema(of: authorisation.key.type),
      text: try site.index.state(of: authorisation.key).values, asOf: AsOf(day),
      others: NodeRecords(site))
    return try question.authorisationValid() == true
  }
}
