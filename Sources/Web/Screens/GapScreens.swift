import Operations
import SiteModel

/// 缺口与异常: what is not known of points, and what is wrong with data.
enum GapScreens {
  static let routes: [Route] = [
    .get("/gaps") { visit in
      let period = visit.query["period"] ?? String(visit.site.today.description.prefix(7))
      let asked = FormView(
        asking: "/gaps",
        [.line("period", visit.say("page.period"), period, hint: visit.say("page.period-hint"))],
        button: visit.say("page.look"))
      let answers = try AskCompleteness.run([], over: try Period(period), on: visit.site)
      let columns = [
        visit.say("page.number"), visit.say("page.title"), visit.say("page.read-of") + "#",
        visit.say("page.known") + "#", visit.say("page.gaps") + "#", visit.say("page.state"),
      ]
      let whole = TableView(columns, answers.map { cells($0, visit) })
      let gaps = answers.flatMap { answer in
        answer.completeness.gaps.map { gap in
          [
            Cell(answer.point.number, to: "/points/\(answer.point.id)"),
            Cell(gap.from.text(at: answer.calendar.offset).toMinute),
            Cell(gap.until.text(at: answer.calendar.offset).toMinute),
            Cell(visit.say(gap.reason.phrase)),
            Cell(answer.records(filling: gap).joined(separator: ", ")),
          ]
        }
      }
      let heads = [
        visit.say("page.number"), visit.say("page.from"), visit.say("page.until"),
        visit.say("page.reason"), visit.say("page.filled-by"),
      ]
      return visit.page(
        visit.say("page.to-gaps"),
        [.form(asked), .table(whole), .table(TableView(heads, gaps), visit.say("page.gaps"))])
    },
    .get("/alerts") { visit in
      let signals = try AskAlerts.run(verifying: false, on: visit.site)
      let columns = [
        visit.say("page.severity"), visit.say("page.stage"), visit.say("page.what"),
        visit.say("page.record"),
      ]
      let rows = signals.map { signal in
        [
          Cell(
            visit.say("alert.severity.\(signal.severity.rawValue)"),
            signal.severity == .high ? .bad : .warn),
          Cell(visit.say("alert.stage.\(signal.stage.rawValue)")), Cell(visit.say(signal.phrase)),
          signal.record.map { Cell($0.id, to: "/records/\($0)") } ?? Cell("—"),
        ]
      }
      return visit.page(visit.say("page.to-alerts"), [.table(TableView(columns, rows))])
    },
  ]

  private static func cells(_ answer: AskCompleteness.Answer, _ visit: Visit) -> [Cell] {
    let found = answer.completeness
    return [
      Cell(answer.point.number, to: "/points/\(answer.point.id)"), Cell(answer.point.name),
      Cell(found.expected.map { "\(found.read)/\($0)" } ?? "—"),
      Cell(found.knownShare.map { ($0 * Rational(100)).text(decimals: 2) + " %" } ?? "—"),
      Cell(String(found.gaps.count)),
      found.isWhole
        ? Cell(visit.say("page.whole"), .good) : Cell(visit.say("page.not-whole"), .warn),
    ]
  }
}
