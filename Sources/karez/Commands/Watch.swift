import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez watch`: imports what appears in the inbox.
  struct Watch: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "看守收件夹 — import what appears in inbox/, each file by its source's profile.",
      discussion: """
        karez -C p watch
        文件写完后（大小不再变化）按其来源的导入模板导入，移到 inbox/done；不能导入的移到
        inbox/refused，原因写在旁边。 A file is taken when nobody writes to it any more.
        监控规则（data-rule）每 10 分钟运行一次 Rules on record run every ten minutes.
        --once: 处理现有文件后结束 takes what is there and ends; --json: one line a file:
        file, ended (done, refused, later), new, same, revised, refused, batch, reason.
        Statuses: 0, with --once 65 if a file was refused, 75 if one must wait.
        """)

    @Flag(help: "处理现有文件后结束 Take what is there and end.") var once = false
    @Option(help: "多少秒无人写入即视为完整 Seconds without a write after which a file is complete.")
    var settle = 3.0
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func validate() throws {
      guard settle >= 0, settle <= 86_400 else {
        throw ValidationError("--settle 应为 0 到 86400 秒 — --settle takes 0 to 86400 seconds")
      }
    }

    func run() throws {
      let site = try options.site()
      var (watch, rules) = (WatchInbox(site, settle: settle), RuleRounds(site))
      let phrases = options.phrases()
      var worst: FaultKind?
      repeat {
        for event in try watch.round() {
          tell(event, phrases)
          worst = Self.worse(worst, event)
        }
        if let fault = rules.next() { Output.tell(phrases.text(fault.phrase)) }
        if !once || watch.isWaiting { Thread.sleep(forTimeInterval: min(1, max(0.05, settle))) }
      } while !once || watch.isWaiting
      if let worst { throw ExitCode(worst == .invalid ? 65 : 75) }
    }

    private static func worse(_ worst: FaultKind?, _ event: WatchInbox.Event) -> FaultKind? {
      switch event {
      case .done: worst
      case .refused: .invalid
      case .later: worst ?? .unavailable
      }
    }

    private func tell(_ event: WatchInbox.Event, _ phrases: PhraseBook) {
      switch event {
      case .done(let file, let outcome):
        let said = Phrase("said.imported", outcome.numbers)
        if json {
          Output.print(Self.line(file, "done", outcome))
        } else {
          Output.print("\(file): \(phrases.text(said))")
        }
      case .refused(let file, let why): tell(file, "refused", phrases.text(why))
      case .later(let file, let why): tell(file, "later", phrases.text(why))
      }
    }

    private func tell(_ file: String, _ ended: String, _ why: String) {
      guard json else { return Output.tell("\(file): \(why)") }
      Output.print(
        ["file": .string(file), "ended": .string(ended), "reason": .string(why)] as JSON)
    }

    private static func line(_ file: String, _ ended: String, _ outcome: ImportOutcome) -> JSON {
      var members = outcome.numbers.mapValues { JSON.number($0) }
      members["file"] = .string(file)
      members["ended"] = .string(ended)
      members["batch"] = outcome.batch.map(JSON.string) ?? .null
      return .object(members)
    }
  }
}
