import SiteModel

/// Asks what a record's text alone does not say.
struct GuardDoor {
  private let site: Site

  init(_ site: Site) { self.site = site }

  /// Named checks that this program does not have are never met.
  func look(
    _ question: Guard.Question, of key: RecordKey, text: [String: JSON]
  ) throws -> Guard.Answer {
    switch question {
    case .fields: .met(.null)
    case .check(let name): .refused(name)
    case .expression(let text): .refused(text)
    }
  }
}
