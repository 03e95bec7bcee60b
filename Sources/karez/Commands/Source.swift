import ArgumentParser
import Indexing
import Operations
import SiteModel

extension Karez {
  /// `karez source`: the emission sources.
  struct Source: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "排放源 — emission sources.", subcommands: [Add.self, Bind.self, List.self])

    /// `karez source add`.
    struct Add: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "登记排放源 — enter a source and bind its inputs.",
        discussion: """
          karez -C p source add S-EL --rules purchased-electricity \\
          --bind electricity.quantity=E-101 \\
          --bind electricity.factor=grid.prov.Xinjiang.2023@2025-01-01..
          输入量见 Inputs: karez rules show ID. 因子见 Factors: karez factor list.
          @ 后为起止日，含两端，可缺一 After @ the first and the last day; either may be left out.
          """)

      @Argument(help: "编号 The number people use.") var number: String
      @Option(help: "核算规则 The rule set; see karez rules list.") var rules: String
      @Option(help: "输入量=计量点或因子[@起..止]，可多次 INPUT=POINT or FACTOR; several times.") var bind:
        [String] = []
      @Option(help: "名称 The name in people's words.") var name = ""
      @Option(help: "机组或分组，清单按它小计 The unit or group; inventories have a sum for each.")
      var group = ""
      @OptionGroup var options: SiteOptions

      func run() throws {
        var wishes = AddSource.Wishes(
          number: number, name: name, rules: rules, bindings: try Typed.bindings(bind))
        wishes.group = group
        let unbound = try AddSource.run(on: try options.site(), wishes)
        let said = ["number": number, "name": name.isEmpty ? rules : name]
        Output.print(options.phrases().text(Phrase("said.entered", said)))
        options.tell(unbound: unbound)
      }
    }

    /// `karez source bind`.
    struct Bind: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "绑定 — feed inputs of a source by points or factors, from a day on.",
        discussion: """
          karez -C p source bind S-EL electricity.factor=grid.prov.Xinjiang.2023 --from 2025-01-01
          karez -C p source bind S-C fuel.of=value:98% --evidence "检测报告 2025-12"
          其余日期保持原绑定 The other days keep what they have. value: 定值，须有 --evidence，只用于因子类
          输入量 is a constant, with its evidence, for inputs that are factors. 煤质见 karez coal --source.
          --json: {number, unbound}. Statuses: 0, 65 no such source, input, point or factor.
          """)

      @Argument(help: "排放源编号 The source's number.") var number: String
      @Argument(help: "输入量=计量点或因子[@起..止] INPUT=POINT or INPUT=FACTOR.") var bindings: [String]
      @Option(help: "首日 The first production day.") var from: String?
      @Option(help: "末日 The last production day.") var until: String?
      @Option(help: "定值的依据 What a value rests on.") var evidence: String?
      @Option(help: "原因 Why, where the source is locked.") var reason: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let days = OpenDays(from: try from.map(Typed.date), until: try until.map(Typed.date))
        guard !days.isEmpty else {
          throw ValidationError("--until 不应早于 --from — --until must not be before --from")
        }
        let wishes = try Typed.bindings(bindings).map { wish in
          var wish = wish
          if wish.days == .all { wish.days = days }
          wish.evidence = evidence
          return wish
        }
        let unbound = try BindSource.run(number, wishes, reason: reason, on: try options.site())
        let members: JSON = [
          "number": .string(number), "unbound": .array(unbound.map(JSON.string)),
        ]
        options.say(Phrase("said.bound", ["number": number]), json: json ? members : nil)
        options.tell(unbound: json ? [] : unbound)
      }
    }

    /// `karez source list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "排放源清单 — sources, their rule sets, what feeds them and what nothing feeds.",
        discussion: """
          karez -C p source list --unbound
          --json: [{id, number, name, rules, status, bindings [{input, kind, ref, target, from,
          until}], exclusion, unbound [INPUT or INPUT FIRST..LAST]}].
          """)

      @Flag(help: "只列有未绑定输入量的 Only those with an input that nothing feeds.")
      var unbound = false
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let answers = try AskSources.run(on: try options.site())
          .filter { !unbound || !$0.unbound.isEmpty }
        guard !json else { return Output.print(.array(answers.map(\.json))) }
        let phrases = options.phrases()
        for answer in answers { answer.lines(phrases).forEach { Output.print($0) } }
      }
    }
  }
}

extension SiteOptions {
  /// Warns of inputs that nothing feeds yet.
  fileprivate func tell(unbound: [String]) {
    guard !unbound.isEmpty else { return }
    let inputs = ["inputs": unbound.joined(separator: ", ")]
    Output.tell(phrases().text(Phrase("said.unbound", inputs)))
  }
}

extension AskSources.Answer {
  /// The source, then each binding, then what nothing feeds.
  fileprivate func lines(_ phrases: PhraseBook) -> [String] {
    let head = ["number", "rules", "status", "name"].map { values[$0]?.string ?? "—" }
    let fed = bindings.map { bound in
      let days = bound.binding.days == .all ? "" : "\t\(bound.binding.days)"
      return "  \(bound.binding.input)\t\(bound.target)\(days)"
    }
    let lack = unbound.map { "  " + phrases.text(Phrase("said.unbound-input", ["input": $0])) }
    let out = exclusion.map { "  " + phrases.text(Phrase("said.left-out", ["record": $0])) }
    return [head.joined(separator: "\t")] + fed + lack + [out].compactMap { $0 }
  }

  fileprivate var json: JSON {
    var members = values
    members["id"] = .string(key.id)
    members["bindings"] = .array(
      bindings.map { bound in
        let target: [String: JSON] = ["target": .string(bound.target)]
        return .object(target.merging(bound.binding.json.object ?? [:]) { $1 })
      })
    members["exclusion"] = exclusion.map(JSON.string)
    members["unbound"] = .array(unbound.map(JSON.string))
    return .object(members)
  }
}
