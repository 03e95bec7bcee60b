import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez alerts`: what is wrong with data at collection, transmission and storage (9.1.1).
  struct Alerts: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "数据异常 — what is wrong with data: collection, transmission, storage.",
      subcommands: [List.self, Raise.self], defaultSubcommand: List.self)

    /// `karez alerts list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "异常清单 — computed from live data; nothing is written.",
        discussion: """
          karez -C p alerts
          采集：近 31 天应有而没有的读数、拒收的导入行；传输：待收数据；存储：链警报、磁盘余量不足 1 GiB（设置 alerts.days、alerts.least-free-mib 可改）
          Collection: readings missing in the last 31 days, refused rows; transmission: bundles that
          wait; storage: alarms of chains, less than 1 GiB free (settings alerts.days, alerts.least-free-mib); --verify: all stored.
          监控规则（data-rule）查出的也列出；新数据进入时规则自动运行，查出的当即登记 What the rules on record find, too;
          when data arrive they run by themselves, and raise what they find.
          --json: [{signal, stage, severity, said, point, from, until, rule, observed, expected, record}];
          record is null until it is raised.
          """)
      @OptionGroup var asked: AlertOptions

      func run() throws {
        let site = try asked.options.site()
        try asked.say(try AskAlerts.run(verifying: asked.verify, on: site), site)
      }
    }

    /// `karez alerts raise`.
    struct Raise: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "登记异常 — a data-alert record of every alert that has none.",
        discussion: """
          karez -C p alerts raise --assignee li
          同一信号只登记一次；查明原因后关闭 Each once; closed with its cause: karez record act NUMBER …
          --json: as alerts list, those raised now.
          """)
      @OptionGroup var asked: AlertOptions
      @Option(help: "计量点没有责任人时由谁处理 Who handles it where the point has no owner.")
      var assignee: String?

      func run() throws {
        let site = try asked.options.site()
        let phrases = asked.options.phrases()
        let raised = try AskAlerts.raise(
          verifying: asked.verify, assignee: assignee, on: site
        ) { phrases.text($0) }
        try asked.say(raised, site)
        Output.tell(phrases.text(Phrase("said.alerts-raised", ["total": String(raised.count)])))
      }
    }
  }
}

/// What is asked of alerts.
struct AlertOptions: ParsableArguments {
  @Flag(help: "同时校验全部存储 Verify all that is stored, too.") var verify = false
  @Flag(help: "输出 JSON Print JSON.") var json = false
  @OptionGroup var options: SiteOptions

  func say(_ signals: [AlertSignal], _ site: Site) throws {
    let phrases = options.phrases()
    let offset = try site.calendar().offset
    guard !json else {
      return Output.print(.array(signals.map { $0.json(phrases, offset) }))
    }
    for signal in signals {
      Output.print(
        [
          phrases.text(Phrase("alert.stage.\(signal.stage.rawValue)")),
          phrases.text(Phrase("alert.severity.\(signal.severity.rawValue)")),
          phrases.text(signal.phrase), signal.record?.id ?? "",
        ].joined(separator: "\t"))
    }
  }
}
