/// Where signed acts have brought some records: a function of the set of entries and nothing else.
///
/// The law of an act is judged from its own past, so it is the same in every store that holds it.
/// Effect is what may change later, and only by a cut.
package struct ActFold: Sendable, Equatable {
  /// By record; only types that have a lifecycle.
  package let courses: [RecordKey: RecordCourse]

  /// Folds the entries of one record or of many.
  ///
  /// - Parameters:
  ///   - entries: In any order, repeated or not; with those of the records that an act rests on.
  ///   - lifecycles: Of every version of the types.
  ///   - people: What is known of those who signed.
  ///   - knownAt: If given, only what lies in this past counts.
  package init(
    _ entries: some Sequence<PlacedEntry>, by lifecycles: Lifecycles, people: some Standing,
    knownAt: VersionVector? = nil
  ) {
    let placed = PlacedActs(entries.filter { knownAt?.contains($0.name) ?? true })
    let law = ActLaw(placed, lifecycles, people)
    let view = law.view(in: knownAt)
    var courses: [RecordKey: RecordCourse] = [:]
    for key in Set(placed.writes.keys).union(law.acts.map(\.key)) {
      guard let lifecycle = lifecycles[key.type] else { continue }
      courses[key] = RecordCourse(key, lifecycle, law: law, view: view, knownAt: knownAt)
    }
    self.courses = courses
  }

  /// The course of one record; nil if nobody wrote it or its type has no lifecycle.
  package subscript(key: RecordKey) -> RecordCourse? { courses[key] }

  /// What the law would say of an act that is not among the entries yet: asked at the door.
  ///
  /// - Parameters:
  ///   - draft: The act where it is to stand, with its commit's past.
  ///   - entries: As in ``init(_:by:people:knownAt:)``.
  /// - Returns: The rules it would break, the first one first; empty for a field change.
  package static func breaches(
    of draft: PlacedEntry, among entries: some Sequence<PlacedEntry>, by lifecycles: Lifecycles,
    people: some Standing
  ) -> [ActBreach] {
    guard let act = draft.entry.act else { return [] }
    let law = ActLaw(PlacedActs(entries), lifecycles, people)
    return law.judged(draft, act, draft.entry.identity).breaches
  }
}
