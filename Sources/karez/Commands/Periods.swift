import ArgumentParser
import Operations
import SiteModel

/// The month something is done about.
struct MonthOptions: ParsableArguments {
  @Argument(help: "月份，如 2025-03 The month.") var month: String
  @Flag(help: "输出 JSON Print JSON.") var json = false
  @OptionGroup var options: SiteOptions

  func move(
    _ step: ClosePeriod.Step, reason: String? = nil, explanation: String? = nil
  ) throws {
    var wishes = ClosePeriod.Wishes(step, try period())
    (wishes.reason, wishes.explanation) = (reason, explanation)
    let answer = try ClosePeriod.run(wishes, on: try options.site())
    PeriodWords(options).say(answer, asJSON: json)
  }

  func period() throws -> Period {
    let period = try Period(month)
    guard period.isMonth else {
      throw ValidationError("月份应写作 2025-03 — write a month as 2025-03, not '\(month)'")
    }
    return period
  }
}

extension Karez {
  /// `karez period`: the closing of months.
  struct Periods: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "period", abstract: "月结 — months: reported, checked, frozen, opened again.",
      subcommands: [
        Status.self, Show.self, Submit.self, Check.self, Return.self, Freeze.self, Reopen.self,
        Request.self,
      ], defaultSubcommand: Status.self)

    /// `karez period status`.
    struct Status: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "各月状态 — how months stand.",
        discussion: """
          karez -C p period status --period 2025
          --json: [{month, state (open, submitted, checked, frozen, reopened), points, expected, read,
          gaps, filled, explanation, frozen {freeze, digest, day} or null, changed: 与锁定或上报时不同 other
          readings count now, requests [{at, by, from, readings, points, reason}], acts [{action, by,
          clock}]}]. Without --period: this year.
          """)
      @Option(help: "期间，如 2025、2025-Q1 The period.") var period: String?
      @Option(help: "单位（总部） At headquarters: whose months.") var entity: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let asked = try Period(period ?? String(site.today.year))
        let answers = try AskPeriods.run(asked, on: try site.store(of: entity))
        let words = PeriodWords(options)
        guard !json else { return Output.print(.array(answers.map(words.json))) }
        answers.flatMap(words.lines).forEach { Output.print($0) }
      }
    }

    /// `karez period show`.
    struct Show: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "锁定内容 — what was reported of a month: each point with its hash.",
        discussion: """
          karez -C p period show 2025-03 | sha256sum
          输出的 SHA-256 即锁定摘要 The SHA-256 of what is printed is the digest that was frozen.
          """)
      @Argument(help: "月份 The month.") var month: String
      @OptionGroup var options: SiteOptions

      func run() throws {
        let month = try Period(month)
        let bytes = try AskPeriods.content(of: month, on: try options.site())
        Output.print(String(decoding: bytes.dropLast(), as: UTF8.self))
      }
    }

    /// `karez period submit`.
    struct Submit: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "上报 — report a month that is over.",
        discussion: """
          karez -C p period submit 2025-03 --as wang
          缺口须已替代，或用 --explain 说明 Every gap is filled by a reviewed quantity, or explained.
          Statuses: 0, 65 gaps that nobody explained, 77 not by this person.
          """)
      @Option(help: "缺口说明 Why gaps remain.") var explain: String?
      @OptionGroup var month: MonthOptions

      func run() throws { try month.move(.submit, explanation: explain) }
    }

    /// `karez period check`.
    struct Check: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "审核 — agree with a reported month; another person than who reported it.")
      @OptionGroup var month: MonthOptions

      func run() throws { try month.move(.check) }
    }

    /// `karez period return`.
    struct Return: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "退回 — give a reported month back.")
      @Option(help: "原因 Why.") var reason: String?
      @OptionGroup var month: MonthOptions

      func run() throws { try month.move(.back, reason: reason) }
    }

    /// `karez period freeze`.
    struct Freeze: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "锁定 — freeze a checked month: no reading of it is taken from then on.",
        discussion: """
          karez -C p period freeze 2025-03 --as zhang
          记下全部读数的摘要 The digest of all that counts is signed with it; see karez period show.
          Statuses: 0, 77 not checked, not by this person, or other readings count than were reported.
          """)
      @OptionGroup var month: MonthOptions

      func run() throws { try month.move(.freeze) }
    }

    /// `karez period reopen`.
    struct Reopen: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "重开 — open a frozen month again; another person than who froze it.",
        discussion: "karez -C p period reopen 2025-03 --reason 供电局更正表底 --as ma")
      @Option(help: "原因 Why.") var reason: String?
      @OptionGroup var month: MonthOptions

      func run() throws { try month.move(.reopen, reason: reason) }
    }

    /// `karez period request`.
    struct Request: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "申请重开 — ask for a frozen month to be opened again.",
        discussion: """
          导入文件中属于锁定月份的读数自动成为申请 Readings of an import that belong to a frozen month ask
          by themselves.
          """)
      @Option(help: "原因 Why.") var reason: String
      @OptionGroup var month: MonthOptions

      func run() throws {
        let (period, site) = (try month.period(), try month.options.site())
        try RequestReopening.run(period, reason: reason, on: site)
        let words = PeriodWords(month.options)
        for answer in try AskPeriods.run(period, on: site) { words.say(answer, asJSON: month.json) }
      }
    }
  }
}
