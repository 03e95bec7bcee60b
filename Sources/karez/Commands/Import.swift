import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez import`: takes a meter file in.
  struct Import: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "导入计量数据 — take a meter file in; without --accept nothing is written.",
      discussion: """
        karez -C p import meters.csv --accept --zone +08:00 --label end \\
        --kind register --unit kWh
        文件不能说明的会询问，从不猜测 What the file cannot say is asked, never guessed.

        --json: batch, commit, rows, new, same, revised (another value is held),
        refused (could not be read or kept), verdicts (how many by reason), blanks (fields that say no value),
        gaps [{point, from, until, missing}] (what the file leaves out), refusedFile and differsFile (the rows
        handed back), skipped (sums that agree, footnotes), plan, notices.
        Statuses: 0, 65 the file or an answer is wrong, 75 the disk.
        """)

    @Argument(help: "数据文件 The file.") var file: String
    @Flag(help: "写入；否则只作判定 Write it; else the file is only judged.") var accept = false
    @Flag(help: "只作判定 Only judge, even with --accept.") var dryRun = false
    @OptionGroup(title: "文件的读法 How the file is read") var reading: ReadingAnswers
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let outcome = try ImportReadings.run(on: try options.site(), try wishes())
      let phrases = options.phrases()
      for notice in outcome.notices { Output.tell(phrases.text(notice)) }
      if json {
        Output.print(Self.json(outcome, phrases))
      } else {
        if !accept || dryRun {
          Output.print(phrases.text(outcome.reading))
          outcome.first.forEach { Output.print("  " + $0) }
        }
        Output.print(phrases.text(summary(outcome)))
        if let file = outcome.refusedFile ?? outcome.differsFile {
          Output.tell(phrases.text(Phrase("said.handed-back", ["file": file])))
        }
      }
    }

    private func wishes() throws -> ImportWishes {
      var wishes = try reading.wishes(file)
      wishes.accept = accept && !dryRun
      return wishes
    }

    private func summary(_ outcome: ImportOutcome) -> Phrase {
      accept && !dryRun
        ? Phrase("said.imported", outcome.numbers) : Phrase("said.judged", outcome.numbers)
    }

    private static func json(_ outcome: ImportOutcome, _ phrases: PhraseBook) -> JSON {
      var members: [String: JSON] = [
        "rows": .number(String(outcome.rows)), "new": .number(String(outcome.new)),
        "same": .number(String(outcome.same)), "revised": .number(String(outcome.revised)),
        "refused": .number(String(outcome.refused)), "blanks": .number(String(outcome.blanks)),
        "gaps": .array(outcome.gaps.map { $0.json(outcome.plan) }),
        "skipped": .number(String(outcome.skipped)),
        "verdicts": .object(outcome.verdicts.mapValues { .number(String($0)) }),
        "first": .array(outcome.first.map(JSON.string)), "plan": outcome.plan,
        "batch": outcome.batch.map(JSON.string) ?? .null,
        "notices": .array(outcome.notices.map { .string(phrases.text($0)) }),
      ]
      members["commit"] = outcome.commit.map(JSON.string)
      members["refusedFile"] = outcome.refusedFile.map(JSON.string)
      members["differsFile"] = outcome.differsFile.map(JSON.string)
      return .object(members)
    }
  }
}

extension FileGaps.Run {
  /// Times stand at the offset in which the file was read.
  fileprivate func json(_ plan: JSON) -> JSON {
    let offset = plan["offset"]?.string.flatMap { Offset($0) } ?? .utc
    return [
      "point": .string(point), "from": .string(from.text(at: offset)),
      "until": .string(until.text(at: offset)), "missing": .number(String(missing)),
    ]
  }
}

extension ImportOutcome {
  /// How the file was read, for a person to agree to.
  fileprivate var reading: Phrase {
    let text = { (member: String) in self.plan[member]?.plain ?? "" }
    return Phrase(
      "said.reading",
      [
        "encoding": text("encoding"), "delimiter": text("delimiter").replacing("\t", with: "Tab"),
        "layout": plan["layout"]?.object?.keys.first ?? "", "offset": text("offset"),
        "label": text("label"), "kind": text("kind"), "length": text("length"),
      ])
  }

  /// What became of the rows, by the words that sentences and programs use.
  var numbers: [String: String] {
    [
      "rows": String(rows), "new": String(new), "same": String(same),
      "revised": String(revised), "refused": String(refused), "gaps": String(blanks),
    ]
  }
}
