import ArgumentParser
import Operations
import SiteModel

extension AskConsumption.Part: ExpressibleByArgument {}

extension Karez {
  /// `karez consumption`: what was consumed at points in a period.
  struct Consumption: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "消耗量 — what was consumed at points in a period.",
      discussion: """
        karez -C p consumption E-101 --period 2025 --by month
        期间 Periods: 2025, 2025-H1, 2025-Q1, 2025-03, 2025-03-14,
        2025-03-01..2025-03-15. 标 * 者数据不全 Marked *: not wholly known. 标 ~ 者含替代量 Marked ~: with quantities
        that stand for readings.

        --json: point, period, value (null: nothing is known), unit, complete,
        readings, gaps [{from, until, reason}], fills [{record, method, from,
        until, quantity, unit}], zone, dayStart, monthStart, parts;
        an array for several points. Statuses: 0, 65 no such point or period.
        """)

    @Argument(help: "计量点编号 Numbers of points.") var points: [String]
    @Option(help: "期间，如 2025、2025-Q1、2025-03 The period.") var period: String
    @Option(help: "按月或按日分列 Also by month or day.") var by: AskConsumption.Part?
    @Option(help: "本次用另一时区 Another zone for this answer, as +06:00.") var zone: String?
    @Flag(help: "按自然日、自然月 Natural days and months, not the production day.") var natural = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      var question = AskConsumption.Question(points: points, period: try Period(period))
      question.by = by
      question.zone = try zone.map(Typed.offset)
      question.natural = natural
      let answers = try AskConsumption.run(on: try options.site(), question)
      if json {
        let all = answers.map(Self.json)
        Output.print(all.count == 1 ? all[0] : .array(all))
      } else {
        answers.forEach(show)
      }
    }

    private static func json(_ answer: AskConsumption.Answer) -> JSON {
      let offset = answer.calendar.offset
      var members = json(answer.whole, answer.period, offset)
      members.merge(answer.calendar.json.object ?? [:]) { $1 }
      members["point"] = .string(answer.point.number)
      if !answer.parts.isEmpty {
        members["parts"] = .array(
          answer.parts.map { .object(json($0.consumed, $0.period, offset)) })
      }
      return .object(members)
    }

    private static func json(
      _ consumed: Consumed, _ period: Period, _ offset: Offset
    ) -> [String: JSON] {
      [
        "period": .string(period.description),
        "value": consumed.value.map { .string($0.text) } ?? .null,
        "unit": .string(consumed.unit), "complete": .bool(consumed.complete),
        "readings": .number(String(consumed.readings)),
        "gaps": .array(consumed.gaps.map { $0.json(at: offset) }),
        "fills": .array(consumed.fills.map { $0.json(at: offset) }),
      ]
    }

    private func show(_ answer: AskConsumption.Answer) {
      let phrases = options.phrases()
      Output.tell(phrases.text(answer.calendar.phrase))
      for (period, consumed) in [(answer.period, answer.whole)] + answer.parts {
        let value = consumed.value.map { "\($0.text) \(consumed.unit)" } ?? "—"
        let mark = (consumed.complete ? "" : "\t*") + (consumed.fills.isEmpty ? "" : "\t~")
        Output.print("\(answer.point.number)\t\(period)\t\(value)\(mark)")
      }
      let offset = answer.calendar.offset
      for fill in answer.fills { Output.tell("~ " + phrases.text(fill.phrase(at: offset))) }
      for gap in answer.whole.gaps {
        let (from, until) = (gap.from.text(at: offset), gap.until.text(at: offset))
        Output.tell("* \(from) … \(until) \(phrases.text(gap.reason.phrase))")
      }
    }
  }
}

extension AskConsumption.Answer {
  /// Every quantity that stands for readings in the whole or a part, once.
  fileprivate var fills: [GapFill] {
    parts.flatMap(\.consumed.fills).reduce(into: whole.fills) { fills, fill in
      if !fills.contains(fill) { fills.append(fill) }
    }
  }
}
