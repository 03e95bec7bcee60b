import HTTPTypes
import Operations
import SiteModel

/// What programs ask and say: `/api/v1/…`, JSON, decimals as strings.
enum API {
  static let prefix = "/api/v1"

  static let routes: [Route] =
    Question.all.map { question in
      .get("\(prefix)/\(question.path)", .program) { visit in .json(try question.answer(visit)) }
    } + [
      .post("\(prefix)/readings", .program) { visit in try enter(visit) },
      .get("\(prefix)/openapi.json", .anybody) { _ in .json(OpenAPI.document) },
    ]

  /// One reading; the same call again with the same `Idempotency-Key` does nothing more.
  private static func enter(_ visit: Visit) throws -> Reply {
    let body = Array((visit.form["body"] ?? "").utf8)
    let answer = try AnswerOnce(visit.site).run(key: visit.idempotencyKey, body: body) {
      let json = try JSON.parse(body)
      guard let point = json["point"]?.string, let time = json["time"]?.string,
        let value = json["value"]?.string
      else { throw VisitFault.lacks("point, time, value") }
      let offset = try visit.site.calendar().offset
      guard let at = ReadingScreen.moment(time, at: offset) else { throw VisitFault.noDay(time) }
      var wishes = AddReading.Wishes(point: point, at: at, value: value)
      wishes.unit = json["unit"]?.string
      wishes.fall = json["fall"]?.string.flatMap { FallDecision(rawValue: $0) }
      let isNew = try AddReading.run(wishes, on: visit.site)
      return [
        "point": .string(point), "time": .string(at.text(at: offset)), "value": .string(value),
        "new": .bool(isNew),
      ]
    }
    return .json(answer, .ok)
  }
}

/// A question of the command line that programs may ask over the line.
struct Question: Sendable {
  let path: String
  /// As `karez` says it.
  let summary: String
  let parameters: [Parameter]
  let answer: @Sendable (Visit) throws -> JSON

  /// What goes into the query.
  struct Parameter: Sendable {
    let name: String
    let isNeeded: Bool
    let description: String
  }

  private init(
    _ path: String, _ summary: String, _ parameters: [Parameter] = [],
    _ answer: @escaping @Sendable (Visit) throws -> JSON
  ) {
    (self.path, self.summary, self.parameters, self.answer) = (path, summary, parameters, answer)
  }

  private static let asOf = Parameter(
    name: "as-of", isNeeded: false, description: "a day, 2026-03-01; else today")

  static let all: [Question] = [
    Question("due", "karez due --json", [asOf]) { visit in
      try AskDue.run(AskDue.Wish(on: visit.day()), on: visit.site).json(visit.phrases)
    },
    Question("clauses", "karez clauses --json", [asOf]) { visit in
      let day = visit.query["as-of"] == nil ? nil : try visit.day()
      let found = try AskClauses.run(on: day, at: visit.site)
      return .array(found.clauses.map { ClauseWords.json($0, on: found.day) })
    },
    Question(
      "checks", "karez checks --json",
      [asOf, Parameter(name: "clause", isNeeded: false, description: "6.2.1, 6.2 or 6")]
    ) { visit in
      let day = visit.query["as-of"] == nil ? nil : try visit.day()
      let found = try AskClauses.run(on: day, clause: visit.query["clause"], at: visit.site)
      return .array(found.checks.map { CheckWords.json($0.check, $0.answer) })
    },
    Question("points", "karez point list --json") { visit in
      .array(try Points(of: visit.site).all().points.map(\.json))
    },
    Question("alerts", "karez alerts --json") { visit in
      let offset = try visit.site.calendar().offset
      return .array(
        try AskAlerts.run(verifying: false, on: visit.site).map { $0.json(visit.phrases, offset) })
    },
    Question(
      "readings", "karez readings --json",
      [
        Parameter(name: "point", isNeeded: true, description: "number of the point"),
        Parameter(name: "from", isNeeded: true, description: "RFC 3339, or local to the minute"),
        Parameter(name: "to", isNeeded: true, description: "the same; included"),
      ]
    ) { visit in
      let offset = try visit.site.calendar().offset
      let moment = { (name: String) throws in
        let text = visit.query[name] ?? ""
        guard let at = ReadingScreen.moment(text, at: offset) else { throw VisitFault.noDay(text) }
        return at
      }
      let (rows, _) = try AskReadings.run(
        on: visit.site, points: [visit.query["point"] ?? ""], from: moment("from"),
        until: moment("to"))
      return [
        "zone": .string(offset.description),
        "readings": .array(rows.map { $0.json(at: offset, namingPoint: true) }),
      ]
    },
    Question(
      "inventory", "karez inventory show --json",
      [Parameter(name: "id", isNeeded: true, description: "its id")]
    ) { visit in
      try JSON.parse(ReadInventory.text(visit.query["id"] ?? "", on: visit.site))
    },
  ]
}
