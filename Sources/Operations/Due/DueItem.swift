package import SiteModel

/// One thing to be done by a day, and what it is of.
package struct DueItem: Sendable {
  /// What, by when, by whom.
  package let what: RecordDue
  /// The record it is of; nil for what the node owes itself.
  package let key: RecordKey?
  /// What people call that: its number, or whatever names it.
  package let number: String
  /// What it is about.
  package let title: String

  init(_ what: RecordDue, of key: RecordKey?, number: String, title: String) {
    (self.what, self.key, self.number, self.title) = (what, key, number, title)
  }

  init(_ what: RecordDue, of key: RecordKey, _ values: [String: JSON]) {
    let texts = ["number", "code", "month", "title", "subject", "name"]
      .compactMap { values[$0]?.string }
    let title = ["title", "subject", "name"].compactMap { values[$0]?.string }.first
    self.init(what, of: key, number: texts.first ?? key.id, title: title ?? "")
  }
}

/// Where things to be done come from: one kind of rule each.
protocol DueSource: Sendable {
  /// All of them, in no order.
  func items(_ ground: DueGround) throws -> [DueItem]
}
