package import Indexing
package import SiteModel

/// What happened to a record: every entry, causes before what followed from them.
package struct RecordHistory {
  /// One entry, and the commit that brought it.
  package struct Step: Sendable {
    /// Its name, `chain.seq`.
    package let name: EntryName
    /// The writer's claimed time, RFC 3339.
    package let clock: String
    /// What headquarters bears witness to about the true one.
    package let bounds: TimeBounds
    package let entry: Entry
    /// Of an act: what the law says of it.
    package let judged: JudgedAct?
    /// Whether it counts: a write does unless it lies above a cut, an act if the law holds and all it follows counts.
    package let hasEffect: Bool
    /// Whether a revocation keeps it from counting.
    package let isCut: Bool
  }

  /// All steps of a record.
  package static func steps(of key: RecordKey, on site: Site) throws -> [Step] {
    let course = try site.index.course(of: key)
    return try site.index.entries(of: key)
      .sorted { ($0.past.size, $0.name) < ($1.past.size, $1.name) }
      .map { placed in
        let judged = course?.acts.first { $0.entry.name == placed.name }
        return Step(
          name: placed.name, clock: try site.index.clock(of: placed.name) ?? "",
          bounds: try site.index.timeBounds(of: placed.name), entry: placed.entry, judged: judged,
          hasEffect: placed.entry.act == nil
            ? !placed.isCut(in: nil) : course?.counts(judged) ?? false,
          isCut: placed.isCut(in: nil))
      }
  }

  /// What a record showed once an entry and all it knew were written.
  ///
  /// - Throws: ``RecordLookupFault/noEntry(record:entry:)``.
  package static func state(
    of key: RecordKey, at entry: String, on site: Site
  ) throws -> RecordState {
    let entries = try site.index.entries(of: key)
    guard let name = EntryName(entry), let placed = entries.first(where: { $0.name == name }) else {
      throw RecordLookupFault.noEntry(record: key.description, entry: entry)
    }
    return try site.index.state(of: key, knownAt: placed.past)
  }

  /// The registers that two states show differently: name, value before, value after.
  package static func difference(
    _ before: RecordState, _ after: RecordState
  ) -> [(register: String, before: [JSON], after: [JSON])] {
    Set(before.fields.keys).union(after.fields.keys).sorted().compactMap { register in
      let (a, b) = (before[register]?.values ?? [], after[register]?.values ?? [])
      return a == b ? nil : (register, a, b)
    }
  }
}
