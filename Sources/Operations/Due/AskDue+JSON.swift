package import SiteModel

extension AskDue.Answer {
  /// As `karez due --json` prints it.
  package func json(_ phrases: PhraseBook) -> JSON {
    [
      "on": .string(day.description), "rows": .array(rows.map { $0.json(phrases) }),
      "remarks": .array(remarks.map { .string(phrases.text($0)) }),
    ]
  }
}

extension AskDue.Row {
  fileprivate func json(_ phrases: PhraseBook) -> JSON {
    let what = item.what
    return [
      "rule": .string(what.rule), "what": .string(phrases.text(Phrase(title: what.title))),
      "type": item.key.map { .string($0.type) } ?? .null,
      "id": item.key.map { .string($0.id) } ?? .null, "number": .string(item.number),
      "title": .string(item.title), "people": .array(people.map(\.json)),
      "departments": .array(departments.map(\.json)), "due": .string(what.due.description),
      "done": what.done.map { .string($0.description) } ?? .null, "left": .number(String(left)),
      "state": .string(state.rawValue), "extensions": .number(String(what.extensions)),
    ]
  }
}

extension AskDue.Named {
  fileprivate var json: JSON { ["id": .string(id), "name": .string(name)] }
}
