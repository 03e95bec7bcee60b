import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez calculate`: one line, from values that a person gives.
  struct Calculate: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "计算 — compute emissions by a rule set from values you give. No plant is needed.",
      discussion: """
        karez calculate --rules purchased-electricity --set electricity.quantity=12345.678MWh \\
        --set electricity.factor=grid.prov.Xinjiang.2023 --explain
        karez calculate --rules purchased-heat --set heat.quantity=1000GJ±1.2% \\
        --set heat.factor=heat.default±6%
        输入量和单位见 karez rules show；能换算的单位都可以 Inputs: karez rules show; any unit that converts.
        值写作 A value is 数值+单位 NUMBER and UNIT (98%, "21 10^4Nm3") or 因子代码 a factor's id (karez factor
        list), 其后可加 ±u% and then ±u%, the half range at 95 %. 结果只修约一次 Rounded once, GB/T 8170.
        --input: {"heat.quantity": "5 GJ", "heat.factor": {"factor": "heat.default",
        "uncertainty": "6"}} or {"value", "unit", "uncertainty"}; --set 优先 goes before it.
        --json: rules {id, version}, title, gas, category, value, unit, unrounded, from, until, inputs
        [{name, given, value, unit, factor, mark, source, covers, uncertainty}], equations [{name,
        expression, numbers, value, unit}], uncertainty {percent, halfRange, unit, coverage, parts
        [{origin, percent}], exact}, citations [{text, mark}], notConfirmed [{zh, en}].
        Statuses: 0, 65 a name, a unit, a value or its range is wrong, or an input is missing.
        """)

    @Option(help: "核算规则 The rule set; see karez rules list.") var rules: String
    @Option(help: "输入量=数值单位或因子[±u%]，可多次 INPUT=VALUE or FACTOR; several times.") var set: [String] =
      []
    @Option(help: "输入量文件（JSON），- 为标准输入 A JSON file of inputs; - reads standard input.")
    var input: String?
    @Option(help: "期间，如 2026 The period, which decides what must be said.") var period: String?
    @Flag(help: "列出每一步 Every step with its formula and its numbers.") var explain = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let given = try file().replaced(by: GivenInputs(Typed.inputs(set)))
      let calculation = try Operations.Calculate(rules: rules, options.share())
        .run(given, period: period.map { try Period($0) })
      let words = CalculationWords(calculation, options.phrases())
      guard !json else { return Output.print(words.json) }
      (explain ? words.explained : words.lines).forEach { Output.print($0) }
    }

    private func file() throws -> GivenInputs {
      guard let input else { return try GivenInputs([]) }
      guard input == "-" else { return try GivenInputs(URL(filePath: input)) }
      let bytes = try FileHandle.standardInput.readToEnd() ?? Data()
      return try GivenInputs(json: bytes, file: "-")
    }
  }
}

extension Typed {
  /// `electricity.quantity=5MWh`; the value may hold any sign.
  fileprivate static func inputs(_ texts: [String]) throws -> [GivenInput] {
    try texts.map { text in
      guard let sign = text.firstIndex(of: "=") else {
        throw ValidationError("应写作 输入量=数值单位 — write NAME=VALUE, not '\(text)'")
      }
      return try GivenInput(String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
  }
}
