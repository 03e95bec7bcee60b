import ArgumentParser
import Operations
import SiteModel

extension Karez.Audit {
  /// `karez audit sample`.
  struct Sample: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "抽样 — a random sample that anybody draws again.",
      discussion: """
        karez -C p audit sample --population readings:E-101 --period 2025-03 --n 20 --seed 2025-内审-1
        karez -C p audit sample --population action/done --n 5 --seed 2025-内审-1
        总体 A population: 记录类型 a type of records, TYPE/STATE, 或 or readings:POINT.
        抽法：编号按字节排序；计数 0、1、2…，取 SHA-256(种子:计数) 的前 15 位十六进制数，除以剩余个数的余数为
        位次（从 0 起），抽出后从表中去掉。
        Sort the ids by bytes; for the counters 0, 1, 2 … the first 15 hex digits of
        SHA-256(seed:counter), divided by how many are left, leave the place (from 0) that is drawn
        and taken out. --list 输出总体，一行一个 prints the population, one a line; its SHA-256 is the digest.
        --json: population, period, size, list (SHA-256), seed, n, whole, facts, drawn [{id, label}].
        Statuses: 0, 65 no such type or point, or nothing to draw from.
        """)
    @Option(help: "总体 The population.") var population: String
    @Option(name: .customLong("n"), help: "样本数 How many are drawn.") var count: Int
    @Option(help: "种子，任意文字 The seed, any text.") var seed: String
    @Option(help: "期间，只用于读数 The period, of readings.") var period: String?
    @Flag(help: "输出总体 Print the population.") var list = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func validate() throws {
      guard count >= 1 else {
        throw ValidationError("样本数至少为 1 — --n must be 1 or more, not \(count)")
      }
    }

    func run() throws {
      var question = DrawSample.Question(population, count, seed: seed)
      question.period = try period.map { try Period($0) }
      let answer = try DrawSample.run(question, on: try options.site())
      if list { return answer.sample.population.forEach { Output.print($0) } }
      guard !json else { return Output.print(members(answer)) }
      lines(answer).forEach { Output.print($0) }
    }

    private func lines(_ answer: DrawSample.Answer) -> [String] {
      let values = [
        "population": population + (period.map { " \($0)" } ?? ""), "seed": seed,
        "size": String(answer.sample.population.count), "list": answer.sample.digest.description,
        "n": String(answer.sample.drawn.count), "facts": answer.facts.description,
      ]
      return [options.phrases().text(Phrase("said.sample", values))]
        + answer.sample.drawn.enumerated().map { place, id in
          "\(place + 1)\t\(id)\t\(answer.labels[id] ?? "")"
        }
    }

    private func members(_ answer: DrawSample.Answer) -> JSON {
      let sample = answer.sample
      return [
        "population": .string(population), "period": period.map(JSON.string) ?? .null,
        "size": .number(String(sample.population.count)), "list": .string("\(sample.digest)"),
        "seed": .string(seed), "n": .number(String(count)),
        "whole": .bool(sample.drawn.count == sample.population.count),
        "facts": .string("\(answer.facts)"),
        "drawn": .array(
          sample.drawn.map {
            ["id": .string($0), "label": .string(answer.labels[$0] ?? "")]
          }),
      ]
    }
  }
}
