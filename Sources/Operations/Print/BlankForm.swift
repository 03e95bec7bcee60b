import SiteModel

/// A form to fill in by hand while there is no power, and to type in afterwards.
struct BlankForm {
  let schema: RecordSchema
  let lifecycle: Lifecycle?
  let stamp: PrintStamp
  let words: PrintWords

  /// The page file.
  ///
  /// - Parameter copies: at least 1; each begins on a page of its own and bears its number.
  func page(copies: Int) -> String {
    let frame = PrintFrame(schema: schema, stamp: stamp, words: words)
    let sheets = (1...copies).map { copy in
      HTML(
        .section, .copy,
        [head(copy, of: copies), filling] + fields + [boxes, frame.foot(warns: false)])
    }
    return HTML.page(
      "\(frame.title) \(words.say("print.blank"))", words.language,
      frame.style(number: words.say("print.number", ["number": "________"])), sheets)
  }

  private func head(_ copy: Int, of copies: Int) -> HTML {
    let values = ["copy": String(copy), "copies": String(copies)]
    let count = copies > 1 ? words.say("print.copy", values) + "　" : ""
    let number = words.say("print.number", ["number": "______________"])
    return .joined([
      HTML(
        .header, .head,
        [
          HTML(.div, .organisation, [.value(stamp.organisation)]),
          HTML(.div, .number, [.text(count + number)]),
        ]),
      HTML(.h1, [.text(words.pick(schema.title))]),
    ])
  }

  private var filling: HTML {
    let own = schema.rules.filling.map { [HTML(.p, .note, [.text(words.pick($0))])] } ?? []
    return .joined([HTML(.p, .note, [.text(words.say("print.blank-hint"))])] + own)
  }

  private var fields: [HTML] {
    var (parts, lines): ([HTML], [HTML]) = ([], [])
    func finish() {
      if !lines.isEmpty { parts.append(HTML(.table, .form, [HTML(.tbody, lines)])) }
      lines = []
    }
    for field in schema.fields {
      let shape = PrintedShape(field.schema, schema.definitions)
      if shape.columns.isEmpty {
        let parts = [HTML(.th, heading(field)), HTML(.td, space(shape))]
        lines.append(HTML(.tr, shape.isLong ? .long : nil, parts))
      } else {
        finish()
        parts += [HTML(.h3, heading(field)), rows(shape.columns)]
      }
    }
    finish()
    return parts
  }

  private func heading(_ field: FieldSchema) -> [HTML] {
    let isNeeded = field.isRequired || schema.rules.complete.contains(field.name)
    let star = isNeeded ? [HTML(.span, .required, [.text("＊")])] : []
    let unit = field.unit.map { " (\($0))" } ?? ""
    let filling = field.filling.map { [HTML(.span, .filling, [.text(words.pick($0))])] } ?? []
    return star + [.text(words.pick(field.title) + unit)] + filling
  }

  /// Where something is written: boxes to tick, parts of a date, ruled lines.
  private func space(_ shape: PrintedShape) -> [HTML] {
    let item = shape.items ?? shape
    if !item.options.isEmpty {
      return item.options.map { option in
        box(item.choices[option].map(words.pick) ?? option)
      }
    }
    if item.isTruth { return [box(words.say("print.yes")), box(words.say("print.no"))] }
    if item.isDay { return [.text(words.say("print.day"))] }
    let lines = shape.isLong ? 4 : shape.items != nil ? 2 : 1
    return Array(repeating: HTML(.div, .line, []), count: lines)
  }

  private func box(_ title: String) -> HTML { HTML(.span, .choice, [.text("□ " + title)]) }

  private func rows(_ columns: [PrintedShape.Member]) -> HTML {
    let head = columns.map { column in
      let unit = column.unit.map { " (\($0))" } ?? ""
      let choices = column.shape.options.map { name in
        "□" + (column.shape.choices[name].map(words.pick) ?? name)
      }
      let note =
        choices.isEmpty ? [] : [HTML(.span, .filling, [.text(choices.joined(separator: " "))])]
      return HTML(.th, [.text(words.pick(column.title) + unit)] + note)
    }
    let row = HTML(.tr, .tall, columns.map { _ in HTML(.td, []) })
    return HTML(
      .table, .grid,
      [HTML(.thead, [HTML(.tr, head)]), HTML(.tbody, Array(repeating: row, count: 6))])
  }

  /// A box for everyone who signs on the way through, or for two people where nobody signs.
  private var boxes: HTML {
    let titles =
      lifecycle?.actions.filter { !$0.needsReason && $0.to != nil }.map {
        words.pick($0.signing.title)
      }
      ?? [words.say("print.filled-by"), words.say("print.checked-by")]
    let head = ["meaning", "name", "post", "signature", "date"]
      .map { HTML(.th, [.text(words.say("print.sign-\($0)"))]) }
    let lines = titles.map { title in
      HTML(.tr, .tall, [HTML(.td, [.text(title)])] + (0..<4).map { _ in HTML(.td, []) })
    }
    return .joined([
      HTML(.h2, [.text(words.say("print.signatures"))]),
      HTML(.table, .signatures, [HTML(.thead, [HTML(.tr, head)]), HTML(.tbody, lines)]),
    ])
  }
}
