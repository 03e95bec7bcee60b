import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez impact`: what an instrument out of tolerance has touched.
  struct Impact: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "失准影响 — what an instrument out of tolerance has touched, and its effect in CO2.",
      discussion: """
        karez -C p impact CAL-xj-017-2025-0002
        karez -C p impact QJ-7 --conservative --write --as li
        从上次合格之日到发现之日（均含）的读数都受影响；清单按发现的误差重算，差值精确，不改动任何记录。
        All readings from the day of the last good calibration to that of the finding, both included.
        Each inventory is computed again with the error found; the difference is exact, and no record
        changes. --error-of reading: true = reading × (1 − e); true: true = reading ÷ (1 + e).
        保守 --conservative: 不论误差正负，取排放量较大的一侧 the side that emits more, whatever the sign.
        没有消耗量的数据（化验、库存）只列读数 Laboratory values and stocks are listed, not computed.
        --json: instrument, calibration or null, error, errorOf, lastGood or null, from, until,
        readingCount, parts [{point, from, until, count, quantity, unit, complete, correction,
        readings [{time, value, unit, length, calibration}]}], inventories [{id, period, state,
        inForce, before, after, delta, unit, fault}], frozen, packs, largest, significant; with
        --write also type, id.
        Statuses: 0, 65 nothing was found wrong, or nobody wrote down by how much.
        """)

    @Argument(help: "器具或检定记录 The instrument, or the calibration that failed.") var name: String
    @Option(
      parsing: .unconditional, help: "误差 % The error, in %, if no calibration says it.")
    var error: String?
    @Option(help: "误差基准 reading, true What the error is of.") var errorOf = "reading"
    @Option(help: "影响起 The first day in doubt.") var from: String?
    @Option(help: "影响止 The last day in doubt.") var until: String?
    @Flag(help: "取保守一侧 Take the side that emits more.") var conservative = false
    @Option(help: "重大界限 % Part of an inventory from which on it is significant, in %.")
    var threshold: String?
    @Flag(help: "写成评估草稿 Draft the assessment.") var write = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      var wish = ImpactFinding.Wish(name)
      wish.error = try error.map(found)
      (wish.from, wish.until) = (try from.map(Typed.date), try until.map(Typed.date))
      let answer = try AskImpact.run(wish, conservative: conservative, on: site)
      let limit = try threshold.map(Self.number) ?? WriteAssessment.threshold
      let key = write ? try WriteAssessment.run(answer, threshold: limit, on: site) : nil
      let words = ImpactWords(answer: answer, threshold: limit)
      guard json else {
        let phrases = options.phrases()
        words.lines(phrases).forEach(Output.print)
        guard let key else { return }
        return Output.print(
          phrases.text(Phrase("said.assessment", ["record": key.description])))
      }
      Output.print(key.map { $0.json(words.members) } ?? .object(words.members))
    }

    private func found(_ text: String) throws -> FoundError {
      guard let basis = FoundError.Basis(rawValue: errorOf) else {
        throw ValidationError("误差基准为 reading 或 true — --error-of is reading or true")
      }
      return FoundError(percent: try Self.number(text), of: basis)
    }

    private static func number(_ text: String) throws -> Rational {
      guard let number = Rational(text.hasPrefix("+") ? String(text.dropFirst()) : text) else {
        throw ValidationError("应为小数，如 -1.2 — write a decimal such as -1.2, not '\(text)'")
      }
      return number
    }
  }
}
