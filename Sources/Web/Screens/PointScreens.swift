import Indexing
import Operations
import SiteModel

/// 计量点: all points, and one with its readings drawn and listed.
enum PointScreens {
  static let routes: [Route] = [
    .get("/points") { visit in try list(visit) },
    .post("/points") { visit in
      do {
        var wishes = AddPoint.Wishes(
          number: try visit.needed("number", "page.number"),
          name: try visit.needed("name", "page.point-name"),
          kind: ReadingKind(rawValue: try visit.needed("kind", "page.kind")) ?? .register,
          unit: try visit.needed("unit", "page.unit"))
        wishes.multiplier = visit.form["multiplier"]
        wishes.digits = visit.form["digits"].flatMap { Int($0) }
        wishes.decimals = visit.form["decimals"].flatMap { Int($0) }
        _ = try AddPoint.run(on: visit.site, wishes)
        return .go(to: Done.made.at("/points"))
      } catch let fault as any Fault { return try list(visit, refused: visit.say(fault.phrase)) }
    },
    .get("/points/{id}") { visit in
      let point = try Points(of: visit.site).point(visit["id"])
      let days = try asked(visit)
      let calendar = try visit.site.calendar()
      let (from, until) = (calendar.start(of: days.from), calendar.start(of: days.until))
      let (rows, _) = try AskReadings.run(
        on: visit.site, points: [point.number], from: from, until: until)
      let chart = ReadingChart(rows, from..<max(until, Instant(seconds: from.seconds + 1)))
        .view(at: calendar.offset, visit)
      return visit.page(
        "\(point.number) \(point.name)",
        [
          .form(form(visit, days, point)),
          Block(chart: chart), .table(table(rows, calendar.offset, visit)),
          Block(links: [
            Link(visit.say("page.to-reading"), "/reading/\(point.id)"),
            Link(visit.say("page.record"), "/records/point/\(point.id)"),
          ]),
        ], crumbs: [Link(visit.say("page.to-points"), "/points")])
    },
  ]

  private static func list(_ visit: Visit, refused: String? = nil) throws -> Reply {
    let (points, undecided) = try Points(of: visit.site).all()
    let columns = [
      visit.say("page.number"), visit.say("page.title"), visit.say("page.kind"),
      visit.say("page.unit"), visit.say("page.multiplier") + "#", "",
    ]
    let rows = points.map { point in
      let setting = point.settings.latest
      return [
        Cell(point.number, to: "/points/\(point.id)"), Cell(point.name),
        Cell(visit.say("page.kind-\(setting.kind.rawValue)")), Cell(setting.unit),
        Cell("×\(setting.multiplier)"),
        Cell(visit.say("page.to-reading"), to: "/reading/\(point.id)"),
      ]
    }
    let notes = undecided.map { Block.refusal(visit.say($0.phrase)) }
    return visit.page(
      visit.say("page.to-points"),
      notes + [
        .table(TableView(columns, rows)),
        .form(form(visit, refused), visit.say("page.new-point")),
      ], status: refused == nil ? 200 : 400)
  }

  private static func form(_ visit: Visit, _ refused: String?) -> FormView {
    func line(_ name: String, _ label: String, needed: Bool = false, keyboard: String? = nil)
      -> FieldView
    {
      .line(name, visit.say(label), visit.form[name] ?? "", needed: needed, keyboard: keyboard)
    }
    let kinds = ReadingKind.allCases.map {
      (value: $0.rawValue, name: visit.say("page.kind-\($0.rawValue)"))
    }
    return FormView(
      visit, to: "/points",
      [
        line("number", "page.number", needed: true), line("name", "page.point-name", needed: true),
        .choice("kind", visit.say("page.kind"), visit.form["kind"] ?? "", kinds, needed: true),
        line("unit", "page.unit", needed: true),
        line("multiplier", "page.multiplier", keyboard: "decimal"),
        line("digits", "page.digits", keyboard: "numeric"),
        line("decimals", "page.decimals", keyboard: "numeric"),
      ], button: visit.say("page.register-point"), trouble: refused)
  }

  /// The days that are asked about: the last 31 up to the newest reading of the plant, that day too.
  private static func asked(
    _ visit: Visit
  ) throws -> (from: CivilDate, until: CivilDate) {
    func day(_ name: String, _ other: CivilDate) throws -> CivilDate {
      guard let text = visit.query[name] else { return other }
      guard let day = CivilDate(text) else { throw VisitFault.noDay(text) }
      return day
    }
    let newest = try visit.site.index.newestReading()
    let last = try newest.map { try visit.site.calendar().day(of: $0) } ?? visit.site.today
    let until = try day("until", CivilDate(days: min(last, visit.site.today).days + 1))
    let from = try day("from", CivilDate(days: until.days - 32))
    // A year of quarter hours is drawn; more would take a node's memory.
    return (max(from, CivilDate(days: until.days - 366)), until)
  }

  private static func form(
    _ visit: Visit, _ days: (from: CivilDate, until: CivilDate), _ point: MeasurementPoint
  ) -> FormView {
    FormView(
      asking: "/points/\(point.id)",
      [
        .line("from", visit.say("page.from"), days.from.description, type: "date"),
        .line("until", visit.say("page.until"), days.until.description, type: "date"),
      ], button: visit.say("page.look"))
  }

  /// The newest first, two hundred at most: the chart shows them all.
  private static func table(
    _ rows: [AskReadings.Row], _ offset: Offset, _ visit: Visit
  ) -> TableView {
    let columns = [
      visit.say("page.time"), visit.say("page.reading") + "#", visit.say("page.unit"),
      visit.say("page.flags"), visit.say("page.calibration"),
    ]
    var table = TableView(
      columns,
      rows.suffix(200).reversed().map { row in
        [
          Cell(row.at.text(at: offset).toMinute),
          Cell(row.value.description), Cell(row.unit), Cell(row.flags.joined(separator: " ")),
          Cell(visit.say(row.calibration.state.phrase), mood(of: row.calibration.state)),
        ]
      })
    table.more = visit.say("page.found", ["total": String(rows.count)])
    return table
  }

  static func mood(of state: CalibrationState) -> Mood {
    switch state {
    case .valid: .good
    case .limited, .sealed, .needsCalibration: .warn
    case .expired, .failed: .bad
    case .none, .unknown: .plain
    }
  }
}
