import SiteModel

/// A value as it stands on paper: choices by title, records by number and name, numbers as stored.
struct PrintedValue {
  let words: PrintWords

  /// One value within a line or a cell; 「／」 where there is none.
  func html(_ value: JSON, _ shape: PrintedShape) -> HTML {
    switch value {
    case .null: return HTML(.span, .empty, [.text("／")])
    case .array([]): return HTML(.span, .empty, [.text("／")])
    case .array(let items):
      if !shape.columns.isEmpty { return table(items, shape.columns) }
      let item = shape.items ?? shape
      let merged = item.references.isEmpty && !shape.references.isEmpty
      return .joined(
        items.map { .value(text($0, merged ? shape : item)) },
        by: words.language == .zh ? "、" : ", ")
    case .object(let members) where !shape.members.isEmpty:
      return HTML(
        .ul,
        shape.members.filter { members[$0.name] != nil }.map { member in
          HTML(
            .li,
            [
              .text(heading(member) + ": "),
              html(members[member.name] ?? .null, member.shape),
            ])
        })
    default:
      let shown = HTML.value(text(value, shape))
      return shape.isDay ? HTML(.span, .day, [shown]) : shown
    }
  }

  /// Rows as a table; its heading comes again on every page.
  func table(_ rows: [JSON], _ columns: [PrintedShape.Member]) -> HTML {
    let used = columns.filter { column in rows.contains { $0[column.name] != nil } }
    let head = HTML(.tr, used.map { HTML(.th, [.text(heading($0))]) })
    let body = rows.map { row in
      HTML(.tr, used.map { HTML(.td, [html(row[$0.name] ?? .null, $0.shape)]) })
    }
    return HTML(.table, .rows, [HTML(.thead, [head]), HTML(.tbody, body)])
  }

  private func heading(_ member: PrintedShape.Member) -> String {
    words.pick(member.title) + (member.unit.map { " (\($0))" } ?? "")
  }

  private func text(_ value: JSON, _ shape: PrintedShape) -> String {
    if let truth = value.bool { return words.say(truth ? "print.yes" : "print.no") }
    guard let text = value.string ?? value.number else { return value.canonical }
    if let title = shape.choices[text] { return words.pick(title) }
    return reference(text, shape.references) ?? text
  }

  private func reference(_ text: String, _ types: [String]) -> String? {
    guard !types.isEmpty else { return nil }
    let keys = [RecordKey(text: text)] + types.map { RecordKey(type: $0, id: text) }
    return keys.compactMap { $0 }.lazy.compactMap(words.label).first
  }
}
