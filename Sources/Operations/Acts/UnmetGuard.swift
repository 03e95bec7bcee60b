package import SiteModel

/// What must be so before an action is signed, and is not.
package struct UnmetGuard: Fault, Equatable {
  /// The action and the guard, in the lifecycle's own words.
  package let action: BilingualText
  package let wanted: BilingualText
  /// What was found instead: the names of fields without a value, or words.
  package let found: [Phrase]

  package var kind: FaultKind { .refused }
  package var phrase: Phrase {
    Phrase(
      "act.unmet",
      within: [
        "action": [Phrase(title: action)], "guard": [Phrase(title: wanted)], "found": found,
      ])
  }
}

extension ActDoor {
  /// The same refusal for people: titles instead of names.
  func unmet(_ refusal: GuardRefusal, by action: Lifecycle.Action) -> UnmetGuard {
    let asked = action.guards.first { $0.name == refusal.name }
    var found = [Phrase(title: BilingualText(zh: refusal.found, en: refusal.found))]
    if asked?.question.isAboutFields == true {
      let names = refusal.found.split(separator: ", ").map(String.init)
      found = names.map { name in
        let title = schema[name]?.title ?? BilingualText(zh: name, en: name)
        return Phrase("act.no-value", ["field": name], within: ["title": [Phrase(title: title)]])
      }
    }
    return UnmetGuard(
      action: action.signing.title,
      wanted: asked?.title ?? BilingualText(zh: refusal.name, en: refusal.name), found: found)
  }
}

extension Guard.Question {
  /// Whether what it finds wanting are names of fields.
  fileprivate var isAboutFields: Bool {
    switch self {
    case .fields: true
    case .check(let name): name == "complete"
    case .expression: false
    }
  }
}
