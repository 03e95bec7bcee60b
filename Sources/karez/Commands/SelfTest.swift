import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez selftest`: what the program can prove of itself, on the files it came with.
  struct SelfTest: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "selftest", abstract: "自检 — what the program can prove of itself.",
      subcommands: [Transitions.self, Checks.self, Carrier.self])

    /// `karez selftest transitions`.
    struct Transitions: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "流转自检 — takes every transition once, and has every rule and guard refuse once.",
        discussion: """
          对每种记录所用的每个状态机（含旧版），用虚构的记录和人员走一遍。
          Every lifecycle that a version of a type goes through, on made-up records and people.
          --json: lifecycles [{name, version, types}], taken, refused, failed, trials [{lifecycle,
          subject, from, rule, passed}]. Statuses: 0, 65 if anything failed.
          """)

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let rehearsal = RehearseLifecycles(try SchemaShelf(share: try options.share()))
        if json {
          Output.print(rehearsal.json)
        } else {
          rehearsal.lines(options.language).forEach(Output.print)
          Output.print(options.phrases().text(rehearsal.summary))
        }
        guard rehearsal.failed.isEmpty else { throw ExitCode(ExitStatus.invalid.rawValue) }
      }
    }
  }
}

extension RehearseLifecycles {
  fileprivate var json: JSON {
    [
      "lifecycles": .array(
        lifecycles.map { cycle in
          [
            "name": .string(cycle.lifecycle.name),
            "version": .number(String(cycle.lifecycle.version)),
            "types": .array(cycle.types.map(JSON.string)),
          ]
        }),
      "taken": .number(String(taken.count)), "refused": .number(String(refused.count)),
      "failed": .number(String(failed.count)), "trials": .array(trials.map(\.json)),
    ]
  }

  fileprivate func lines(_ language: Language) -> [String] {
    lifecycles.map { cycle in
      let name = "\(cycle.lifecycle.name):\(cycle.lifecycle.version)"
      let title = language.pick(cycle.lifecycle.title) ?? ""
      return "\(name)\t\(title)\t\(cycle.types.joined(separator: " "))"
    }
      + failed.map { "✘ \($0.lifecycle)\t\($0.subject)\t\($0.from)\t\($0.rule)" }
  }

  fileprivate var summary: Phrase {
    Phrase(
      "said.rehearsed",
      [
        "lifecycles": String(lifecycles.count), "taken": String(taken.count),
        "refused": String(refused.count), "failed": String(failed.count),
      ])
  }
}

extension LifecycleTrial {
  fileprivate var json: JSON {
    [
      "lifecycle": .string(lifecycle), "subject": .string(subject), "from": .string(from),
      "rule": .string(rule), "passed": .bool(passed),
    ]
  }
}
