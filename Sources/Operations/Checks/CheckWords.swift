package import SiteModel

/// What a check found, in words and as JSON.
package struct CheckWords {
  private let phrases: PhraseBook
  private let titles: [String: BilingualText]

  /// - Parameter titles: what types and views are called.
  package init(phrases: PhraseBook, titles: [String: BilingualText]) {
    (self.phrases, self.titles) = (phrases, titles)
  }

  package func lines(_ check: ClauseCheck, _ answer: CheckAnswer) -> [String] {
    let head = [
      check.id, check.clauses.joined(separator: " "), Self.verdict(answer.verdict, phrases),
      phrases.text(Phrase(title: check.title)),
    ]
    guard !answer.lacking.isEmpty else { return [head.joined(separator: "\t")] }
    return [head.joined(separator: "\t")] + answer.lacking.map { "  – " + text($0) }
      + ["  → " + phrases.text(Phrase(title: check.advice))]
  }

  package static func verdict(_ verdict: CheckAnswer.Verdict, _ phrases: PhraseBook) -> String {
    phrases.text(Phrase("checks.\(verdict.rawValue)"))
  }

  /// What is lacking: the record by its type and number, the value, or that there is none.
  package func text(_ lack: CheckAnswer.Lack) -> String {
    switch lack {
    case .record(let key, let label): "\(title(of: key.type)) \(label)"
    case .value(let value, let title):
      title.zh == value ? value : "\(value) \(phrases.text(Phrase(title: title)))"
    case .none(let type): phrases.text(Phrase("checks.none", ["type": title(of: type)]))
    }
  }

  private func title(of type: String) -> String {
    titles[type].map { phrases.text(Phrase(title: $0)) } ?? type
  }

  package func summary(_ answers: [CheckAnswer], on day: CivilDate) -> String {
    let count = { (verdict: CheckAnswer.Verdict) in
      String(answers.count { $0.verdict == verdict })
    }
    return phrases.text(
      Phrase(
        "said.checks",
        [
          "day": day.description, "all": String(answers.count), "met": count(.met),
          "open": count(.notMet), "person": count(.needsPerson), "none": count(.notApplicable),
        ]))
  }

  package static func json(_ check: ClauseCheck, _ answer: CheckAnswer) -> JSON {
    [
      "id": .string(check.id), "clauses": .array(check.clauses.map(JSON.string)),
      "title": check.title.json, "advice": check.advice.json,
      "verdict": .string(answer.verdict.rawValue),
      "figures": .object(
        Dictionary(answer.figures.map { ($0.name, .string($0.value)) }) { $1 }),
      "looked": .array(answer.looked.map { .string($0.description) }),
      "lacking": .array(answer.lacking.map(json)),
    ]
  }

  private static func json(_ lack: CheckAnswer.Lack) -> JSON {
    switch lack {
    case .record(let key, let label): ["record": .string("\(key)"), "label": .string(label)]
    case .value(let value, let title): ["value": .string(value), "title": title.json]
    case .none(let type): ["type": .string(type)]
    }
  }
}

/// A row of the clause board.
package struct ClauseWords {
  private let phrases: PhraseBook

  package init(phrases: PhraseBook) { self.phrases = phrases }

  package func line(_ row: ClauseStanding, on day: CivilDate) -> String {
    let met = row.checks.count { $0.answer.verdict == .met }
    let asked = row.checks.count { $0.answer.verdict != .notApplicable }
    return [
      row.clause.number, phrases.text(Phrase(title: row.clause.title)),
      row.verdict.map { CheckWords.verdict($0, phrases) }
        ?? phrases.text(Phrase("checks.no-check")),
      "\(met)/\(asked)",
      row.age(on: day).map { phrases.text(Phrase("checks.age", ["days": String($0)])) } ?? "—",
    ]
    .joined(separator: "\t") + findings(row)
  }

  private func findings(_ row: ClauseStanding) -> String {
    guard !row.findings.isEmpty else { return "" }
    return "\t" + phrases.text(Phrase("checks.findings", ["count": String(row.findings.count)]))
  }

  package func summary(_ rows: [ClauseStanding], on day: CivilDate) -> String {
    let met = rows.count { $0.verdict == .met }
    return phrases.text(
      Phrase(
        "said.clauses", ["day": day.description, "met": String(met), "all": String(rows.count)]))
  }

  package static func json(_ row: ClauseStanding, on day: CivilDate) -> JSON {
    [
      "clause": .string(row.clause.number), "title": row.clause.title.json,
      "verdict": row.verdict.map { .string($0.rawValue) } ?? .null,
      "met": .number(String(row.checks.count { $0.answer.verdict == .met })),
      "asked": .number(String(row.checks.count { $0.answer.verdict != .notApplicable })),
      "evidence": row.evidence.map { .string($0.description) } ?? .null,
      "age": row.age(on: day).map { .number(String($0)) } ?? .null,
      "findings": .array(row.findings.map { .string($0.description) }),
    ]
  }
}

extension ClauseStanding {
  /// Days since somebody last signed something that a check looked at.
  package func age(on day: CivilDate) -> Int64? { evidence.map { day.days - $0.days } }
}
