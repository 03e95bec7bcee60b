import Indexing
package import SiteModel

/// The law says no: which rule, who could do it, and what can be done instead.
package struct ActRefusal: Fault, Equatable {
  /// Record, action and person, for people.
  package let record: String
  /// What was wanted.
  package let action: BilingualText
  /// The rules it would break.
  package let rules: [Phrase]
  /// Names of those who could do it today; none if it is nobody, or if the state forbids it.
  package let able: [String]
  /// What can be done from here, each with those who can.
  package let open: [Open]

  /// An action that leads on from here.
  package struct Open: Sendable, Equatable {
    package let name: String
    package let title: BilingualText
    /// Names.
    package let able: [String]
  }

  package var kind: FaultKind { .refused }
  package var phrase: Phrase {
    Phrase(
      "act.refused", ["record": record],
      within: ["action": [Phrase(title: action)], "rules": rules, "now": [now]])
  }

  private var now: Phrase {
    if !able.isEmpty { return Phrase("act.able", ["people": able.joined(separator: ", ")]) }
    if open.isEmpty { return Phrase("act.nothing-open") }
    return Phrase("act.open", within: ["actions": open.map(\.phrase)])
  }
}

extension ActRefusal.Open {
  fileprivate var phrase: Phrase {
    let people = able.isEmpty ? [Phrase("act.nobody")] : []
    return Phrase(
      "act.open-action", ["name": name],
      within: [
        "title": [Phrase(title: title)],
        "people": people + able.map { Phrase(title: BilingualText(zh: $0, en: $0)) },
      ])
  }
}

extension ActDoor {
  /// What is said instead of signing.
  func refusal(of entry: Entry, for breaches: [ActBreach]) throws -> ActRefusal {
    let name = entry.act?.action ?? ""
    let isStateWrong = breaches.contains { if case .illegal = $0 { true } else { false } }
    return ActRefusal(
      record: course.shown.values["number"]?.string ?? key.description,
      action: title(of: name), rules: try breaches.map { try phrase(of: $0) },
      able: isStateWrong ? [] : try able(to: entry),
      open: isStateWrong ? try open(like: entry) : [])
  }

  /// The people whom no rule about persons would keep from signing this today.
  func able(to entry: Entry) throws -> [String] {
    guard let act = entry.act else { return [] }
    return try PersonLookup(session.site).people().filter { person in
      guard person.left.map({ $0 >= session.site.today }) ?? true else { return false }
      let other = self.entry(act, by: Author(person.id, reason: entry.reason))
      return !breaches(of: try placed(other)).contains(where: \.isAboutPeople)
    }
    .map(\.name)
  }

  private func open(like entry: Entry) throws -> [ActRefusal.Open] {
    guard let signer = entry.act?.signer, let place = entry.act?.place else { return [] }
    return try course.open.map { action in
      let act = course.act(Act.Move(action.name, to: action.to), at: place, signer: signer)
      return ActRefusal.Open(
        name: action.name, title: action.signing.title,
        able: try able(to: self.entry(act, by: Author(entry.by, reason: "-"))))
    }
  }

  func title(of name: String) -> BilingualText {
    lifecycle[action: name]?.signing.title ?? lifecycle[statement: name]?.signing.title
      ?? BilingualText(zh: name, en: name)
  }
}

extension ActBreach {
  /// Whether another person would not break it.
  fileprivate var isAboutPeople: Bool {
    switch self {
    case .role, .sameEyes, .notVouched, .signature: true
    default: false
    }
  }
}
