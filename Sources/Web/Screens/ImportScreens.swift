import Foundation
import Operations
import SiteModel

/// 文件导入: choose a file, see what every row would become, then take it in; and what was taken in, to be
/// undone with a reason.
enum ImportScreens {
  static let routes: [Route] = [
    .get("/import") { visit in show(visit) },
    .post("/import", limit: 64) { visit in try judge(visit) },
    .post("/import/confirm") { visit in
      let (id, wishes) = try asked(visit, accept: true)
      do {
        let outcome = try ImportReadings.run(on: visit.site, wishes)
        try Uploads(visit.site).drop(id)
        let refused = outcome.batch.flatMap { RefusedImport(batch: $0, on: visit.site) }
        return visit.page(
          visit.say("page.imported"),
          [Block(note: NoteView(visit.say("page.done-imported"), .good))] + result(outcome, visit)
            + (refused.map { [RepairForm($0, of: outcome.batch ?? "", visit).block] } ?? [])
            + [Block(links: [Link(visit.say("page.to-imports"), "/imports")])])
      } catch let fault as any Fault {
        return show(visit, upload: id, refused: visit.say(fault.phrase))
      }
    },
    .get("/imports") { visit in try list(visit) },
    .get("/imports/{batch}/repair") { visit in try repair(visit) },
    .post("/imports/{batch}/repair") { visit in
      let (_, handed) = try handed(visit)
      let texts = Dictionary(
        visit.form.under("row.").compactMap { row in Int(row.name).map { ($0, row.text) } }
      ) { $1 }
      let upload = try Uploads(visit.site).keep(
        handed.repaired(texts), named: visit.say("page.repaired-file", ["batch": visit["batch"]]))
      return try judge(visit, upload)
    },
    .post("/imports/{batch}/undo") { visit in
      guard let reason = visit.form["reason"] else {
        throw VisitFault.lacks(visit.say("page.reason"))
      }
      try UndoImport.run(visit["batch"], reason: reason, on: visit.site)
      return .go(to: Done.undone.at("/imports"))
    },
  ]

  private static func handed(_ visit: Visit) throws -> (String, RefusedImport) {
    guard let handed = RefusedImport(batch: visit["batch"], on: visit.site) else {
      throw VisitFault.noPage
    }
    return (visit["batch"], handed)
  }

  private static func repair(_ visit: Visit) throws -> Reply {
    let (batch, handed) = try handed(visit)
    return visit.page(
      visit.say("page.refused-rows"), [RepairForm(handed, of: batch, visit).block],
      crumbs: [Link(visit.say("page.to-imports"), "/imports")])
  }

  /// - Parameter kept: the file, where it did not come with this form.
  private static func judge(_ visit: Visit, _ kept: String? = nil) throws -> Reply {
    var upload = kept
    do {
      let (id, wishes) = try asked(visit, kept, accept: false)
      upload = id
      let outcome = try ImportReadings.run(on: visit.site, wishes)
      let confirm = FormView(
        visit, to: "/import/confirm", ImportAnswers(visit).hidden + [.hidden("upload", id)],
        button: visit.say("page.confirm-import"))
      return visit.page(
        visit.say("page.judged"),
        result(outcome, visit) + [.form(confirm)]
          + [.form(form(visit, upload: id, refused: nil), visit.say("page.read-otherwise"))],
        crumbs: [Link(visit.say("page.to-import"), "/import")])
    } catch let fault as any Fault {
      return show(visit, upload: upload ?? visit.form["upload"], refused: visit.say(fault.phrase))
    }
  }

  /// The file that is meant, kept if it has just come, and how it is to be read.
  private static func asked(
    _ visit: Visit, _ kept: String? = nil, accept: Bool
  ) throws -> (String, ImportWishes) {
    let uploads = Uploads(visit.site)
    let came = visit.form.files.first { $0.field == "file" && !$0.bytes.isEmpty }
    let id =
      try came.map { try uploads.keep($0.bytes, named: $0.name) }
      ?? kept ?? visit.form["upload"] ?? ""
    guard let file = uploads.file(id) else {
      throw VisitFault.lacks(visit.say("page.meter-file"))
    }
    var wishes = try ImportAnswers(visit).wishes(file.path)
    wishes.accept = accept
    return (id, wishes)
  }

  private static func show(
    _ visit: Visit, upload: String? = nil, refused: String? = nil
  ) -> Reply {
    visit.page(
      visit.say("page.to-import"),
      [
        Block(text: visit.say("page.import-text")),
        .form(form(visit, upload: upload, refused: refused)),
      ],
      status: refused == nil ? 200 : 400)
  }

  private static func form(_ visit: Visit, upload: String?, refused: String?) -> FormView {
    let file = FieldView.line(
      "file", visit.say("page.meter-file"), type: "file",
      hint: upload.map { _ in visit.say("page.file-kept") }, needed: upload == nil,
      accept: ".csv,.txt,.tsv,.xlsx,.xls")
    let kept = upload.map { [FieldView.hidden("upload", $0)] } ?? []
    return FormView(
      visit, to: "/import", [file] + kept + ImportAnswers(visit).inputs,
      button: visit.say("page.judge"), hasFiles: true, trouble: refused)
  }

  private static func result(_ outcome: ImportOutcome, _ visit: Visit) -> [Block] {
    let counts = [
      ("page.rows", outcome.rows), ("page.new-readings", outcome.new), ("page.same", outcome.same),
      ("page.revised", outcome.revised), ("page.refused-rows", outcome.refused),
      ("page.blanks", outcome.blanks),
    ]
    let facts = counts.map { Fact(visit.say($0.0), String($0.1)) }
    let verdicts = outcome.verdicts.sorted { $0.key < $1.key }
      .map { [Cell(visit.say("page.verdict-\($0.key)")), Cell(String($0.value))] }
    let first = outcome.first.map { [Cell($0)] }
    return outcome.notices.map { Block(note: NoteView(visit.say($0), .warn)) }
      + [
        Block(facts: facts),
        .table(TableView([visit.say("page.first-readings")], first)),
        .table(TableView([visit.say("page.verdict"), visit.say("page.rows") + "#"], verdicts)),
      ]
  }

  private static func list(_ visit: Visit) throws -> Reply {
    let imports = try AskImports.run(on: visit.site)
    let columns = [
      visit.say("page.time"), visit.say("page.file"), visit.say("page.who"),
      visit.say("page.state"), visit.say("page.refused-rows"),
    ]
    let rows = imports.map { item in
      [
        Cell(item.clock.toMinute),
        Cell(item.values["file"]?.string ?? ""), Cell(item.by),
        item.undone == nil
          ? Cell(visit.say("page.counts"), .good) : Cell(visit.say("page.was-undone"), .bad),
        RefusedImport(batch: item.batch, on: visit.site).map {
          Cell(
            visit.say("page.found", ["total": String($0.rows.count)]),
            to: "/imports/\(item.batch)/repair")
        } ?? Cell("—"),
      ]
    }
    let undo = imports.filter { $0.undone == nil }.prefix(10).map { item in
      Block.form(
        FormView(
          visit, to: "/imports/\(item.batch)/undo",
          [.line("reason", visit.say("page.reason"), needed: true)],
          button: visit.say("page.undo"), isGrave: true),
        visit.say("page.undo-of", ["file": item.values["file"]?.string ?? item.batch]))
    }
    return visit.page(visit.say("page.to-imports"), [.table(TableView(columns, rows))] + undo)
  }
}

/// What a person says about a meter file, in a form.
struct ImportAnswers {
  private let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  private static let names = [
    "zone", "label", "midnight", "kind", "unit", "length", "point", "columns", "falls", "month",
  ]

  var hidden: [FieldView] {
    Self.names.compactMap { name in visit.form[name].map { .hidden(name, $0) } }
  }

  var inputs: [FieldView] {
    let none = [(value: "", name: visit.say("page.file-says"))]
    return [
      choice(
        "zone",
        none + [
          (value: "+08:00", name: visit.say("page.zone-beijing")),
          (value: "+06:00", name: visit.say("page.zone-xinjiang")),
        ]),
      choice(
        "kind",
        none
          + ReadingKind.allCases.map {
            (value: $0.rawValue, name: visit.say("page.kind-\($0.rawValue)"))
          }),
      choice(
        "label",
        none + [
          (value: "start", name: visit.say("page.label-start")),
          (value: "end", name: visit.say("page.label-end")),
        ]),
      choice(
        "midnight",
        none + [
          (value: "next-date", name: visit.say("page.midnight-next")),
          (value: "same-date", name: visit.say("page.midnight-same")),
        ]),
      line("unit"), line("length", keyboard: "numeric"), line("point"), line("columns"),
      line("month"),
      choice(
        "falls",
        none
          + FallDecision.allCases.map {
            (value: $0.rawValue, name: visit.say("page.fall-\($0.rawValue.lowercased())"))
          }),
    ]
  }

  private func choice(_ name: String, _ options: [(value: String, name: String)]) -> FieldView {
    .choice(name, visit.say("page.answer-\(name)"), visit.form[name] ?? "", options)
  }

  private func line(_ name: String, keyboard: String? = nil) -> FieldView {
    .line(name, visit.say("page.answer-\(name)"), visit.form[name] ?? "", keyboard: keyboard)
  }

  func wishes(_ file: String) throws -> ImportWishes {
    var wishes = ImportWishes(file: file)
    wishes.zone = visit.form["zone"].flatMap { Offset($0) }
    (wishes.label, wishes.midnight) = (visit.form["label"], visit.form["midnight"])
    wishes.kind = visit.form["kind"].flatMap { ReadingKind(rawValue: $0) }
    (wishes.unit, wishes.length) = (visit.form["unit"], visit.form["length"].flatMap { Int($0) })
    (wishes.point, wishes.month) = (visit.form["point"], visit.form["month"])
    wishes.falls = visit.form["falls"]
    let pairs = (visit.form["columns"] ?? "").split(separator: ",").compactMap(Self.pair)
    wishes.columns = Dictionary(pairs) { $1 }
    return wishes
  }

  /// `column=number`.
  private static func pair(_ text: Substring) -> (String, String)? {
    let parts = text.split(separator: "=")
    guard parts.count > 1, let number = parts.last else { return nil }
    return (parts.dropLast().joined(separator: "="), String(number))
  }
}
