import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez calibration`: verification and calibration of instruments (8.1.3).
  struct Calibration: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "检定校准 — plan, write down and look up calibrations.",
      subcommands: [
        Plan.self, Confirm.self, Fail.self, Due.self, List.self, Standard.self,
      ])

    /// `karez calibration plan`.
    struct Plan: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "检定计划 — propose a year's calibrations from validity and intervals.",
        discussion: """
          karez -C p calibration plan --year 2026
          karez -C p calibration plan --year 2026 --write --owner li
          检定周期不得超过检定规程的规定；校准间隔由本单位确定，依据写在器具台账的“依据”栏。
          An interval of verification is the regulation's; one of calibration is the owner's: the
          basis stands on the instrument's card.
          --json: [{instrument, name, state, method, basis, months, validUntil, dueOn, month,
          agency, needsStandby}]; with --write: type, id, lines.
          Statuses: 0, 77 there is a plan of that year.
          """)

      @Option(help: "年度 The year.") var year: Int
      @Flag(help: "写成计划草稿 Write it down as a draft of the plan.") var write = false
      @Option(help: "责任人 Who is in charge of the plan.") var owner: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func validate() throws {
        guard (1990...2100).contains(year) else {
          throw ValidationError("年度应为 1990 至 2100 — a year from 1990 to 2100")
        }
      }

      func run() throws {
        let site = try options.site()
        let lines = try PlanCalibrations.propose(year, on: site)
        guard write else {
          guard !json else { return Output.print(.array(lines.map(\.json))) }
          let phrases = options.phrases()
          return lines.forEach { Output.print($0.text(phrases)) }
        }
        let key = try PlanCalibrations.write(year, owner: owner, on: site)
        let count = String(lines.count)
        options.say(
          Phrase("said.calibrations-planned", ["record": key.description, "count": count]),
          json: json ? key.json(["lines": .number(count)]) : nil)
      }
    }

    /// `karez calibration due`.
    struct Due: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "到期看板 — instruments by how long they are still valid, worst first.",
        discussion: """
          karez -C p calibration due --within 90
          --json: [{instrument, name, calibration, validUntil or null, daysLeft or null, points}].
          """)

      @Option(help: "多少天内到期 Only what ends within so many days.") var within: Int?
      @Option(help: "日期，默认今天 The day that is asked about.") var on: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let day = try on.map(Typed.date) ?? site.today
        let rows = try AskCalibrations.due(within: within, on: day, at: site)
        guard !json else { return Output.print(.array(rows.map(\.json))) }
        let phrases = options.phrases()
        for row in rows { Output.print(row.text(phrases)) }
      }
    }

    /// `karez calibration list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "检定校准记录 — calibrations, oldest first.",
        discussion: """
          结论 outcome: passed, limited, failed; pending: 未经审核 not reviewed yet.
          --json: [{record, number, instrument, on, outcome, validUntil, error, errorOf,
          outOfTolerance, certificate, agency}].
          """)

      @Argument(help: "管理编号 Number of the instrument; else all.") var instrument: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let rows = try AskCalibrations.list(instrument, on: try options.site())
        let all = rows.map { ListedCalibration(event: $0.event, instrument: $0.instrument) }
        guard !json else { return Output.print(.array(all.map { .object($0.members) })) }
        let phrases = options.phrases()
        for row in all { Output.print(row.text(phrases)) }
      }
    }

    /// `karez calibration standard`.
    struct Standard: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "标准器反向追溯 — what was calibrated with a standard since a day.",
        discussion: """
          karez -C p calibration standard RS-1 --failed-since 2025-03-01
          cleared：此后改用其他标准检定合格 calibrated well by other means since.
          --json: standard, since, rows [{record, number, instrument, on, outcome, validUntil, error,
          errorOf, outOfTolerance, certificate, agency, points, cleared or null}].
          Statuses: 0, 65 no such standard.
          """)

      @Argument(help: "标准器编号 Number of the standard.") var standard: String
      @Option(help: "从哪天起不可信 The first day it is not trusted.") var failedSince: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let since = try failedSince.map(Typed.date)
        let answer = try AskStandard.run(
          standard, failedSince: since, on: try options.site())
        let phrases = options.phrases()
        guard json else { return answer.rows.forEach { Output.print($0.text(phrases)) } }
        Output.print(
          [
            "standard": .string(answer.standard.id),
            "since": since.map { .string($0.description) } ?? .null,
            "rows": .array(answer.rows.map(\.json)),
          ] as JSON)
      }
    }
  }
}
