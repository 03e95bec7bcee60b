import ArgumentParser
import Indexing
import Operations
import SiteModel

extension Karez {
  /// `karez source`: the emission sources.
  struct Source: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "排放源 — emission sources.", subcommands: [Add.self, List.self])

    /// `karez source add`.
    struct Add: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "登记排放源 — enter a source and bind its inputs.",
        discussion: """
          karez -C p source add S-EL --rules purchased-electricity \\
          --bind electricity.quantity=E-101 \\
          --bind electricity.factor=grid.prov.Xinjiang.2023
          输入量见 Inputs: karez rules show ID. 因子见 Factors: karez factor list.
          """)

      @Argument(help: "编号 The number people use.") var number: String
      @Option(help: "核算规则 The rule set; see karez rules list.") var rules: String
      @Option(help: "输入量=计量点或因子，可多次 INPUT=POINT or INPUT=FACTOR; several times.") var bind:
        [String] = []
      @Option(help: "名称 The name in people's words.") var name = ""
      @OptionGroup var options: SiteOptions

      func run() throws {
        let unbound = try AddSource.run(
          on: try options.site(),
          AddSource.Wishes(
            number: number, name: name, rules: rules, bindings: try Typed.pairs(bind)))
        let phrases = options.phrases()
        Output.print(
          phrases.text(
            Phrase("said.entered", ["number": number, "name": name.isEmpty ? rules : name])))
        if !unbound.isEmpty {
          Output.tell(
            phrases.text(Phrase("said.unbound", ["inputs": unbound.joined(separator: ", ")])))
        }
      }
    }

    /// `karez source list`.
    struct List: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "排放源清单 — all sources.",
        discussion: "--json: [{id, number, name, rules, bindings, status}].")

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let sources = try options.site().index.states(of: "source")
        if json {
          Output.print(
            .array(
              sources.map { .object($0.state.values.merging(["id": .string($0.key.id)]) { $1 }) }))
        } else {
          for source in sources {
            let values = source.state.values
            Output.print(
              ["number", "rules", "status", "name"].map { values[$0]?.string ?? "—" }
                .joined(separator: "\t"))
          }
        }
      }
    }
  }

  /// `karez rules`: the rule sets that come with the program.
  struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "核算规则 — rule sets.", subcommands: [List.self, Show.self])

    /// `karez rules list`.
    struct List: ParsableCommand {
      static let configuration = CommandConfiguration(abstract: "规则清单 — all rule sets.")

      @OptionGroup var options: SiteOptions

      func run() throws {
        ShippedRules(try options.share()).ruleIDs().forEach { Output.print($0) }
      }
    }

    /// `karez rules show`.
    struct Show: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "规则内容 — inputs, equations, citations, what is not confirmed; as JSON.")

      @Argument(help: "规则号 The rule set's id.") var id: String
      @OptionGroup var options: SiteOptions

      func run() throws {
        let bytes = try ShippedRules(try options.share()).rules(id)
        Output.print(String(decoding: bytes, as: UTF8.self))
      }
    }
  }
}
