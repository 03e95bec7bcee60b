import ArgumentParser
import Indexing
import Operations
import SiteModel

extension Karez {
  /// `karez exclusion`: what is left out of the inventory.
  struct Exclusion: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "范围排除 — emission sources that are left out, with reason, estimate and approver.",
      subcommands: [Add.self, List.self])

    /// `karez exclusion add`.
    struct Add: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "登记排除 — enter why a source is left out; it counts once it is approved.",
        discussion: """
          karez -C p exclusion add --source S-LPG --reason immaterial --explanation 每年不足2吨 \\
          --basis 企业温室气体排放核算与报告指南 --article 5.2 --estimate 5.3 \\
          --method 采购量乘缺省因子 --until 2026-01-31
          批准 Approve: karez record act NUMBER confirm --as PERSON（部门负责人 a head of department）。
          reason: immaterial, no-control, not-required, outsourced, closed, other.
          --json: type, id, number. Statuses: 0, 65 no such source or reason.
          """)

      @Option(help: "排放源编号 The source's number.") var source: String
      @Option(help: "原因代码 The reason's code.") var reason: String
      @Option(help: "原因详述 The reason in words.") var explanation: String
      @Option(help: "依据文件 The rule or guide.") var basis: String
      @Option(help: "依据条款 Its article.") var article: String
      @Option(help: "估算排放量 tCO2/年 The estimated emission of a year in tCO2.") var estimate: String
      @Option(help: "估算方法 How it was estimated.") var method: String
      @Option(help: "有效期至 The last day it is good for.") var until: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let values: [String: JSON] = [
          "subject": .string(source), "kind": "source", "source": .string(source),
          "reason": .string(reason), "explanation": .string(explanation), "basis": .string(basis),
          "article": .string(article), "estimate": .string(estimate),
          "estimateMethod": .string(method),
          "validUntil": .string(try Typed.date(until).description),
        ]
        let key = try WriteRecord.new(SiteModel.Exclusion.type, values, on: site)
        let number = try site.index.state(of: key).values["number"]?.string ?? key.id
        let made = (key.json().object ?? [:]).merging(["number": .string(number)]) { $1 }
        options.say(
          Phrase("said.exclusion", ["number": number, "source": source]),
          json: json ? .object(made) : nil)
      }
    }

    /// `karez exclusion list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "排除清单 — what is left out, by whom, and how much it is.",
        discussion: """
          karez -C p exclusion list
          占比：估算量占最近一份全年清单合计的百分比 Share: of the last inventory of a whole year.
          --json: [{id, number, subject, source, reason, explanation, basis, estimate, share,
          validUntil, by, inForce}].
          """)

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let answers = try AskExclusions.run(on: try options.site())
        guard !json else { return Output.print(.array(answers.map(\.json))) }
        let phrases = options.phrases()
        for answer in answers { Output.print(answer.line(phrases)) }
      }
    }
  }
}

extension AskExclusions.Answer {
  private var shareText: String? { share.map { $0.text(decimals: 2) } }

  fileprivate func line(_ phrases: PhraseBook) -> String {
    let approver = exclusion.by.map { Phrase("said.approved-by", ["by": $0]) }
    let said = phrases.text(approver ?? Phrase("said.not-approved"))
    let amount = [
      exclusion.estimate.map { "\($0.text) tCO2" }, shareText.map { "\($0) %" },
    ]
    let cells = [
      exclusion.number, source ?? subject, exclusion.explanation, exclusion.basis,
      amount.compactMap { $0 }.joined(separator: " "),
      "… \(exclusion.validUntil?.description ?? "")",
    ]
    return (cells + [said]).joined(separator: "\t")
  }

  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "id": .string(key.id), "number": .string(exclusion.number), "subject": .string(subject),
      "reason": .string(exclusion.reason), "explanation": .string(exclusion.explanation),
      "basis": .string(exclusion.basis), "inForce": .bool(isInForce),
    ]
    members["source"] = source.map(JSON.string)
    members["estimate"] = exclusion.estimate.map { .string($0.text) }
    members["share"] = shareText.map(JSON.string)
    members["validUntil"] = exclusion.validUntil.map { .string($0.description) }
    members["by"] = exclusion.by.map(JSON.string)
    return .object(members)
  }
}
