import ArgumentParser
import Operations
import SiteModel

extension Karez.SelfTest {
  /// `karez selftest checks`.
  struct Checks: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "检查自检 — every check of the clauses once met, and once not by the smallest change.",
      discussion: """
        在一个各项检查都满足的虚构单位上，每项检查各做一处最小改动：该项必须转为不满足，其他检查只有写明的
        会跟着变。 On a made-up plant in which every check is met, the smallest change of each: it must fail,
        and no other check may turn but those it names.
        --json: [{id, before, after, turned [id], passed}]. Statuses: 0, 65 if anything failed.
        """)

    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let share = try options.share()
      let shelf = try CheckShelf(share: share, records: try SchemaShelf(share: share))
      let rehearsal = try shelf.rehearsed()
      let failed = rehearsal.trials.filter { !$0.passed }
      if json {
        Output.print(.array(rehearsal.trials.map(\.json)))
      } else {
        let words = CheckWords(phrases: options.phrases(), titles: shelf.schemas.mapValues(\.title))
        for trial in failed { Output.print(line(trial, words)) }
        let numbers = ["all": String(rehearsal.trials.count), "failed": String(failed.count)]
        Output.print(options.phrases().text(Phrase("said.checks-rehearsed", numbers)))
      }
      guard failed.isEmpty else { throw ExitCode(ExitStatus.invalid.rawValue) }
    }

    private func line(_ trial: CheckRehearsal.Trial, _ words: CheckWords) -> String {
      [
        "✘ \(trial.check.id)", trial.before.verdict.rawValue, trial.after.verdict.rawValue,
        trial.turned.sorted().joined(separator: " "),
        trial.before.lacking.map(words.text).joined(separator: "; "),
      ].joined(separator: "\t")
    }
  }
}

extension CheckRehearsal.Trial {
  fileprivate var json: JSON {
    [
      "id": .string(check.id), "before": .string(before.verdict.rawValue),
      "after": .string(after.verdict.rawValue),
      "turned": .array(turned.sorted().map(JSON.string)), "passed": .bool(passed),
    ]
  }
}
