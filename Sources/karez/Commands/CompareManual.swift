import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez compare-manual`: automatic readings beside readings by hand (8.1.2).
  struct Compare: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare-manual",
      abstract: "人工比对 — automatic readings beside what was read by hand.",
      discussion: """
        karez -C p compare-manual E-101 --at 2025-03-10T09:00 --value 183400 --tolerance 0.5 --by li --write
        karez -C p compare-manual E-101 --period 2025-03 --tolerance 0.5
        现场抄的数、或期间内每个人工录入的读数，与前后 15 分钟内最近的自动值比较
        A value read on the spot, or every reading of a period that was entered by hand, with the
        automatic reading nearest within 15 minutes. --write: a draft of the record auto-manual-check for each.
        --json: {point, tolerance, pairs [{at, auto, manual, unit, clockOffset, deviation, within,
        record}]}; deviation in per cent, null where the manual value is zero.
        """)

    @Argument(help: "计量点编号 Number of the point.") var point: String
    @Option(help: "抄表时刻 When it was read by hand.") var at: String?
    @Option(help: "人工值 The value read by hand.") var value: String?
    @Option(help: "期间，如 2025-03 The period.") var period: String?
    @Option(help: "允许偏差，百分数 What may differ, per cent.") var tolerance: String
    @Option(help: "比对人 Who read it by hand.") var by: String?
    @Flag(help: "写成记录草稿 Write drafts of records.") var write = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      guard let most = Rational(tolerance), most > .zero else {
        throw ValidationError("--tolerance 应为大于 0 的百分数 — a percentage above 0")
      }
      let answer = try CompareManual.run(point, wish(site), tolerance: most, on: site)
      let records = write ? try answer.write(collector: by, on: site) : []
      guard !json else { return Output.print(answer.json(records)) }
      let phrases = options.phrases()
      for pair in answer.pairs { Output.print(pair.text(phrases, answer.calendar.offset)) }
      let outside = answer.pairs.count { !$0.isWithin }
      Output.tell(
        phrases.text(
          Phrase(
            "said.compared",
            [
              "total": String(answer.pairs.count), "outside": String(outside),
              "records": String(records.count),
            ])))
    }

    private func wish(_ site: Site) throws -> CompareManual.Wish {
      switch (at, value, period) {
      case (let at?, let value?, nil):
        guard let number = Decimal18(value) else {
          throw ValidationError("--value 应为小数 — a decimal, not '\(value)'")
        }
        return .typed(number, at: try Typed.instant(at, at: try site.calendar().offset))
      case (nil, nil, let period?): return .period(try Period(period))
      default:
        throw ValidationError(
          "用 --at 和 --value，或用 --period — give --at and --value, or --period")
      }
    }
  }
}

extension CompareManual {
  fileprivate func json(_ records: [RecordKey]) -> JSON {
    [
      "point": .string(point.number), "tolerance": .string(tolerance.text),
      "pairs": .array(
        pairs.enumerated().map { place, pair in
          pair.json(calendar.offset, records.isEmpty ? nil : records[place])
        }),
    ]
  }
}

extension CompareManual.Pair {
  fileprivate func json(_ zone: Offset, _ record: RecordKey?) -> JSON {
    [
      "at": .string(at.text(at: zone)), "auto": .string("\(auto)"), "manual": .string("\(manual)"),
      "unit": .string(unit), "clockOffset": .number(String(offset)),
      "deviation": deviation.map { .string($0.text(decimals: 3)) } ?? .null,
      "within": .bool(isWithin), "record": record.map { .string($0.description) } ?? .null,
    ]
  }

  fileprivate func text(_ phrases: PhraseBook, _ zone: Offset) -> String {
    [
      at.text(at: zone), "\(auto)", "\(manual)", unit,
      deviation.map { $0.text(decimals: 3) + " %" } ?? "—", "\(offset) s",
      phrases.text(Phrase(isWithin ? "compare.within" : "compare.outside")),
    ].joined(separator: "\t")
  }
}
