import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez instrument`: what is done with meters.
  struct Instrument: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "计量器具 — instruments: replace one, its life, all of them.",
      subcommands: [Replace.self, Life.self, List.self])

    /// `karez instrument replace`.
    struct Replace: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "换表 — the old meter's last standing and the new one's first.",
        discussion: """
          karez -C p instrument replace E-101 --at 2025-06-01T10:00 --until 2025-06-01T10:20 \\
          --final 183500.2 --initial 0 --new QJ-0008
          倍率也变时另用 karez point change If the multiplier changes too: karez point change.
          --json: type, id. Statuses: 0, 65 a standing is wrong, or does not fit what is held.
          """)

      @Argument(help: "计量点编号 Number of the point.") var point: String
      @Option(help: "旧表末次抄读 When the old meter was read last.") var at: String
      @Option(help: "新表首次抄读，默认一分钟后 When the new one was read first; else a minute later.")
      var until: String?
      @Option(name: .customLong("final"), help: "旧表止码 Last standing of the old meter.")
      var last: String
      @Option(name: .customLong("initial"), help: "新表起码 First standing of the new meter.")
      var first: String
      @Option(help: "旧表此前回退的原因 Why the old meter fell before: ROLL or RESET.")
      var decide: FallDecision?
      @Option(help: "旧表管理编号 Number of the old instrument.") var old: String?
      @Option(help: "新表管理编号 Number of the new instrument.") var new: String?
      @Option(help: "原因 Why.") var reason: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let offset = try site.calendar().offset
        let begin = try Typed.instant(at, at: offset)
        let end = try until.map { try Typed.instant($0, at: offset) }
        var wishes = ReplaceMeter.Wishes(
          point: point, at: begin, until: end ?? Instant(seconds: begin.seconds + 60),
          final: last, initial: first)
        (wishes.oldInstrument, wishes.newInstrument, wishes.reason) = (old, new, reason)
        wishes.fall = decide
        let key = try ReplaceMeter.run(wishes, on: site)
        options.say(
          Phrase("said.meter-replaced", ["point": point, "record": key.description]),
          json: json ? key.json() : nil)
      }
    }
  }
}
