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
  /// What begins the ids of the same trouble, of one rule, point and kind: while a record of it is open, it is no
  /// new one; what a closed one covers is not looked at again. nil: it stands alone.
  var trouble: String?
  /// Whether it is a state that may end and come back, such as a full disk: once its record is closed, it is
  /// raised anew, if it is still so on another day.
  var comesBack = false
  /// The `data-alert` that was made of it; nil: none.
  package var record: RecordKey?

  package init(_ id: String, _ stage: Stage, _ severity: Severity, _ phrase: Phrase) {
    (self.id, self.stage, self.severity, self.phrase) = (id, stage, severity, phrase)
  }

  /// One that comes back.
  static func state(
    _ id: String, _ stage: Stage, _ severity: Severity, _ phrase: Phrase
  ) -> AlertSignal {
    var signal = AlertSignal(id, stage, severity, phrase)
    signal.comesBack = true
    return signal
  }

  /// What tells its record from any other: at most 200 characters.
  func recorded(on day: CivilDate) -> String {
    String((comesBack ? "\(id.prefix(180)):\(day)" : id).prefix(200))
  }

  package static func == (a: AlertSignal, b: AlertSignal) -> Bool { a.id == b.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
