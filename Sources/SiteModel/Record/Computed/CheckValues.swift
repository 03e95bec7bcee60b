/// What is computed of checks of the system and of evaluations of compliance (9.1.2, 9.2).
extension RecordQuestion {
  /// The five contents that 9.1.2 names, each for every department there is.
  private func checkCells() throws -> [(content: Choice, department: OtherRecord)] {
    let departments = try others.records(of: "department").filter(\.isCurrent)
    return choices(of: "content", in: "lines").flatMap { content in
      departments.map { (content, $0) }
    }
  }

  private func uncoveredCells() throws -> [(content: Choice, department: OtherRecord)] {
    let lines = record.rows("lines")
    return try checkCells().filter { cell in
      !lines.contains {
        $0["content"]?.string == cell.content.value
          && $0["department"]?.string == cell.department.key.id
      }
    }
  }

  /// The cells of a check plan that no row covers: 「职责履行 Duties carried out × 计量部」.
  func checkUncovered() throws -> JSON? {
    .array(
      try uncoveredCells().map {
        .string("\($0.content.both) × \($0.department.called)")
      })
  }

  /// The share of the cells that rows cover, in percent.
  func checkCoverage() throws -> JSON? {
    let all = try checkCells().count
    guard all > 0 else { return nil }
    return .string(Self.percent(all - (try uncoveredCells().count), of: all))
  }

  /// Who would check the department he works in: of a plan's rows, or of the record itself.
  func ownChecks() throws -> JSON? {
    let rows = record["lines"] == nil ? [record] : record.rows("lines")
    let people = try others.records(of: "person")
    return .array(
      rows.compactMap { row in
        guard let checker = row["checker"]?.string, let department = row["department"]?.string,
          let person = people.first(where: { $0.key.id == checker }),
          person.fields["department"]?.string == department
        else { return nil }
        return .string(person.called)
      })
  }

  /// The articles of applicable texts that no row answers; of a text without articles, the text.
  func articlesUnanswered() throws -> JSON? {
    let rows = record.rows("rows")
    let day = record.day("on") ?? day.today
    let texts = try others.records(of: "legal-requirement").filter { $0.applies(on: day) }
    return .array(
      texts.flatMap { text in
        let answered = rows.filter { $0["requirement"]?.string == text.key.id }
        let articles = text.fields.rows("articles").compactMap { $0["article"]?.string }
        guard !articles.isEmpty else { return answered.isEmpty ? [text.name] : [] }
        return articles.filter { article in !answered.contains { $0["article"]?.string == article }
        }
        .map { .string("\(text.called) \($0)") }
      })
  }

  /// The texts that are evaluated by who is in charge of them.
  func ownTexts() throws -> JSON? {
    let texts = try others.records(of: "legal-requirement")
    return .array(
      record.rows("rows").compactMap { row in
        guard let evaluator = row["evaluator"]?.string,
          let text = texts.first(where: { $0.key.id == row["requirement"]?.string }),
          text.fields["owner"]?.string == evaluator
        else { return nil }
        return .string("\(text.called) \(row["article"]?.string ?? "")")
      })
  }

  static func percent(_ part: Int, of whole: Int) -> String {
    (Rational(part * 100) / Rational(whole)).text(decimals: 1)
  }

  /// What a column of rows may say.
  func choices(of column: String, in rows: String) -> [Choice] {
    let schema = self.schema[rows]?.schema["items"]?["properties"]?[column]
    return (schema?["enum"]?.array ?? []).compactMap(\.string).map { value in
      let name = schema?["x-choices"]?[value]
      return Choice(
        value: value, both: "\(name?["zh"]?.string ?? value) \(name?["en"]?.string ?? "")")
    }
  }

  /// A choice, and its name in both languages.
  struct Choice {
    let value: String
    let both: String
  }
}

extension OtherRecord {
  /// What people call it: its name, its title, its number.
  var called: String {
    ["name", "title", "number"].lazy.compactMap { self.fields[$0]?.string }.first ?? key.id
  }
}

extension OtherRecord {
  /// Whether a legal text is in the register as one that applies, and was not repealed by a day.
  package func applies(on day: CivilDate) -> Bool {
    isCurrent && fields["applicable"]?.bool == true
      && (fields.day("repealedOn").map { $0 > day } ?? true)
  }
}
