import Indexing
import Operations
import SiteModel

/// The fields of a form, by a record type's schema; what was typed before stands in them again.
struct RecordForm {
  private let schema: RecordSchema
  private let visit: Visit
  /// Empty rows below those that are there.
  private static let spare = 3

  init(_ schema: RecordSchema, _ visit: Visit) { (self.schema, self.visit) = (schema, visit) }

  /// - Parameter values: what the record shows.
  func inputs(_ values: [String: JSON]) throws -> [FieldView] {
    try schema.fields.map { field in
      let shape = PrintedShape(field.schema, schema.definitions)
      let unit = field.unit.map { " (\($0))" } ?? ""
      let needed =
        field.isRequired && schema.rules.numberPrefix.map { _ in field.name != "number" } ?? true
      return try input(
        "f.\(field.name)", visit.pick(field.title) + unit, shape, values[field.name] ?? .null,
        hint: field.filling.map(visit.pick), needed: field.isRequired && needed)
    }
  }

  private func input(
    _ name: String, _ label: String, _ shape: PrintedShape, _ value: JSON, hint: String?,
    needed: Bool
  ) throws -> FieldView {
    if !shape.columns.isEmpty { return try grid(name, label, shape.columns, value, hint) }
    if shape.items != nil || value.array != nil {
      let lines = try (value.array ?? []).map { try text($0, shape.items ?? shape) }
      return .area(
        name, label, typed(name) ?? lines.joined(separator: "\n"),
        hint: hint ?? visit.say("page.a-line-each"), needed: needed)
    }
    return try single(name, label, shape, value, hint: hint, needed: needed)
  }

  private func single(
    _ name: String, _ label: String, _ shape: PrintedShape, _ value: JSON, hint: String?,
    needed: Bool
  ) throws -> FieldView {
    let shown = try typed(name) ?? text(value, shape)
    if shape.isTruth || !shape.options.isEmpty {
      return .choice(name, label, shown, choices(shape), hint: hint, needed: needed)
    }
    if shape.isLong || !shape.members.isEmpty {
      return .area(name, label, shown, hint: hint, needed: needed)
    }
    return .line(
      name, label, shown, type: shape.isDay ? "date" : "text", hint: hint, needed: needed,
      keyboard: shape.isWhole ? "numeric" : nil, listing: try names(shape.references))
  }

  private func choices(_ shape: PrintedShape) -> [(value: String, name: String)] {
    let none = [(value: "", name: "—")]
    if shape.isTruth {
      return none + [
        (value: "true", name: visit.say("page.yes")), (value: "false", name: visit.say("page.no")),
      ]
    }
    return none + shape.options.map { (value: $0, name: shape.choices[$0].map(visit.pick) ?? $0) }
  }

  private func grid(
    _ name: String, _ label: String, _ columns: [PrintedShape.Member], _ value: JSON,
    _ hint: String?
  ) throws -> FieldView {
    let held = value.array ?? []
    let titles = columns.map { visit.pick($0.title) + ($0.unit.map { " (\($0))" } ?? "") }
    let rows = try (0..<held.count + Self.spare).map { row in
      try columns.map { column in
        let value = row < held.count ? held[row][column.name] ?? .null : .null
        return try single(
          "\(name).\(row).\(column.name)", visit.pick(column.title), column.shape, value,
          hint: nil, needed: false)
      }
    }
    return .grid(name, label, columns: titles, rows: rows, hint: hint)
  }

  /// What the visitor typed, if this form comes back to him.
  private func typed(_ name: String) -> String? {
    visit.form.pairs.first { $0.name == name }?.text
  }

  private func text(_ value: JSON, _ shape: PrintedShape) throws -> String {
    if let truth = value.bool { return truth ? "true" : "false" }
    if value == .null { return "" }
    guard let text = value.string ?? value.number else { return value.canonical }
    for type in shape.references {
      if let key = RecordKey(type: type, id: text),
        let number = try visit.site.index.state(of: key).values["number"]?.string
      {
        return number
      }
    }
    return text
  }

  /// The records that a reference may name, by number: enough to choose from while typing.
  private func names(_ types: [String]) throws -> [(value: String, name: String)] {
    try types.flatMap { type in
      var request = ListRequest(type: type)
      request.limit = 200
      return try visit.site.index.list(request).records.map { record in
        let name = ["name", "title"].compactMap { record.values[$0]?.string }.first ?? ""
        return (value: record.number ?? record.key.id, name: name)
      }
    }
  }
}
