package import SiteModel

/// The law in people's words: titles of actions, states, fields and roles instead of their names.
extension ActDoor {
  /// A broken rule.
  func phrase(of breach: ActBreach) throws -> Phrase {
    let said = breach.phrase
    var within: [String: [Phrase]] = [:]
    for (slot, value) in said.values {
      switch slot {
      case "action", "statement": within[slot] = [Phrase(title: title(of: value))]
      case "state", "states": within[slot] = value.split(separator: ", ").map { state(String($0)) }
      case "person": within[slot] = [try person(value)]
      case "against": within[slot] = [side(value)]
      case "roles":
        let roles = value.split(separator: ", ").map(String.init)
        let titles = try session.site.schemas.roleTitles()
        let offices = roles.filter { !$0.contains(":") }
          .map { titles[$0] ?? BilingualText(zh: $0, en: $0) }
        within[slot] =
          [Phrase(titles: offices)].filter { _ in !offices.isEmpty }
          + roles.filter { $0.contains(":") }.map(side)
      default: break
      }
    }
    let values = said.values.filter { within[$0.key] == nil }
    return Phrase(said.key, values, within: within)
  }

  private func state(_ name: String) -> Phrase {
    Phrase(title: lifecycle[state: name]?.title ?? BilingualText(zh: name, en: name))
  }

  private func person(_ id: String) throws -> Phrase {
    let name = try PersonLookup(session.site).people().first { $0.id == id }?.name ?? id
    return Phrase(title: BilingualText(zh: name, en: name))
  }

  /// `field:responsible`, `act:submit`, `writers`, as a lifecycle writes them.
  private func side(_ text: String) -> Phrase {
    if let field = text.dropping("field:") {
      let title = schema[field]?.title ?? BilingualText(zh: field, en: field)
      return Phrase("act.named-in", within: ["field": [Phrase(title: title)]])
    }
    if let action = text.dropping("act:") {
      return Phrase("act.doer-of", within: ["action": [Phrase(title: title(of: action))]])
    }
    return Phrase("act.writers")
  }
}

extension SchemaShelf {
  /// What roles are called, as the schema of persons says.
  package func roleTitles() throws(ShelfFault) -> [String: BilingualText] {
    let choices = try schema(of: Person.type).definitions["role"]?["x-choices"]?.object ?? [:]
    return choices.compactMapValues { title in
      guard let zh = title["zh"]?.string, let en = title["en"]?.string else { return nil }
      return BilingualText(zh: zh, en: en)
    }
  }
}

extension String {
  /// What follows a beginning; nil if the text begins otherwise.
  fileprivate func dropping(_ beginning: String) -> String? {
    hasPrefix(beginning) ? String(dropFirst(beginning.count)) : nil
  }
}
