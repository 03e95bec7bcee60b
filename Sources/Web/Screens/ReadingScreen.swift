import Operations
import SiteModel

/// 抄表录入: one point a card, the last reading beside the box; after one comes the next.
enum ReadingScreen {
  static let routes: [Route] = [
    .get("/reading") { visit in
      guard let first = try points(visit).first else {
        return visit.page(
          visit.say("page.to-reading"),
          [
            Block(text: visit.say("page.no-points")),
            Block(links: [Link(visit.say("page.to-points"), "/points")]),
          ])
      }
      return .go(to: "/reading/\(first.id)")
    },
    .get("/reading/{id}") { visit in try card(visit) },
    .post("/reading/{id}") { visit in try enter(visit) },
  ]

  private static func points(_ visit: Visit) throws -> [MeasurementPoint] {
    try Points(of: visit.site).all().points.sorted { $0.number < $1.number }
  }

  private static func enter(_ visit: Visit) throws -> Reply {
    let point = try Points(of: visit.site).point(visit["id"])
    do {
      guard let time = visit.form["time"], let value = visit.form["value"] else {
        throw VisitFault.lacks(visit.say("page.reading"))
      }
      let offset = try visit.site.calendar().offset
      guard let at = moment(time, at: offset) else { throw VisitFault.noDay(time) }
      var wishes = AddReading.Wishes(point: point.number, at: at, value: narrow(value))
      wishes.fall = visit.form["fall"].flatMap { FallDecision(rawValue: $0) }
      _ = try AddReading.run(wishes, on: visit.site)
      let all = try points(visit)
      let next = all.first { $0.number > point.number } ?? all.first ?? point
      return .go(to: Done.entered.at("/reading/\(next.id)"))
    } catch let fault as any Fault {
      return try card(visit, refused: fault)
    }
  }

  private static func card(_ visit: Visit, refused: (any Fault)? = nil) throws -> Reply {
    let point = try Points(of: visit.site).point(visit["id"])
    let now = visit.site.surroundings.clock.now()
    let offset = try visit.site.calendar().offset
    let time = String(now.instant.text(at: offset).prefix(16))
    let unit = point.settings.latest.unit
    var inputs: [FieldView] = [
      .line(
        "value", "\(visit.say("page.reading")) (\(unit))", visit.form["value"] ?? "",
        needed: true, keyboard: "decimal"),
      .line(
        "time", visit.say("page.time") + " (\(offset))", visit.form["time"] ?? time,
        type: "datetime-local", needed: true),
    ]
    if case .fall? = refused as? ImportFault {
      let none = [(value: "", name: visit.say("page.any"))]
      inputs.append(
        .choice(
          "fall", visit.say("page.fall"), "",
          none
            + FallDecision.allCases.map {
              (value: $0.rawValue, name: visit.say("page.fall-\($0.rawValue.lowercased())"))
            }))
    }
    let form = FormView(
      visit, to: "/reading/\(point.id)", inputs, button: visit.say("page.save-next"),
      keep: "/reading/\(point.id)", trouble: refused.map { visit.say($0.phrase) })
    let others = try points(visit).map { other in
      Link("\(other.number) \(other.name)", "/reading/\(other.id)")
    }
    return visit.page(
      "\(point.number) \(point.name)",
      [
        Block(facts: try last(point, visit)), .form(form),
        Block(subject: visit.say("page.other-points"), links: others),
      ],
      crumbs: [Link(visit.say("page.to-reading"), "/reading")],
      status: refused == nil ? 200 : 400)
  }

  /// The last reading of the last two months, and what was held before it.
  private static func last(_ point: MeasurementPoint, _ visit: Visit) throws -> [Fact] {
    let now = visit.site.surroundings.clock.now().instant
    let (rows, calendar) = try AskReadings.run(
      on: visit.site, points: [point.number], from: Instant(seconds: now.seconds - 62 * 86_400),
      until: Instant(seconds: now.seconds + 86_400))
    guard let row = rows.last else {
      return [Fact(visit.say("page.last-reading"), visit.say("page.no-readings"))]
    }
    return [
      Fact(
        visit.say("page.last-reading"),
        "\(row.value) \(row.unit) · \(row.at.text(at: calendar.offset))")
    ]
  }

  /// `2025-03-31T08:00` as a browser's field says it, in the plant's zone; or exact, as a program does.
  static func moment(_ text: String, at offset: Offset) -> Instant? {
    if let exact = Instant.parse(text) { return exact.instant }
    let rest = text.count == 16 ? ":00" : ""
    return Instant.parse("\(text)\(rest)\(offset)")?.instant
  }

  /// Digits that an input method wrote wide.
  private static func narrow(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0 != " " }.map { scalar in
          (0xFF01...0xFF5E).contains(scalar.value)
            ? UnicodeScalar(scalar.value - 0xFEE0) ?? scalar : scalar
        }))
  }
}
