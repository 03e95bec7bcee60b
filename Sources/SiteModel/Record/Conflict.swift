/// A thing that more than one live statement is made of: nobody has decided yet which one stands.
///
/// Five kinds of things can be in conflict, and every conflict is one of them, once: a field, the
/// state of a record, a natural key that two records bear, what may exist once, readings of two
/// segments.
package struct Conflict: Sendable {
  /// What stands against what.
  package let matter: Matter

  /// What can be in conflict.
  package enum Matter: Sendable {
    case field(FieldConflict)
    case state(StateConflict)
    case number(UniqueClash)
    case slot(SlotContest)
    case readings(ReadingClash)
  }

  package init(_ matter: Matter) { self.matter = matter }

  /// 16 hex digits, the same on every node that sees the same statements against each other.
  ///
  /// One statement more or less makes another conflict: whoever decides by an id decides between
  /// what stood under it, and between nothing else.
  package var id: String {
    let text = ([kind] + subject).joined(separator: "\n") + "\n"
    return String(ContentHash(of: Array(text.utf8)).description.prefix(16))
  }

  /// `field`, `state`, `number`, `slot` or `readings`.
  package var kind: String {
    switch matter {
    case .field: "field"
    case .state: "state"
    case .number: "number"
    case .slot: "slot"
    case .readings: "readings"
    }
  }

  /// The record it is about; of a natural key the first of them.
  package var record: RecordKey? {
    switch matter {
    case .field(let conflict): conflict.key
    case .state(let conflict): conflict.key
    case .number(let clash): clash.records.first
    case .slot(let contest): contest.slot.record
    case .readings(let clash): RecordKey(type: "point", id: clash.point)
    }
  }

  private var subject: [String] {
    switch matter {
    case .field(let conflict):
      [conflict.key.description, conflict.register] + conflict.sides.map(\.name.description)
    case .state(let conflict):
      [conflict.key.description] + conflict.heads.map(\.act.identity.description).sorted()
    case .number(let clash):
      [clash.field, clash.value.canonical] + clash.records.map(\.description)
    case .slot(let contest):
      [contest.slot.description] + contest.sides.map(\.identity.description).sorted()
    case .readings(let clash): [clash.point] + clash.segments
    }
  }
}

/// Writes of one register that did not know each other and do not agree.
package struct FieldConflict: Sendable {
  /// The record.
  package let key: RecordKey
  /// The field, or group of fields.
  package let register: String
  /// Every write that is shown, agreeing ones too; ascending by name.
  package let sides: [Side]
  /// What the sides replaced: the values shown where their pasts still were one; none if nothing
  /// was there.
  package let before: [JSON]

  /// One write.
  package struct Side: Sendable {
    /// The entry, `chain.seq`.
    package let name: EntryName
    /// What it set; `null` is "no value".
    package let value: JSON
    /// Who wrote it, and why.
    package let entry: Entry
  }

  /// - Parameters:
  ///   - shown: what the register shows.
  ///   - entries: those of the record.
  init(_ key: RecordKey, _ register: String, _ shown: Shown, among entries: [PlacedEntry]) {
    let writers = shown.names.compactMap { name in entries.first { $0.name == name } }
    (self.key, self.register) = (key, register)
    sides = writers.compactMap { placed in
      placed.write(to: register).map { Side(name: $0.name, value: $0.value, entry: placed.entry) }
    }
    let meet = writers.dropFirst().reduce(writers.first?.past ?? VersionVector()) {
      $0.common(with: $1.past)
    }
    before = RecordState(joining: entries, knownAt: meet)[register]?.values ?? []
  }
}

/// Signed acts that did not know each other and left a record in different states, or with
/// different texts.
package struct StateConflict: Sendable {
  /// The record.
  package let key: RecordKey
  /// In whose words states are called.
  package let lifecycle: Lifecycle
  /// The last acts, each a side; as ``RecordCourse/heads``.
  package let heads: [RecordCourse.Head]
}

extension Conflict {
  /// The conflicts of one record, each once.
  ///
  /// - Parameters:
  ///   - entries: those of the record.
  ///   - course: where acts have brought it; nil where nobody signed anything.
  package static func all(
    of key: RecordKey, _ entries: [PlacedEntry], _ course: RecordCourse?
  ) -> [Conflict] {
    var states: [Conflict] = []
    if let course, case .conflict = course.state {
      states = [
        Conflict(
          .state(StateConflict(key: key, lifecycle: course.lifecycle, heads: course.heads)))
      ]
      // Fields that locking acts signed differently are that conflict and no other.
      if !course.permits(.mayEdit) { return states }
    }
    let shown = course?.shown ?? RecordState(joining: entries)
    return states
      + shown.conflicts.compactMap { register in
        shown[register].map {
          Conflict(.field(FieldConflict(key, register, $0, among: entries)))
        }
      }
  }
}
