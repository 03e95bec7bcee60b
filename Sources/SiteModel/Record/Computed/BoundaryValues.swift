/// What is computed of the boundary (4.3): the statement of it, and the share of sources and of what is left out.
extension RecordQuestion {
  /// The statement, from the rows: one line for each field that is filled, under its title, with names for ids.
  func boundaryStatement(_ language: KeyPath<BilingualText, String>) throws -> JSON? {
    let lead = record["lead"]?.string.map { [$0] } ?? []
    let lines =
      try ["organisation", "consolidation", "sites"].compactMap { try line($0, language) }
      + activities(language)
      + (["products", "gases", "baseYear", "effectiveOn"].compactMap { try line($0, language) })
    return lines.isEmpty ? nil : .string((lead + lines).joined(separator: "\n"))
  }

  private func line(_ name: String, _ language: KeyPath<BilingualText, String>) throws -> String? {
    guard let field = schema[name], let value = record[name] else { return nil }
    let texts = try (value.array ?? [value]).compactMap { item in
      try text(item["name"] ?? item, field, language)
    }
    return texts.isEmpty
      ? nil : Self.line(field.title[keyPath: language], texts, language)
  }

  private static func line(
    _ title: String, _ texts: [String], _ language: KeyPath<BilingualText, String>
  ) -> String {
    language == \.zh
      ? "\(title)：\(texts.joined(separator: "、"))" : "\(title): \(texts.joined(separator: ", "))"
  }

  private func text(
    _ value: JSON, _ field: FieldSchema, _ language: KeyPath<BilingualText, String>
  ) throws -> String? {
    guard let text = value.string ?? value.number else { return nil }
    if let type = field.references.first {
      let other = try others.records(of: type).first { $0.key.id == text }
      return other?.fields["name"]?.string ?? text
    }
    let choices = field.schema["items"]?["x-choices"]?[text]
    let listed = choices?[language == \.zh ? "zh" : "en"]?.string
    return field.choices.first { $0.value == text }?.title[keyPath: language] ?? listed ?? text
  }

  /// One line for each kind of activity, what is left out under the title of its own column.
  private func activities(_ language: KeyPath<BilingualText, String>) -> [String] {
    let columns = schema["activities"]?.schema["items"]?["properties"]
    let member = language == \.zh ? "zh" : "en"
    let kinds = columns?["kind"]?["enum"]?.array?.compactMap(\.string) ?? []
    let rows = record.rows("activities")
    return kinds.flatMap { kind in
      [true, false].compactMap { included in
        let names = rows.filter { row in
          row["kind"]?.string == kind && (row["included"] != .bool(false)) == included
        }.compactMap { $0["name"]?.string }
        guard !names.isEmpty else { return nil }
        let title = columns?["kind"]?["x-choices"]?[kind]?[member]?.string ?? kind
        let mark = included ? "" : language == \.zh ? "（不纳入）" : " (not included)"
        return Self.line(title + mark, names, language)
      }
    }
  }

  private func ownShare() throws -> Rational? {
    try others.records(of: "main-source").first { $0.fields["source"]?.string == key.id }?
      .fields.number("share")
  }

  /// Percent of the newest inventory that comes from this source.
  func sourceShare() throws -> JSON? { try ownShare().map { .string($0.text(decimals: 2)) } }

  /// Whether it is a main source (6.3.1): the same limit as the checks have, a setting of the site or 5 %.
  func sourceIsMain() throws -> JSON? {
    let setting = try others.records(of: "setting").first {
      $0.counts && $0.fields["name"]?.string == "checks.main-share"
    }
    let limit = setting?.fields.number("value") ?? Rational(5)
    return try ownShare().map { .bool($0 >= limit) }
  }

  /// The estimate of what is left out, in percent of the newest inventory.
  func exclusionShare() throws -> JSON? {
    let total = try others.records(of: "main-source").compactMap { $0.fields.number("tonnes") }
      .reduce(Rational.zero, +)
    guard total > .zero, let estimate = record.number("estimate") else { return nil }
    return .string((estimate * Rational(100) / total).text(decimals: 2))
  }
}
