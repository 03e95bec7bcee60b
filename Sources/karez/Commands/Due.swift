import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez due`: what is to be done, by when and by whom.
  struct Due: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "到期事项 — what is to be done, by when and by whom, the first day first.",
      discussion: """
        karez -C p due --on 2026-03-01 --person li
        karez -C p due --print due.html
        提前多少天提醒见 schema/due.json，可由记录 setting 改 How long before it warns: schema/due.json, replaced by
        records of the type setting, such as due.07.warn. 工作日按 schema/holidays.json，可由记录 holiday-year 改
        Working days: schema/holidays.json, replaced by records of the type holiday-year.
        --json: {on, remarks, rows: [{rule, what, type, id, number, title, people [{id, name}], departments
        [{id, name}], due, done or null, left: 还有几天，负数为已过 days left, below 0 late, state: ok, warn,
        urgent, overdue, done-late, extensions}]}.
        """)

    @Option(help: "看哪一天，否则今天 The day that is asked about; else today.") var on: String?
    @Option(help: "只看一人（人员标识、工号或姓名） One person's: id, staff number or name.")
    var person: String?
    @Option(help: "只看一个部门（标识、编号或名称） One department's: id, number or name.")
    var department: String?
    @Option(name: .customLong("print"), help: "写成可打印的网页文件 Write a page for printing.")
    var file: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func validate() throws {
      guard file == nil || !json else {
        throw ValidationError("--print 与 --json 只能用一个 — say --print or --json, not both")
      }
    }

    func run() throws {
      let site = try options.site()
      let wish = AskDue.Wish(
        on: try on.map(Typed.date), person: person, department: department)
      let (answer, phrases) = (try AskDue.run(wish, on: site), options.phrases())
      guard !json else { return Output.print(answer.json(phrases)) }
      if let file {
        let page = try PrintDue(site, phrases).page(answer)
        try PrintRecord.keep(page, as: file)
        return Output.tell(phrases.text(Phrase("said.printed", ["file": file])))
      }
      for row in answer.rows { Output.print(DueWords.line(row, options)) }
      for remark in answer.remarks { Output.tell(phrases.text(remark)) }
    }

  }
}

extension DueWords {
  /// One row as commands print it, between tabs.
  static func line(_ row: AskDue.Row, _ options: SiteOptions) -> String {
    let (what, phrases) = (row.item.what, options.phrases())
    var cells = [
      what.due.description, phrases.text(state(row.state)), phrases.text(left(row)), what.rule,
      options.language.pick(what.title) ?? what.rule, row.item.number, row.item.title,
      row.people.map(\.name).joined(separator: "、"),
      row.departments.map(\.name).joined(separator: "、"),
    ]
    if what.extensions > 0 { cells.append(phrases.text(extensions(what))) }
    return cells.joined(separator: "\t")
  }
}
