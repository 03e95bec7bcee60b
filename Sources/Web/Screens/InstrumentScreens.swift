import Operations
import SiteModel

/// 器具台账: every instrument, how far it can be trusted and until when; and one with its whole life.
enum InstrumentScreens {
  static let routes: [Route] = [
    .get("/instruments") { visit in
      let columns = [
        visit.say("page.number"), visit.say("page.title"), visit.say("page.state"),
        visit.say("page.calibration"), visit.say("page.valid-until"), visit.say("page.to-points"),
      ]
      let rows = try AskInstrumentLife.all(on: visit.site).map { cells($0, visit) }
      return visit.page(
        visit.say("page.to-instruments"),
        [
          Block(links: [Link(visit.say("page.new-record"), "/records/instrument/new")]),
          .table(TableView(columns, rows)),
        ])
    },
    .get("/instruments/{id}") { visit in
      let answer = try AskInstrumentLife.run(visit["id"], on: visit.site)
      let name = answer.instrument.fields["name"]?.string ?? ""
      let steps = answer.life.events.reversed().map { event in
        StepView(
          when: event.at.toMinute, who: "",
          what: visit.say("life.kind-\(event.kind.rawValue)"), mood: Mood.plain.rawValue,
          details: [event.name, event.result, event.note].compactMap(\.self))
      }
      return visit.page(
        "\(answer.instrument.name.string ?? "") \(name)",
        [
          Block(facts: facts(answer, visit)),
          Block(subject: visit.say("page.life"), steps: steps),
          Block(links: [Link(visit.say("page.record"), "/records/\(answer.instrument.key)")]),
        ], crumbs: [Link(visit.say("page.to-instruments"), "/instruments")])
    },
  ]

  private static func cells(_ answer: AskInstrumentLife.Answer, _ visit: Visit) -> [Cell] {
    let now = answer.services.filter { $0.until == .max }
      .map { answer.points[$0.point] ?? $0.point }
    return [
      Cell(
        answer.instrument.name.string ?? answer.instrument.key.id,
        to: "/instruments/\(answer.instrument.key.id)"),
      Cell(answer.instrument.fields["name"]?.string ?? ""),
      Cell(visit.say("instrument.status-\(answer.status)")),
      Cell(visit.say(answer.state.phrase), PointScreens.mood(of: answer.state)),
      Cell(answer.validUntil?.description ?? "—"), Cell(now.joined(separator: " ")),
    ]
  }

  private static func facts(_ answer: AskInstrumentLife.Answer, _ visit: Visit) -> [Fact] {
    [
      Fact(visit.say("page.state"), visit.say("instrument.status-\(answer.status)")),
      Fact(
        visit.say("page.calibration"),
        [Cell(visit.say(answer.state.phrase), PointScreens.mood(of: answer.state))]),
      Fact(visit.say("page.valid-until"), answer.validUntil?.description ?? "—"),
    ]
  }
}
