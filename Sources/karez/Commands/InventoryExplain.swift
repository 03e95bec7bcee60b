import ArgumentParser
import Indexing
import Operations
import SiteModel

extension Karez.Inventory {
  /// `karez inventory explain`.
  struct Explain: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "追溯 — where a line comes from: formulas, factors, points, readings, files.",
      discussion: """
        karez -C p inventory explain ID S-EL
        --json: [{source, category, notes [{zh, en}], days, value, unit, rules, equations [{name, expression, value, unit}], inputs
        [{name, value, unit, point, instruments, multiplier, terms [{rule, from, before, until, value,
        multiplier, modulus, factor, amount}], fills, or factor, mark, factorSource, entry}]}]; before
        and value of a term: {value, at, segment, batch, file, sha256}.
        --source FILE: 手头的源文件或其文件夹，可多次；按 SHA-256 认出，列出每个读数的行号和单元格 a source file
        that you still have, or a folder; recognised by its SHA-256, it gives each reading its row and cell
        (row, cell in --json). 哈希不同的文件不用 A file with another hash is refused.
        文本只列前 20 项，--all 列全部 The text lists the first 20 terms; --all lists all.
        Statuses: 0, 65 no such inventory or line, 76 it differs from its facts.
        """)
    @Argument(help: "清单号 Its id; see karez inventory list.") var id: String
    @Argument(help: "排放源编号 The number of the source.") var line: String
    @Option(help: "源文件或文件夹，可多次 A source file or a folder; several times.") var source: [String] = []
    @Flag(help: "列出全部读数 List every term.") var all = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @Option(help: "单位（总部） At headquarters: whose inventory.") var entity: String?
    @OptionGroup var options: SiteOptions

    func run() throws {
      let answer = try ExplainInventory.run(
        id, line: line, from: source, on: try options.site().store(of: entity))
      let words = DerivationWords(answer, options.phrases(), limit: all ? .max : 20)
      guard !json else { return Output.print(.array(answer.parts.map(words.json))) }
      (answer.parts.flatMap(words.lines) + words.notes).forEach { Output.print($0) }
    }
  }
}
