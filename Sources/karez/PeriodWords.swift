import ArgumentParser
import Operations
import SiteModel

/// How a month stands, in a person's words and as JSON.
struct PeriodWords {
  private let phrases: PhraseBook
  private let language: Language

  init(_ options: SiteOptions) { (phrases, language) = (options.phrases(), options.language) }

  func say(_ answer: AskPeriods.Answer, asJSON: Bool) {
    guard !asJSON else { return Output.print(json(answer)) }
    lines(answer).forEach { Output.print($0) }
  }

  func lines(_ answer: AskPeriods.Answer) -> [String] {
    let words = LifecycleWords(answer.lifecycle, language)
    let states = answer.states.map(words.state).joined(separator: " | ")
    var values = ["month": "\(answer.month)", "state": states]
    for name in ["points", "gaps", "filled"] { values[name] = answer.number(name) }
    var lines = [phrases.text(Phrase("said.period", values))]
    if let frozen = answer.frozen {
      let values = [
        "freeze": frozen.freeze, "day": frozen.day, "digest": frozen.digest.description,
      ]
      lines.append("  " + phrases.text(Phrase("said.period-frozen", values)))
    }
    if answer.isChanged { lines.append("  " + phrases.text(Phrase("said.period-changed"))) }
    if let why = answer.fields["explanation"]?.string {
      lines.append("  " + phrases.text(Phrase("said.period-explained", ["why": why])))
    }
    return lines + answer.acts.map { "  \($0.clock)\t\(words.signing($0.action))\t\($0.by)" }
      + answer.requests.map { "  " + phrases.text(request($0)) }
  }

  private func request(_ request: JSON) -> Phrase {
    let values = ["at", "by", "from", "points", "reason"].reduce(into: [:]) { values, name in
      values[name] = request[name]?.string ?? ""
    }
    guard let readings = request["readings"]?.number else {
      return Phrase("said.period-request", values)
    }
    return Phrase("said.period-readings", values.merging(["readings": readings]) { $1 })
  }

  func json(_ answer: AskPeriods.Answer) -> JSON {
    var members: [String: JSON] = [
      "month": .string("\(answer.month)"), "state": .string(answer.states.joined(separator: "|")),
      "changed": .bool(answer.isChanged), "frozen": answer.frozen?.json ?? .null,
      "requests": .array(answer.requests),
      "acts": .array(
        answer.acts.map {
          ["action": .string($0.action), "by": .string($0.by), "clock": .string($0.clock)]
        }),
    ]
    for name in ["points", "expected", "read", "gaps", "filled", "explanation"] {
      members[name] = answer.fields[name]
    }
    return .object(members)
  }
}

extension AskPeriods.Answer {
  fileprivate var requests: [JSON] { fields["requests"]?.array ?? [] }

  fileprivate func number(_ name: String) -> String { fields[name]?.number ?? "0" }
}

extension AskPeriods.Frozen {
  fileprivate var json: JSON {
    ["freeze": .string(freeze), "digest": .string(digest.description), "day": .string(day)]
  }
}
