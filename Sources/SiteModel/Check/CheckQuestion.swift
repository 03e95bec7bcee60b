/// A rule asked of a picture.
struct CheckQuestion {
  let picture: SitePicture
  /// By the names that the check gives them.
  let settings: [String: Rational]

  func answer(_ rule: CheckRule) -> CheckAnswer {
    switch rule {
    case .every(let population, let holds, let least): every(population, holds, least)
    case .some(let population, let least): some(population, least)
    case .cover(let population, let field, let values, let none):
      cover(population, field, values, none)
    case .share(let population, let holds, let percent): share(population, holds, percent)
    case .person(let evidence): person(answer(evidence))
    case .all(let rules): .all(rules.map(answer))
    case .any(let rules): .any(rules.map(answer))
    case .function(let name):
      CheckFunctions.all[name].map { $0(picture, settings) } ?? CheckAnswer(.needsPerson)
    }
  }

  // An answer that is not known is no yes.
  private func holds(_ expression: Expression, _ record: PicturedRecord) -> Bool {
    guard let schema = picture.schemas[record.key.type] else { return false }
    let names = PictureNames(schema: schema, schemas: picture.schemas)
    var values = names.values(of: record, in: picture, names: expression.names)
    for (name, number) in settings { values[name] = .number(number) }
    return (try? expression.answer(values)) == .truth(true)
  }

  func members(_ population: CheckRule.Population) -> [PicturedRecord] {
    let records =
      population.all
      ? picture.records[population.type, default: []] : picture.standing(population.type)
    guard let condition = population.condition else { return records }
    return records.filter { holds(condition, $0) }
  }

  private func every(
    _ population: CheckRule.Population, _ expression: Expression, _ least: Int
  ) -> CheckAnswer {
    let records = members(population)
    let failing = records.filter { !holds(expression, $0) }
    var lacking = failing.map { CheckAnswer.Lack.record($0.key, label: $0.label) }
    if records.count < least { lacking.append(.none(type: population.type)) }
    let verdict: CheckAnswer.Verdict =
      lacking.isEmpty ? (records.isEmpty ? .notApplicable : .met) : .notMet
    return CheckAnswer(
      verdict, figures: [.init("asked", records.count), .init("failing", failing.count)],
      looked: records.map(\.key), lacking: lacking)
  }

  private func some(_ population: CheckRule.Population, _ least: Int) -> CheckAnswer {
    let records = members(population)
    let isMet = records.count >= least
    return CheckAnswer(
      isMet ? .met : .notMet,
      figures: [.init("found", records.count), .init("least", least)], looked: records.map(\.key),
      lacking: isMet ? [] : [.none(type: population.type)])
  }

  private func cover(
    _ population: CheckRule.Population, _ field: String, _ values: [CheckRule.CoveredValue],
    _ none: Bool
  ) -> CheckAnswer {
    let records = members(population)
    let covered = Set(records.flatMap { $0.fields[field]?.texts ?? [] })
    let signed = none ? signedNone(population.type) : [:]
    let missing = values.filter { !covered.contains($0.value) && signed[$0.value] == nil }
    return CheckAnswer(
      missing.isEmpty ? .met : .notMet,
      figures: [.init("values", values.count), .init("uncovered", missing.count)],
      looked: records.map(\.key) + values.compactMap { signed[$0.value] },
      lacking: missing.map { .value($0.value, title: $0.title) })
  }

  /// The statements that there is nothing of a kind, by the value they speak of.
  private func signedNone(_ type: String) -> [String: RecordKey] {
    let found = picture.standing("signed-none").compactMap { record -> (String, RecordKey)? in
      guard let subject = record.fields["subject"]?.string, subject.hasPrefix("\(type)/"),
        record.fields["validUntil"]?.string.map({ $0 >= picture.day.description }) ?? true
      else { return nil }
      return (String(subject.dropFirst(type.count + 1)), record.key)
    }
    return Dictionary(found) { first, _ in first }
  }

  private func share(
    _ population: CheckRule.Population, _ expression: Expression, _ percent: CheckNumber
  ) -> CheckAnswer {
    let records = members(population)
    guard !records.isEmpty else { return CheckAnswer(.notApplicable) }
    let failing = records.filter { !holds(expression, $0) }
    let share = Rational((records.count - failing.count) * 100) / Rational(records.count)
    let least = number(percent)
    return CheckAnswer(
      share >= least ? .met : .notMet,
      figures: [
        .init("asked", records.count), .init("share", share.text(decimals: 2)),
        .init("least-percent", least.text),
      ], looked: records.map(\.key),
      lacking: share >= least ? [] : failing.map { .record($0.key, label: $0.label) })
  }

  private func person(_ evidence: CheckAnswer) -> CheckAnswer {
    var answer = evidence
    if answer.verdict == .notMet { answer.verdict = .needsPerson }
    return answer
  }

  private func number(_ number: CheckNumber) -> Rational {
    switch number {
    case .fixed(let value): value
    case .setting(let name): settings[name] ?? .zero
    }
  }
}

extension JSON {
  /// A text, or the texts of a list.
  var texts: [String] {
    if let string { return [string] }
    return (array ?? []).compactMap(\.string)
  }
}
