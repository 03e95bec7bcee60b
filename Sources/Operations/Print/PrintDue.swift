import SiteModel

/// The due board as a page for the wall: by week, and in each week by person.
package struct PrintDue {
  private let site: Site
  private let phrases: PhraseBook
  private let words: PrintWords

  /// What is not yet warned of is on the wall only so many days before.
  private static let horizon = 35

  /// - Parameter phrases: the language of the paper.
  package init(_ site: Site, _ phrases: PhraseBook) {
    (self.site, self.phrases) = (site, phrases)
    words = PrintRecord(site, phrases).words
  }

  /// The page.
  ///
  /// - Throws: ``AccessFault`` if the print cannot be logged: then there is none.
  package func page(_ answer: AskDue.Answer) throws -> String {
    let stamp = try PrintRecord(site, phrases).stamp()
    let title = words.say("due.title", ["day": words.day(answer.day.description)])
    let style = PrintStyle(
      .init(
        title: "\(stamp.organisation) · \(title)", number: "", form: "",
        warning: words.say("print.warning"), page: words.page))
    let page = HTML.page(
      title, words.language, style,
      [HTML(.div, .organisation, [.value(stamp.organisation)]), HTML(.h1, [.text(title)])]
        + remarks(answer) + groups(answer) + [foot(stamp)])
    try AccessLog(site).printed("due")
    return page
  }

  private func remarks(_ answer: AskDue.Answer) -> [HTML] {
    answer.remarks.map { HTML(.p, .note, [.value(phrases.text($0))]) }
  }

  private func groups(_ answer: AskDue.Answer) -> [HTML] {
    let shown = answer.rows.filter { row in
      row.state != .doneLate && (row.state != .ok || row.left <= Self.horizon)
    }
    guard !shown.isEmpty else { return [HTML(.p, [.text(words.say("due.nothing"))])] }
    let late = shown.filter { $0.state == .overdue }
    let weeks = Dictionary(grouping: shown.filter { $0.state != .overdue }) { row in
      row.item.what.due.monday
    }
    let first = late.isEmpty ? [] : group(words.say("due.state-overdue"), late)
    return first
      + weeks.sorted { $0.key < $1.key }.flatMap { monday, rows in group(week(monday), rows) }
  }

  private func week(_ monday: CivilDate) -> String {
    let sunday = CivilDate(days: monday.days + 6)
    return words.say(
      "due.week",
      ["from": words.day(monday.description), "until": words.day(sunday.description)])
  }

  private func group(_ heading: String, _ rows: [AskDue.Row]) -> [HTML] {
    let columns = ["person", "day", "what", "of", "department", "state"].map { name in
      HTML(.th, [.text(words.say("due.column-\(name)"))])
    }
    let sorted = rows.sorted { a, b in
      let (one, other) = (names(a.people), names(b.people))
      return one == other ? a.item.what.due < b.item.what.due : one < other
    }
    var last: String?
    let body = sorted.map { row in
      let who = names(row.people)
      defer { last = who }
      return HTML(.tr, cells(row, who: who == last ? "" : who))
    }
    return [
      HTML(.h2, [.text(heading)]),
      HTML(.table, .rows, [HTML(.thead, [HTML(.tr, columns)]), HTML(.tbody, body)]),
    ]
  }

  private func cells(_ row: AskDue.Row, who: String) -> [HTML] {
    let what = row.item.what
    var state = [phrases.text(DueWords.state(row.state)), phrases.text(DueWords.left(row))]
    if what.extensions > 0 { state.append(phrases.text(DueWords.extensions(what))) }
    return [
      HTML(.td, [HTML(.b, [.value(who)])]),
      HTML(.td, .day, [.value(what.due.description)]),
      HTML(.td, [.text("\(words.pick(what.title)) "), HTML(.span, .note, [.text(what.rule)])]),
      HTML(.td, [.value("\(row.item.number) \(row.item.title)")]),
      HTML(.td, [.value(names(row.departments))]),
      HTML(.td, row.state == .overdue ? .broken : nil, [.text(state.joined(separator: " "))]),
    ]
  }

  private func names(_ named: [AskDue.Named]) -> String {
    named.map(\.name).joined(separator: "、")
  }

  private func foot(_ stamp: PrintStamp) -> HTML {
    let said = words.say(
      "print.stamp", ["at": words.time(stamp.at), "by": stamp.by, "node": stamp.node])
    return HTML(.div, .foot, [HTML(.p, [.value(said)])])
  }
}
