import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez.Inventory {
  /// `karez inventory compare`.
  struct Compare: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "比较 — where two results differ, source by source.",
      discussion: """
        karez -C p inventory compare ID-2024 ID-2025
        --json: before {id, period, total, provisional}, after, difference, rows [{source, name, before,
        after, difference, inputs [{name, before, after}]}], apart [{source, name, category, unit,
        before, after}], notes [{zh, en}].
        """)
    @Argument(help: "清单号 The earlier one.") var first: String
    @Argument(help: "清单号 The later one.") var second: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @Option(help: "单位（总部） At headquarters: whose inventories.") var entity: String?
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site().store(of: entity)
      let answer = try CompareInventories.run(first, second, on: site)
      guard !json else { return Output.print(answer.json) }
      for row in answer.rows {
        let values = [row.before, row.after].map { $0?.text(decimals: 2) ?? "—" }
        Output.print(
          ([row.source] + values + [row.difference.signedText, row.name]).joined(separator: "\t"))
        for input in row.inputs {
          Output.print("  \(input.name)\t\(input.before ?? "—")\t\(input.after ?? "—")")
        }
      }
      for row in answer.apart {
        let values = [row.before, row.after].map { $0?.text(decimals: 4) ?? "—" }
        let mark = options.phrases().text(Phrase("report.apart"))
        Output.print(
          ([row.source] + values + [row.unit, row.name + mark]).joined(separator: "\t"))
      }
      let sums = [answer.before.total, answer.after.total].map { $0.text(decimals: 2) }
      let total = options.phrases().text(Phrase("report.total"))
      Output.print(([total] + sums + [answer.difference.signedText]).joined(separator: "\t"))
      let phrases = options.phrases()
      for remark in answer.remarks {
        Output.print("· \(phrases.language.pick(remark) ?? remark.en)")
      }
    }
  }

  /// `karez inventory export`.
  struct Export: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "输出 — an inventory as a page, a workbook or its own bytes.",
      discussion: """
        karez -C p inventory export ID --html 2025.html --xlsx 2025.xlsx --json 2025.json
        每个公式都代入数字，每个因子都带标记 Every formula with its numbers, every factor with its mark.
        审批签字一并写出，--json 写在旁边的 .approval.json Signatures come with it; beside the bytes of
        --json as .approval.json.
        --against ID: 另画两次结果之间的瀑布图 draws the steps from that result to this one.
        Statuses: 0, 65 no such inventory, 76 it differs from its facts.
        """)
    @Argument(help: "清单号 Its id; see karez inventory list.") var id: String
    @Option(help: "网页文件（A4） A page file.") var html: String?
    @Option(help: "工作簿文件 A workbook file.") var xlsx: String?
    @Option(help: "清单原文文件 A file for its bytes.") var json: String?
    @Option(help: "对照的清单号 The result to set against.") var against: String?
    @Option(help: "单位（总部） At headquarters: whose inventory.") var entity: String?
    @OptionGroup var options: SiteOptions

    func run() throws {
      guard html != nil || xlsx != nil || json != nil else {
        throw ValidationError("请给出 --html、--xlsx 或 --json — name a file: --html, --xlsx or --json")
      }
      let site = try options.site().store(of: entity)
      let report = try InventoryReport(id, on: site, options.phrases())
      let other = try against.map { try CompareInventories.run($0, id, on: site) }
      if let html { try keep(Array(report.page(against: other).utf8), html) }
      if let xlsx { try keep(report.workbook(), xlsx) }
      if let json { try keep(Array(report.text.utf8), json) }
      if let json, let approval = try report.approvalText() {
        let stem = URL(filePath: json).deletingPathExtension()
        try keep(Array(approval.utf8), stem.appendingPathExtension("approval.json").relativePath)
      }
    }

    private func keep(_ bytes: [UInt8], _ file: String) throws {
      try InventoryReport.keep(bytes, as: file)
      Output.print(options.phrases().text(Phrase("said.written", ["file": file])))
    }
  }
}

extension CompareInventories.Answer {
  fileprivate var difference: Rational { after.total - before.total }

  fileprivate var json: JSON {
    [
      "before": before.json, "after": after.json,
      "difference": .string(difference.text(decimals: 2)),
      "rows": .array(
        rows.map { row in
          [
            "source": .string(row.source), "name": .string(row.name),
            "before": row.before.map { .string($0.text(decimals: 2)) } ?? .null,
            "after": row.after.map { .string($0.text(decimals: 2)) } ?? .null,
            "difference": .string(row.difference.text(decimals: 2)),
            "inputs": .array(
              row.inputs.map { input in
                [
                  "name": .string(input.name), "before": input.before.map(JSON.string) ?? .null,
                  "after": input.after.map(JSON.string) ?? .null,
                ]
              }),
          ]
        }),
      "apart": .array(apart.map(\.json)),
      "notes": .array(remarks.map { ["zh": .string($0.zh), "en": .string($0.en)] }),
    ]
  }
}

extension CompareInventories.Apart {
  fileprivate var json: JSON {
    [
      "source": .string(source), "name": .string(name), "category": .string(category.rawValue),
      "unit": .string(unit), "before": before.map { .string($0.text(decimals: 4)) } ?? .null,
      "after": after.map { .string($0.text(decimals: 4)) } ?? .null,
    ]
  }
}

extension CompareInventories.Side {
  fileprivate var json: JSON {
    [
      "id": .string(id), "period": .string(period), "total": .string(total.text(decimals: 2)),
      "provisional": .bool(isProvisional),
    ]
  }
}

extension Rational {
  fileprivate var signedText: String { (self > .zero ? "+" : "") + text(decimals: 2) }
}
