import Operations
import SiteModel

/// What happened to a record, in the reader's words: who changed what from what into what, and why.
struct HistorySteps {
  private let visit: Visit
  private let schema: RecordSchema
  private let lifecycle: Lifecycle?
  private let people: [String: String]

  init(_ key: RecordKey, _ visit: Visit) throws {
    self.visit = visit
    schema = try visit.site.schemas.schema(of: key.type)
    lifecycle = visit.site.schemas.lifecycles[key.type]
    let all = try PersonLookup(visit.site).people().map { person in
      (person.id, person.left == nil ? person.name : visit.say("page.left", ["name": person.name]))
    }
    people = Dictionary(all) { first, _ in first }
  }

  /// The newest first.
  func views(_ steps: [RecordHistory.Step]) throws -> [StepView] {
    try steps.reversed().map { step in
      let act = step.judged?.act
      let signing = act.flatMap { act in
        lifecycle?[action: act.action]?.signing ?? lifecycle?[statement: act.action]?.signing
      }
      let reason = step.entry.reason.map { visit.say("page.because", ["reason": $0]) }
      let what = signing.map { visit.pick($0.title) } ?? act?.action ?? visit.say("page.wrote")
      let broken = step.judged.map { $0.breaches.map { visit.say($0.phrase) } } ?? []
      return StepView(
        when: step.clock.toMinute,
        who: act?.signer.name ?? people[step.entry.by] ?? step.entry.by, what: what,
        mood: (step.hasEffect ? act == nil ? Mood.plain : .good : .bad).rawValue,
        details: try [reason].compactMap(\.self) + changes(step.entry)
          + (step.hasEffect ? [] : broken))
    }
  }

  private func changes(_ entry: Entry) throws -> [String] {
    try entry.set.sorted { $0.key < $1.key }.map { register, write in
      let field = schema[register]
      let values = try ([write.old.last ?? .null, write.new]).map { value in
        try field.map { field in
          try ShownValue(visit).cells(value, PrintedShape(field.schema, schema.definitions))
            .map(\.shown).joined(separator: ", ")
        } ?? (value == .null ? "" : value.string ?? value.canonical)
      }
      let said = values.map { $0.isEmpty ? "／" : $0 }
      return visit.say(
        "page.change",
        [
          "field": field.map { visit.pick($0.title) } ?? register, "old": said[0],
          "new": said[1],
        ])
    }
  }
}
