/// A form somebody has filled in: what it showed, and what shall stand from now on.
package struct RecordEdit: Sendable, Hashable {
  /// The record.
  package let key: RecordKey
  /// What the form showed; a new record shows ``RecordState/none``.
  package let shown: RecordState
  /// The new values by register; `null` takes a value away.
  package let new: [String: JSON]

  package init(of key: RecordKey, shown: RecordState, new: [String: JSON]) {
    (self.key, self.shown, self.new) = (key, shown, new)
  }

  /// The writes that save this form.
  ///
  /// Each names every write the form showed, agreeing ones too. A value that is already shown,
  /// undisputed, is not written again.
  ///
  /// - Parameter now: What the record shows at the moment of saving.
  /// - Throws: ``RecordFault/changedMeanwhile(_:)`` if a register in the form shows something else
  ///   now, ``RecordFault/nothingToSave(_:)`` if no value differs.
  package func writes(now: RecordState) throws(RecordFault) -> [String: FieldWrite] {
    var writes: [String: FieldWrite] = [:]
    for (register, value) in new.sorted(by: { $0.key < $1.key }) {
      let (shown, current) = (shown[register], now[register])
      guard shown?.names == current?.names else {
        throw .changedMeanwhile(
          Change(
            key: key, register: register, shown: shown?.values ?? [], now: current?.values ?? [],
            wanted: value))
      }
      if (shown.map(\.value) ?? .null) == value { continue }
      writes[register] = FieldWrite(old: shown?.values ?? [], new: value, over: shown?.names ?? [])
    }
    guard !writes.isEmpty else { throw .nothingToSave(key) }
    return writes
  }

  /// The entry that saves this form; see ``writes(now:)``.
  package func entry(
    now: RecordState, entity: String, schema: Int, by author: Author
  ) throws(RecordFault) -> Entry {
    Entry(entity: entity, key: key, schema: schema, set: try writes(now: now), by: author)
  }

  /// What was shown, what is shown now, and what the person wanted.
  package struct Change: Sendable, Hashable {
    /// The record.
    package let key: RecordKey
    /// The field, or group of fields.
    package let register: String
    /// The values the form showed; none, one, or those of a conflict.
    package let shown: [JSON]
    /// The values shown now.
    package let now: [JSON]
    /// The value that was not saved.
    package let wanted: JSON
  }
}

/// Why a record cannot be saved.
package enum RecordFault: Fault, Equatable {
  /// Somebody else's write arrived since the form was shown; saving would replace what nobody saw.
  case changedMeanwhile(RecordEdit.Change)
  /// Every value in the form is the one that stands already.
  case nothingToSave(RecordKey)

  package var kind: FaultKind {
    switch self {
    case .changedMeanwhile: .refused
    case .nothingToSave: .invalid
    }
  }

  package var phrase: Phrase {
    switch self {
    case .changedMeanwhile(let change):
      Phrase(
        "record.changed-meanwhile",
        [
          "record": change.key.description, "field": change.register,
          "shown": Self.list(change.shown), "now": Self.list(change.now),
          "wanted": change.wanted.excerpt,
        ])
    case .nothingToSave(let key): Phrase("record.nothing-to-save", ["record": key.description])
    }
  }

  private static func list(_ values: [JSON]) -> String {
    values.isEmpty ? "null" : values.map(\.excerpt).joined(separator: " | ")
  }
}
