package import SiteModel

/// Something wrong with data that the node can see by itself, at one of the guide's three stages (9.1.1
/// 「实时监测数据采集、传输、存储过程」). Computed whenever somebody looks; a record only once it is raised.
package struct AlertSignal: Sendable, Hashable {
  /// Where it went wrong.
  package enum Stage: String, Sendable, Hashable, CaseIterable {
    case collect, transfer, store, lab
  }
  /// How grave it is; how soon it must be handled follows from it.
  package enum Severity: String, Sendable, Hashable { case high, medium, low }

  /// What tells it from any other: the same trouble always has the same one. At most 200 characters.
  package let id: String
  package let stage: Stage
  package let severity: Severity
  /// What is wrong.
  package let phrase: Phrase
  /// The point's id and number; nil where it is the node's own trouble.
  package var point: (id: String, number: String)?
  /// The time it is about; nil: now.
  package var span: Range<Instant>?
  /// The rule on record that found it: its id, its version, who answers for it; nil: the node by itself.
  package var rule: (id: String, version: String, owner: String?)?
  /// What was seen, and what may be, for people; nil where a number says nothing.
  package var observed: String?
  package var expected: String?
  /// Whether it may go on: the same trouble of the same point within 24 hours is then no new one.
  package var goesOn = false
  /// The `data-alert` that was made of it; nil: none.
  package var record: RecordKey?

  package init(_ id: String, _ stage: Stage, _ severity: Severity, _ phrase: Phrase) {
    (self.id, self.stage, self.severity, self.phrase) = (id, stage, severity, phrase)
  }

  package static func == (a: AlertSignal, b: AlertSignal) -> Bool { a.id == b.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
