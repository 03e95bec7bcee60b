/// One write of one register, with the names in `over` already meaning commits of its past.
package struct Write: Sendable, Hashable {
  /// The entry that wrote it.
  package let name: EntryName
  /// The value it set; `null` is "no value".
  package let value: JSON
  /// The writes it replaces.
  package let over: [EntryName]

  package init(name: EntryName, value: JSON, over: [EntryName]) {
    (self.name, self.value, self.over) = (name, value, over)
  }
}

/// What one register shows: the writes that no other write names.
package struct Shown: Sendable, Hashable {
  /// Never empty; ascending by name.
  package let writes: [Write]

  /// The join: every write with effect that no other write with effect names in `over`.
  ///
  /// A function of the set of writes: neither order nor repetition matters.
  ///
  /// - Returns: nil if nothing was ever written.
  package init?(joining writes: some Sequence<Write>) {
    let distinct = Dictionary(writes.map { ($0.name, $0) }) { Self.smaller($0, $1) }
    var replaced: Set<EntryName> = []
    for write in distinct.values { replaced.formUnion(write.over) }
    let shown = distinct.values.filter { !replaced.contains($0.name) }
    guard !shown.isEmpty else { return nil }
    self.writes = shown.sorted { $0.name < $1.name }
  }

  /// The names of the writes shown: what a form keeps, and the next write names.
  package var names: [EntryName] { writes.map(\.name) }

  /// The value, if all writes shown agree on one; nil is a conflict, `null` is "no value".
  package var value: JSON? {
    writes.allSatisfy { $0.value == writes[0].value } ? writes[0].value : nil
  }

  /// The values shown, each once: one, or the several of a conflict, in the order of their names.
  package var values: [JSON] {
    var seen: Set<JSON> = []
    return writes.map(\.value).filter { seen.insert($0).inserted }
  }

  /// Whether a person must decide.
  package var isConflict: Bool { value == nil }

  // Two writes of one name exist only where a fork has not been told apart yet; any choice that
  // does not depend on order will do until it is.
  private static func smaller(_ a: Write, _ b: Write) -> Write {
    (a.value.canonical, a.over.description) <= (b.value.canonical, b.over.description) ? a : b
  }
}
