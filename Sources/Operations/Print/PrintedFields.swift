import SiteModel

/// The fields of a record on paper, in the order of its schema, with every correction.
struct PrintedFields {
  let record: PrintedRecord
  let words: PrintWords
  private var value: PrintedValue { PrintedValue(words: words) }

  init(_ record: PrintedRecord, _ words: PrintWords) {
    (self.record, self.words) = (record, words)
  }

  /// Tables of fields; rows stand as tables of their own between them.
  var html: HTML {
    let values = record.schema.record(of: record.state)
    var (parts, lines): ([HTML], [HTML]) = ([], [])
    func finish() {
      if !lines.isEmpty { parts.append(HTML(.table, .form, [HTML(.tbody, lines)])) }
      lines = []
    }
    for field in record.schema.fields {
      let shown = values[field.name] ?? .null
      if isTable(field, shown) {
        finish()
        parts += table(field, shown)
      } else {
        lines.append(line(field, shown))
      }
    }
    lines += computed
    finish()
    return .joined(parts)
  }

  private func isTable(_ field: FieldSchema, _ shown: JSON) -> Bool {
    guard !record.shape(of: field).columns.isEmpty else { return false }
    return shown.array?.isEmpty == false || isDisputed(field) || !corrections(of: field).isEmpty
  }

  private func isDisputed(_ field: FieldSchema) -> Bool {
    record.state[field.register]?.isConflict ?? false
  }

  private func corrections(of field: FieldSchema) -> [FieldCorrections.Correction] {
    FieldCorrections(of: field, in: record.counted).all
  }

  private func line(_ field: FieldSchema, _ shown: JSON) -> HTML {
    let shape = record.shape(of: field)
    let corrections = corrections(of: field)
    let now = isDisputed(field) ? disputed(field, shape) : [value.html(shown, shape)]
    let isLong = shape.isLong || shown.canonical.utf8.count > 600
    return HTML(
      .tr, isLong ? .long : nil,
      [
        HTML(.th, [.text(heading(field))]),
        HTML(.td, struck(corrections, shape) + now + notes(corrections)),
      ])
  }

  private func heading(_ field: FieldSchema) -> String {
    words.pick(field.title) + (field.unit.map { " (\($0))" } ?? "")
  }

  // Old values stay where they stood, struck through, however often they were corrected.
  private func struck(
    _ corrections: [FieldCorrections.Correction], _ shape: PrintedShape
  ) -> [HTML] {
    corrections.enumerated().flatMap { place, correction in
      correction.old.map { HTML(.s, [value.html($0, shape)]) }
        + [HTML(.sup, [.text(String(place + 1))]), .text(" ")]
    }
  }

  private func notes(_ corrections: [FieldCorrections.Correction]) -> [HTML] {
    guard !corrections.isEmpty else { return [] }
    return [HTML(.ol, .notes, corrections.map { HTML(.li, note($0)) })]
  }

  private func note(_ correction: FieldCorrections.Correction) -> [HTML] {
    [
      .text(words.say("print.corrected") + " "), .value(correction.reason), .text(" — "),
      writer(correction.by, correction.entry),
    ]
  }

  private func writer(_ id: String, _ entry: EntryName) -> HTML {
    let time = words.time(record.clocks[entry] ?? "")
    return .joined([.value(words.author(id)), .text(time)], by: " ")
  }

  /// Both values, and who wrote each.
  private func disputed(_ field: FieldSchema, _ shape: PrintedShape) -> [HTML] {
    let writes = record.state[field.register]?.writes ?? []
    let sides = writes.map { write in
      HTML(
        .span, .disputed,
        [
          value.html(FieldCorrections.value(of: field, in: write.value), shape), .text(" — "),
          writer(author(of: write.name), write.name),
        ])
    }
    return [HTML(.b, .broken, [.text("⚠ " + words.say("print.disputed"))])] + sides
  }

  private func author(of name: EntryName) -> String {
    record.entries.first { $0.name == name }?.entry.by ?? name.chain
  }

  private func table(_ field: FieldSchema, _ shown: JSON) -> [HTML] {
    let shape = record.shape(of: field)
    let corrections = corrections(of: field)
    let now = isDisputed(field) ? disputed(field, shape) : [value.html(shown, shape)]
    let old = corrections.flatMap { correction in
      [HTML(.p, .note, note(correction))]
        + correction.old.map { HTML(.div, .old, [value.html($0, shape)]) }
    }
    return [HTML(.h3, [.text(heading(field))])] + now + old
  }

  private var computed: [HTML] {
    record.schema.rules.computed.compactMap { field in
      guard let result = record.computed[field.name] else { return nil }
      let unit = field.unit.map { " (\($0))" } ?? ""
      let mark = HTML(.span, .note, [.text(" " + words.say("print.computed"))])
      let said = result.string.flatMap { field.choices[$0] }.map { HTML.text(words.pick($0)) }
      return HTML(
        .tr,
        [
          HTML(.th, [.text(words.pick(field.title) + unit), mark]),
          HTML(.td, [said ?? value.html(result, PrintedShape([:], [:]))]),
        ])
    }
  }
}
