/// One record as the checks of clauses see it: what it shows, and how far signed acts have brought it.
package struct PicturedRecord: Sendable, Hashable {
  /// Which record. Of a view, which is counted and not written, its type is the view's name.
  package let key: RecordKey
  /// By name; disputed fields are not there.
  package let fields: [String: JSON]
  /// Where acts have brought it; empty where its type has no lifecycle.
  package let state: String
  /// What that state grants; of a record that nobody signs, that it counts.
  package let permits: Set<Permission>
  /// The day its last act with effect claims; nil where there is none.
  package let moved: CivilDate?
  /// The day of the last act that changed what effects of its type ask about; nil where none does.
  package let changed: CivilDate?

  package init(
    _ key: RecordKey, fields: [String: JSON], state: String = "",
    permits: Set<Permission> = [.counts, .mayUse], moved: CivilDate? = nil,
    changed: CivilDate? = nil
  ) {
    (self.key, self.fields, self.state) = (key, fields, state)
    (self.permits, self.moved, self.changed) = (permits, moved, changed)
  }

  /// Whether checks may take it for true today: it counts, and was not taken out of use.
  package var stands: Bool {
    permits.contains(.counts) && (permits.contains(.mayUse) || !permits.contains(.closed))
  }

  /// Whether it stood on a day gone by: what its last act ended then stood until that act.
  package func stood(on day: CivilDate) -> Bool {
    stands || permits.contains(.counts) && (moved.map { $0 >= day } ?? false)
  }

  /// The number or name people know it by; its id where it has none.
  package var label: String {
    for field in ["number", "code", "name"] {
      if let text = fields[field]?.string { return text }
    }
    return key.id
  }

  /// What expressions see of any record beside its fields.
  static let kinds: [String: Expression.Kind] = [
    "id": .text([]), "type": .text([]), "state": .text([]), "moved": .day, "changed": .day,
    "stands": .truth,
  ]

  var values: [String: Expression.Value] {
    var values: [String: Expression.Value] = [
      "id": .text(key.id), "type": .text(key.type), "state": .text(state), "stands": .truth(stands),
    ]
    values["moved"] = moved.map { .day($0) }
    values["changed"] = changed.map { .day($0) }
    return values
  }
}
