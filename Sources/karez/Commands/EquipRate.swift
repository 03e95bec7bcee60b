import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez equip-rate`: required instruments against those that are there.
  struct EquipRate: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "equip-rate",
      abstract: "配备率 — fitting, good order and validity by kind of energy and level.",
      discussion: """
        karez -C p equip-rate --on 2026-03-31
        要求值取自现行的配备要求（equip-requirement），须按 GB 17167-2025 原文填写；本程序不带数值。
        What is required stands in the equip-requirement records in force, to be filled in from the
        text of GB 17167-2025; the program ships no number of it.
        --json: day, requirements [{number, title, rows [{medium, level, required, requiredRate,
        requiredClass, actual, good, valid, rate, goodRate, validRate, met}]}].
        """)

    @Option(help: "日期，默认今天 The day that is asked about.") var on: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let day = try on.map(Typed.date) ?? site.today
      let answers = try AskEquipRates.run(on: day, at: site)
      let phrases = options.phrases()
      guard !json else {
        return Output.print(
          [
            "day": .string(day.description), "requirements": .array(answers.map(\.json)),
          ] as JSON)
      }
      if answers.isEmpty { Output.print(phrases.text(Phrase("equip.none"))) }
      for answer in answers {
        let title = answer.record.fields["title"]?.string ?? ""
        Output.print("\(answer.record.name.string ?? "")\t\(title)")
        for row in answer.rates.rows { Output.print("  \(row.text(site, phrases))") }
      }
    }
  }

  /// `karez jjf1356`: the tables of the specification, from the ledger.
  struct MetrologyForms: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "jjf1356",
      abstract: "计量审查表 — the tables of JJF 1356-2012 annex B as a workbook, from the ledger.",
      discussion: """
        karez -C p jjf1356 --xlsx 审查表.xlsx
        B.1 人员, B.3 器具一览, B.4 进出用能单位, B.5 主要次级, B.6 主要设备, B.7 其他, B.8 配备率,
        B.9 准确度。B.1、B.8、B.9 的栏目为本程序所定，报送前与规范原文核对；B.2、B.10 不在其中。
        The columns of B.1, B.8 and B.9 are ours: compare them with the specification's text. B.2
        and B.10 are not among them. A file that is there is never replaced.
        --json: file, day, sheets [{name, rows}]. Statuses: 0, 65 the file is there.
        """)

    @Option(help: "工作簿 The workbook to write.") var xlsx: String
    @Option(help: "日期，默认今天 The day that is asked about.") var on: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let day = try on.map(Typed.date) ?? site.today
      let done = try MetrologyWorkbook.run(
        to: URL(filePath: xlsx), options.phrases(), on: day, at: site)
      let rows = done.sheets.map { "\($0.name) \($0.rows)" }.joined(separator: ", ")
      options.say(
        Phrase("said.jjf1356", ["file": xlsx, "sheets": rows]),
        json: json
          ? [
            "file": .string(xlsx), "day": .string(day.description),
            "sheets": .array(
              done.sheets.map { ["name": .string($0.name), "rows": .number(String($0.rows))] }),
          ] as JSON : nil)
    }
  }
}

extension AskEquipRates.Answer {
  fileprivate var json: JSON {
    [
      "number": record.name, "title": record.fields["title"] ?? .null,
      "rows": .array(rates.rows.map(\.json)),
    ]
  }
}

extension EquipRates.Row {
  fileprivate var json: JSON {
    let percent = { (rate: Rational?) in rate.map { JSON.string($0.text(decimals: 1)) } ?? .null }
    return [
      "medium": .string(medium), "level": .string(level), "required": .number(String(required)),
      "requiredRate": requiredRate.map { .string($0.text) } ?? .null,
      "requiredClass": requiredClass.map(JSON.string) ?? .null,
      "actual": .number(String(actual)), "good": .number(String(good)),
      "valid": .number(String(valid)), "rate": percent(rate), "goodRate": percent(goodRate),
      "validRate": percent(validRate), "met": .bool(isMet),
    ]
  }

  fileprivate func text(_ site: Site, _ phrases: PhraseBook) -> String {
    let percent = { (rate: Rational?) in rate.map { "\($0.text(decimals: 1)) %" } ?? "—" }
    let (medium, level) = (
      EquipWords.medium(self.medium, site, phrases.language),
      EquipWords.level(self.level, site, phrases.language)
    )
    let line = Phrase(
      "equip.line",
      [
        "medium": medium, "level": level, "actual": String(actual), "required": String(required),
        "rate": percent(rate), "wanted": requiredRate?.text ?? "—", "good": percent(goodRate),
        "valid": percent(validRate),
      ])
    let verdict = Phrase(isMet ? "equip.met" : "equip.below")
    return "\(phrases.text(line))\t\(phrases.text(verdict))"
  }
}
