import SiteModel

/// Asks what a record's text alone does not say, on the day of the node's clock.
struct GuardDoor {
  private let site: Site

  init(_ site: Site) { self.site = site }

  /// What one guard finds; a check that this program does not have is never met.
  func look(
    _ question: Guard.Question, of key: RecordKey, text: [String: JSON]
  ) throws -> Guard.Answer {
    try site.question(about: key, text: text).answer(question)
  }
}
