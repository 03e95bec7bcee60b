import SiteModel

/// A record on paper: one page file, the same for the same facts and clock.
struct RecordPrint {
  let record: PrintedRecord
  let stamp: PrintStamp
  let words: PrintWords

  init(_ record: PrintedRecord, _ stamp: PrintStamp, _ words: PrintWords) {
    (self.record, self.stamp, self.words) = (record, stamp, words)
  }

  /// The page.
  var page: String {
    let body = [mark, head, state, PrintedFields(record, words).html] + signatures + attachments
    let frame = PrintFrame(schema: record.schema, stamp: stamp, words: words)
    return HTML.page(
      "\(frame.title) \(record.number)", words.language, frame.style(number: number),
      body + links + waiting + [frame.foot(warns: true)])
  }

  private var number: String { words.say("print.number", ["number": record.number]) }

  private var mark: HTML {
    record.isVoid ? HTML(.div, .void, [.text(words.say("print.void"))]) : .nothing
  }

  private var head: HTML {
    let number = HTML(.div, .number, [.value(number)])
    return .joined([
      HTML(.header, .head, [HTML(.div, .organisation, [.value(stamp.organisation)]), number]),
      HTML(.h1, [.text(words.pick(record.schema.title))]),
    ])
  }

  private var state: HTML {
    var parts: [HTML] = []
    if let lifecycle = record.lifecycle {
      let names = record.course.map { Set($0.heads.map(\.state)).sorted() } ?? []
      let shown = (names.isEmpty ? [lifecycle.initial] : names)
        .map { words.state($0, of: lifecycle) }.joined(separator: " | ")
      parts.append(HTML(.span, [.text(words.say("print.state", ["state": shown]))]))
      if case .conflict = record.course?.state {
        parts.append(HTML(.b, .broken, [.text("⚠ " + words.say("print.undecided"))]))
      }
    }
    if !record.schema.clauses.isEmpty {
      let clauses = record.schema.clauses.joined(separator: " ")
      parts.append(HTML(.span, [.text(words.say("print.clauses", ["clauses": clauses]))]))
    }
    if let voiding = record.envelope.voiding {
      let text = words.say("print.voided", ["why": words.envelope.text(voiding)])
      parts.append(HTML(.b, .broken, [.value(text)]))
    }
    return HTML(.div, .state, parts)
  }

  private var signatures: [HTML] {
    guard record.lifecycle != nil else { return [] }
    let heading = HTML(.h2, [.text(words.say("print.signatures"))])
    guard let course = record.course, !course.acts.isEmpty else {
      return [heading, HTML(.p, .note, [.text(words.say("print.unsigned"))])]
    }
    return [
      heading, SignatureBlock(course, words).html,
      HTML(.p, .note, [.text(words.say("print.sign-hint"))]),
    ]
  }

  private var attachments: [HTML] {
    let files = record.envelope.attachments.map(\.file)
    guard !files.isEmpty else { return [] }
    let lines = files.map { HTML(.li, [.value(words.envelope.text($0))]) }
    return [HTML(.h2, [.text(words.say("print.attachments"))]), HTML(.ol, .notes, lines)]
  }

  private var links: [HTML] {
    let links = record.envelope.links
    guard !links.isEmpty else { return [] }
    let lines = links.map { link in
      let label = words.label(link.target) ?? link.target.description
      return HTML(.li, [.text(words.envelope.title(of: link.rel) + " "), .value(label)])
    }
    return [HTML(.h2, [.text(words.say("print.links"))]), HTML(.ul, .notes, lines)]
  }

  private var waiting: [HTML] {
    guard !record.waiting.isEmpty else { return [] }
    return [
      HTML(
        .section, .waiting,
        [HTML(.h3, [.text(words.say("print.waiting"))])] + record.waiting.map(waiting))
    ]
  }

  private func waiting(_ placed: PlacedEntry) -> HTML {
    let reason = placed.entry.reason.map { [HTML.text(" — "), .value($0)] } ?? []
    let by = words.author(placed.entry.by)
    let when = words.time(record.clocks[placed.name] ?? "")
    let changes = placed.entry.set.sorted { $0.key < $1.key }.map { HTML(.li, change($0, $1)) }
    return HTML(
      .div,
      [HTML(.p, .note, [.value(by), .text(" " + when)] + reason), HTML(.ul, .notes, changes)])
  }

  private func change(_ register: String, _ write: FieldWrite) -> [HTML] {
    let field = record.schema.fields.first { $0.register == register && $0.group == nil }
    let shape = field.map(record.shape) ?? PrintedShape([:], [:])
    let title = field.map { words.pick($0.title) } ?? words.envelope.title(of: register) ?? register
    let value = PrintedValue(words: words)
    return [
      .text(title + ": "), .joined(write.old.map { value.html($0, shape) }, by: " | "),
      .text(" → "), value.html(write.new, shape),
    ]
  }
}
