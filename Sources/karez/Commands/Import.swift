import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez import`: takes a meter file in.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "导入计量数据 — take a meter file in; without --accept nothing is written.",
      discussion: """
        karez -C p import meters.csv --accept --zone +08:00 --label end \\
        --kind register --unit kWh
        文件不能说明的会询问，从不猜测 What the file cannot say is asked, never guessed.

        --json: batch, commit, rows, new, same, revised (another value is held),
        refused (could not be read), gaps, refusedFile and differsFile (the rows
        handed back), skipped (sums that agree, footnotes), plan, notices.
        Statuses: 0, 65 the file or an answer is wrong, 75 the disk.
        """)

    @Argument(help: "数据文件 The file.") var file: String
    @Flag(help: "写入；否则只作判定 Write it; else the file is only judged.") var accept = false
    @Flag(help: "只作判定 Only judge, even with --accept.") var dryRun = false
    @Option(
      help: "文件时刻的时区：北京 +08:00，新疆 +06:00 The offset of the file's times. Asked, never guessed.")
    var zone: String?
    @Option(help: "start 时段起点，end 终点 Which end of its interval a time names.") var label: String?
    @Option(help: "next-date：0:00 是当日开始；same-date：是当日结束 Whether 0:00 begins its date or ends it.")
    var midnight: String?
    @Option(help: "数据类型 What the numbers are.") var kind: ReadingKind?
    @Option(help: "文件中数值的单位 The unit of the file's numbers.") var unit: String?
    @Option(help: "文件中的列或名称与计量点 Which column or name of the file is which point: 'A=E-1,B=E-2'.")
    var columns: [String] =
      []
    @Option(help: "整个文件所属的计量点 The point that the whole file belongs to.") var point: String?
    @Option(help: "写有计量点的列 The title of the column that names the point.") var pointColumn: String?
    @Option(help: "文件所属月份 The month of a table that does not say it: 2025-03.") var month: String?
    @Option(help: "时段长度，秒 Seconds of each interval.") var length: Int?
    @Option(help: "日期顺序 Order of dates: ymd, dmy or mdy.") var dateOrder: String?
    @Option(help: "表底回退：ROLL 归零或 RESET 清零 What a fall of a register is.") var decide: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let outcome = try ImportReadings.run(on: try options.site(), try wishes())
      let phrases = options.phrases()
      for notice in outcome.notices { Output.tell(phrases.text(notice)) }
      if json {
        Output.print(Self.json(outcome, phrases))
      } else {
        Output.print(phrases.text(summary(outcome)))
        if let file = outcome.refusedFile ?? outcome.differsFile {
          Output.tell(phrases.text(Phrase("said.handed-back", ["file": file])))
        }
      }
    }

    private func wishes() throws -> ImportWishes {
      var wishes = ImportWishes(file: file)
      wishes.columns = Dictionary(try Typed.pairs(columns)) { $1 }
      wishes.zone = try zone.map(Typed.offset)
      (wishes.label, wishes.midnight, wishes.kind, wishes.unit) = (label, midnight, kind, unit)
      (wishes.length, wishes.dateOrder, wishes.falls) = (length, dateOrder, decide)
      (wishes.point, wishes.pointColumn, wishes.month) = (point, pointColumn, month)
      wishes.accept = accept && !dryRun
      return wishes
    }

    private func summary(_ outcome: ImportOutcome) -> Phrase {
      let values = [
        "rows": String(outcome.rows), "new": String(outcome.new), "same": String(outcome.same),
        "revised": String(outcome.revised), "refused": String(outcome.refused),
        "gaps": String(outcome.gaps),
      ]
      return accept && !dryRun ? Phrase("said.imported", values) : Phrase("said.judged", values)
    }

    private static func json(_ outcome: ImportOutcome, _ phrases: PhraseBook) -> JSON {
      var members: [String: JSON] = [
        "rows": .number(String(outcome.rows)), "new": .number(String(outcome.new)),
        "same": .number(String(outcome.same)), "revised": .number(String(outcome.revised)),
        "refused": .number(String(outcome.refused)), "gaps": .number(String(outcome.gaps)),
        "skipped": .number(String(outcome.skipped)),
        "plan": outcome.plan, "batch": outcome.batch.map(JSON.string) ?? .null,
        "notices": .array(outcome.notices.map { .string(phrases.text($0)) }),
      ]
      members["commit"] = outcome.commit.map(JSON.string)
      members["refusedFile"] = outcome.refusedFile.map(JSON.string)
      members["differsFile"] = outcome.differsFile.map(JSON.string)
      return .object(members)
    }
  }
}
