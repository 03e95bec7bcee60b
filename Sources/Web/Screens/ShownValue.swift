import Indexing
import Operations
import SiteModel

/// A value of a record as people read it: choices by title, records by number and name, rows as a table.
struct ShownValue {
  private let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  /// A field with what stands in it.
  func fact(_ title: String, _ value: JSON, _ shape: PrintedShape) throws -> Fact {
    if !shape.columns.isEmpty, let rows = value.array {
      return Fact(title, [], rows: try table(rows, shape.columns))
    }
    return Fact(title, try cells(value, shape))
  }

  func cells(_ value: JSON, _ shape: PrintedShape) throws -> [Cell] {
    if let items = value.array {
      let item = shape.items ?? shape
      let named = item.references.isEmpty && !shape.references.isEmpty ? shape : item
      return try items.flatMap { try cells($0, named) }
    }
    if let truth = value.bool { return [Cell(visit.say(truth ? "page.yes" : "page.no"))] }
    guard let text = value.string ?? value.number else {
      return value == .null ? [] : [Cell(value.canonical)]
    }
    if let title = shape.choices[text] { return [Cell(visit.pick(title))] }
    return [try reference(text, shape.references) ?? Cell(text)]
  }

  private func table(_ rows: [JSON], _ columns: [PrintedShape.Member]) throws -> TableView {
    let used = columns.filter { column in rows.contains { $0[column.name] != nil } }
    let titles = used.map { visit.pick($0.title) + ($0.unit.map { " (\($0))" } ?? "") }
    return TableView(
      titles,
      try rows.map { row in
        try used.map { column in
          let cells = try cells(row[column.name] ?? .null, column.shape)
          return cells.count == 1
            ? cells[0] : Cell(cells.map(\.shown).joined(separator: ", "))
        }
      })
  }

  private func reference(_ text: String, _ types: [String]) throws -> Cell? {
    guard !types.isEmpty else { return nil }
    let keys = ([RecordKey(text: text)] + types.map { RecordKey(type: $0, id: text) })
      .compactMap(\.self)
    for key in keys {
      let state = try visit.site.index.state(of: key)
      if !state.fields.isEmpty { return Cell(Self.label(key, state), to: "/records/\(key)") }
    }
    return nil
  }

  /// What people call a record: its number and its name.
  static func label(_ key: RecordKey, _ state: RecordState) -> String {
    let texts = ["number", "code", "name", "title"].compactMap { state.values[$0]?.string }
    return texts.isEmpty ? key.id : texts.prefix(2).joined(separator: " ")
  }
}
