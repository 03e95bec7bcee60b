import SiteModel

/// Who signed what a record shows, and which signatures count: a function of the record's course.
struct SignatureBlock {
  let course: RecordCourse
  let words: PrintWords

  init(_ course: RecordCourse, _ words: PrintWords) { (self.course, self.words) = (course, words) }

  /// One line for each act, those without effect too.
  var html: HTML {
    let titles = ["meaning", "name", "post", "department", "claimed", "hash", "effect"]
    let head = HTML(.tr, titles.map { HTML(.th, [.text(words.say("print.sign-\($0)"))]) })
    return HTML(
      .table, .signatures, [HTML(.thead, [head]), HTML(.tbody, course.acts.map(line))])
  }

  private func line(_ act: JudgedAct) -> HTML {
    let signer = act.act.signer
    let meaning: HTML = .value(words.signing(act.act.action, of: course.lifecycle))
    let reason = act.entry.entry.reason.map { HTML(.p, .note, [.value($0)]) } ?? .nothing
    return HTML(
      .tr,
      [
        HTML(.td, [meaning, reason]), HTML(.td, [.value(signer.name)]),
        HTML(.td, [.value(signer.post ?? "／")]), HTML(.td, [.value(signer.department ?? "／")]),
        HTML(.td, [.text(words.time(act.act.place.claimed))]),
        HTML(.td, [HTML(.span, .hash, [.text(String(act.identity.description.prefix(12)))])]),
        HTML(.td, effect(of: act)),
      ])
  }

  private func effect(of act: JudgedAct) -> [HTML] {
    if course.effective.contains(act.identity) { return [.text(words.say("print.holds"))] }
    let rules = act.breaches.map { words.rule($0, of: course.lifecycle) }
    let why = rules.isEmpty ? words.say("print.rests-on-invalid") : rules.joined(separator: " ")
    let mark = isUnvouched(act) ? [HTML(.b, [.text(words.say("print.not-vouched") + " ")])] : []
    return [HTML(.span, .broken, mark + [.value(words.say("print.void-act", ["why": why]))])]
  }

  // Four eyes were asked for, and one pair may be anybody's.
  private func isUnvouched(_ act: JudgedAct) -> Bool {
    act.breaches.contains { if case .notVouched = $0 { true } else { false } }
  }
}
