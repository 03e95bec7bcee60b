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
        karez -C p import meters.csv --accept --zone +08:00 --label end --kind register --unit kWh

        --json: batch, commit, rows, new, same, revised (another value is held: handed back),
        refused (could not be read: handed back), gaps, refusedFile, differsFile, plan, notices.
        Statuses: 0, 65 the file or an answer is wrong, 75 the disk.
        """)

    @Argument(help: "The file.") var file: String
    @Flag(help: "Write it; else the file is only judged.") var accept = false
    @Flag(help: "Only judge, even with --accept.") var dryRun = false
    @Option(help: "Offset of the labels: 北京 +08:00, 新疆 +06:00. Asked, never guessed.")
    var zone: String?
    @Option(help: "start or end: which end of its interval a label names.") var label: String?
    @Option(help: "next-date or same-date: which midnight 0:00 is.") var midnight: String?
    @Option(help: "register, interval, power, …") var kind: ReadingKind?
    @Option(help: "The unit of the file's numbers.") var unit: String?
    @Option(help: "Columns or names of the file and points: 'A=E-1,B=E-2'.") var columns: [String] =
      []
    @Option(help: "Seconds of each interval.") var length: Int?
    @Option(help: "ymd, dmy or mdy.") var dateOrder: String?
    @Option(help: "What a fall of a register is: ROLL 归零 or RESET 清零.") var decide: String?
    @Flag(help: "Print JSON.") var json = false
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
