import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez gaps`: what is not known of points, and what a person puts there.
  struct Gaps: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "缺失 — what is not known of points, and what stands for it.",
      subcommands: [List.self, Fill.self, Split.self], defaultSubcommand: List.self)

    /// `karez gaps list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "缺失清单 — what is not known of points, and why.",
        discussion: """
          karez -C p gaps --period 2025-03
          缺失从不自动补上 Nothing is ever filled in by itself.
          --json: [{point, from, until, reason, said, fills}]; fills: the records whose quantities
          stand for readings there.
          """)
      @OptionGroup var asked: CompletenessOptions

      func run() throws {
        let phrases = asked.options.phrases()
        let gaps = try asked.answers().flatMap { answer in
          answer.completeness.gaps.map { (answer, $0) }
        }
        guard !asked.json else {
          return Output.print(.array(gaps.map { $0.json($1, phrases) }))
        }
        for (answer, gap) in gaps {
          let offset = answer.calendar.offset
          let (from, until) = (gap.from.text(at: offset), gap.until.text(at: offset))
          let said = phrases.text(gap.reason.phrase)
          let records = answer.records(filling: gap).joined(separator: ", ")
          let filled =
            records.isEmpty
            ? "" : "\t~ " + phrases.text(Phrase("said.gap-filled", ["records": records]))
          Output.print("\(answer.point.number)\t\(from)\t\(until)\t\(said)\(filled)")
        }
        Output.tell(phrases.text(Phrase("said.gaps", ["total": String(gaps.count)])))
      }
    }

    /// `karez gaps fill`.
    struct Fill: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "补缺 — a quantity in the place of missing readings, for a reviewer.",
        discussion: """
          karez -C p gaps fill E-101 --from 2025-02-20T00:00 --until 2025-03-01T00:00 \\
          --quantity 1250.5 --method standby --cause comm --inputs "备用表 E-102"
          写成审批单（data-correction），审核后才计入 It is written as a record and counts once it is
          reviewed: karez record act NUMBER submit, then review by another person.
          method: mean-adjacent same-period standby invoice stock max-conservative default-guide
          by-time; cause: meter-fault calibration comm power human sample-lost out-of-validity lab
          not-read other. --json: type, id. Statuses: 0, 65 something of that time is known.
          """)
      @OptionGroup var about: FillOptions
      @Option(help: "起 The first moment.") var from: String
      @Option(help: "止 The first moment after it.") var until: String
      @Option(help: "替代量，用量的单位 The quantity, in the unit of the point's consumption.")
      var quantity: String
      @Option(help: "方法代码 The method's code.") var method: String

      func run() throws {
        let site = try about.options.site()
        let offset = try site.calendar().offset
        let (from, until) = (
          try Typed.instant(from, at: offset), try Typed.instant(until, at: offset)
        )
        guard from < until else {
          throw ValidationError("--until 应晚于 --from — --until must be later than --from")
        }
        var wishes = about.wishes
        (wishes.span, wishes.quantity, wishes.method) = (from..<until, quantity, method)
        about.say([try FillGap.run(wishes, on: site)])
      }
    }

    /// `karez gaps split`.
    struct Split: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "边界分摊 — split what a register counted at moments at which nobody read it.",
        discussion: """
          karez -C p gaps split E-101 --at 2025-02-01T00:00 --at 2025-03-01T00:00 --cause not-read
          按时间均匀分摊前后两次表底之差，每段写成一张审批单 The rise between the standings on either
          side, by time: a record for each part, that counts once it is reviewed. A month that nobody
          read at either end takes both its ends in one call.
          --json: [{type, id}], by time. Statuses: 0, 65 nothing can be split there.
          """)
      @OptionGroup var about: FillOptions
      @Option(help: "边界时刻，可多次 A moment; give it again for more.") var at: [String]

      func run() throws {
        let site = try about.options.site()
        let offset = try site.calendar().offset
        let moments = try at.map { try Typed.instant($0, at: offset) }
        about.say(try FillGap.split(about.wishes, at: moments, on: site))
      }
    }
  }
}

/// What every quantity that stands for readings says of itself.
struct FillOptions: ParsableArguments {
  @Argument(help: "计量点编号 Number of the point.") var point: String
  @Option(help: "缺失原因代码 Why readings are missing, its code.") var cause: String
  @Option(help: "所用数据 Which readings or documents were used.") var inputs: String?
  @Option(help: "依据 By which rule or plan.") var basis: String?
  @Flag(help: "输出 JSON Print JSON.") var json = false
  @OptionGroup var options: SiteOptions

  var wishes: FillGap.Wishes {
    let never = Instant(seconds: 0)
    var wishes = FillGap.Wishes(
      point: point, span: never..<never, quantity: "", method: "", cause: cause,
      inputs: inputs ?? "")
    wishes.basis = basis
    return wishes
  }

  func say(_ made: [RecordKey]) {
    guard !json else { return Output.print(.array(made.map { $0.json() })) }
    for key in made {
      Output.print(
        options.phrases().text(Phrase("said.filled", ["record": key.description])))
    }
  }
}
