import SiteModel

/// What stands around every print: title and number above, form and page below, the foot.
struct PrintFrame {
  let schema: RecordSchema
  let stamp: PrintStamp
  let words: PrintWords

  var title: String { words.pick(schema.title) }

  /// The paper form's number and revision, where the type has one.
  private var form: String {
    schema.rules.form.map { "\($0.number) \($0.revision)" } ?? "\(schema.type) \(schema.version)"
  }

  /// - Parameter number: what stands at the top right from the second page on.
  func style(number: String) -> PrintStyle {
    PrintStyle(
      .init(
        title: "\(stamp.organisation) · \(title)", number: number, form: form,
        warning: words.say("print.warning"), page: words.page))
  }

  /// The last lines: when, by whom, where, and the facts that were looked at.
  func foot(warns: Bool) -> HTML {
    let shown = stamp.heads.prefix(8).map { "\($0.chain) \($0.seq) \($0.commit.prefix(12))" }
    let more = stamp.heads.count > shown.count ? " …" : ""
    let facts = FactsDigest.of(stamp.heads).description.prefix(12)
    let said = [
      words.say(
        "print.stamp", ["at": words.time(stamp.at), "by": stamp.by, "node": stamp.node]),
      words.say(
        "print.heads",
        ["heads": shown.joined(separator: ", ") + more, "facts": String(facts)]),
    ]
    let warning = warns ? [HTML(.p, [HTML(.b, [.text(words.say("print.warning"))])])] : []
    return HTML(
      .div, .foot,
      said.map { HTML(.p, [.value($0)]) } + warning + [HTML(.div, .form, [.text(form)])]
    )
  }
}
