/// An entry with its place among all commits.
package struct PlacedEntry: Sendable, Hashable {
  /// Unique among the entries of a record.
  package let name: EntryName
  /// What was written.
  package let entry: Entry
  /// The past of its commit, itself included.
  package let past: VersionVector
  /// The git id of its commit; empty where nobody asks. In a fork the smallest one goes first.
  package let commit: String
  /// What revocations and admissions say of its commit; nil where none speaks of its chain.
  package let cut: EntryCut?

  package init(
    name: EntryName, entry: Entry, past: VersionVector, commit: String = "", cut: EntryCut? = nil
  ) {
    (self.name, self.entry, self.past, self.commit) = (name, entry, past, commit)
    self.cut = cut
  }

  /// What it writes to one register, or nil if it does not touch it.
  ///
  /// Names in `over` that are not in its past mean nothing: nobody can have been shown them.
  package func write(to register: String) -> Write? {
    entry.set[register].map { write in
      Write(
        name: name, value: write.new,
        over: write.over.compactMap { past.resolve($0) }.filter { $0 != name })
    }
  }
}

/// What a record shows: the join of the entries that are known.
package struct RecordState: Sendable, Hashable {
  /// By register: a field, or a group of fields. A register nobody wrote is not in it.
  package let fields: [String: Shown]

  /// A record nobody has written yet.
  package static let none = RecordState(fields: [:])

  package init(fields: [String: Shown]) { self.fields = fields }

  /// Joins the entries of one record.
  ///
  /// - Parameters:
  ///   - entries: In any order, repeated or not; those above a cut count for nothing.
  ///   - knownAt: If given, only what lies in this past counts.
  package init(joining entries: some Sequence<PlacedEntry>, knownAt: VersionVector? = nil) {
    var writes: [String: [Write]] = [:]
    for entry in entries
    where knownAt?.contains(entry.name) ?? true && !entry.isCut(in: knownAt) {
      for register in entry.entry.set.keys {
        if let write = entry.write(to: register) { writes[register, default: []].append(write) }
      }
    }
    fields = writes.compactMapValues { Shown(joining: $0) }
  }

  /// What one register shows; nil if nobody wrote it.
  package subscript(_ register: String) -> Shown? { fields[register] }

  /// The values that are there and undisputed, by register.
  package var values: [String: JSON] {
    fields.compactMapValues { shown in shown.value.flatMap { $0 == .null ? nil : $0 } }
  }

  /// The registers a person must decide, ascending.
  package var conflicts: [String] { fields.filter(\.value.isConflict).keys.sorted() }

  /// Joins many records at once.
  package static func all(
    joining entries: some Sequence<PlacedEntry>, knownAt: VersionVector? = nil
  ) -> [RecordKey: RecordState] {
    Dictionary(grouping: entries, by: \.entry.key)
      .mapValues { RecordState(joining: $0, knownAt: knownAt) }
      .filter { !$0.value.fields.isEmpty }
  }
}

extension Sequence<PlacedEntry> {
  /// The entries that wrote one register, causes before what followed from them.
  ///
  /// Of two entries that did not know each other, the one with fewer commits in its past comes
  /// first, then the one with the smaller name: the same list on every node.
  package func history(of register: String) -> [PlacedEntry] {
    Set(filter { $0.entry.set[register] != nil })
      .sorted { ($0.past.size, $0.name) < ($1.past.size, $1.name) }
  }
}
