import ArgumentParser
import Operations
import SiteModel

extension Karez.Instrument {
  /// `karez instrument life`.
  struct Life: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "器具履历 — the whole life of an instrument, and what it measured when.",
      discussion: """
        karez -C p instrument life QJ-0007
        计量状态 State: valid 合格, limited 准用, expired 超期, failed 不合格, needs-calibration 待检,
        none 未检, sealed 封存.
        --json: id, number, name, status, calibration, validUntil or null, points [{point, from or
        null, until or null}], validity [{from, state, until or null}], events [{at, kind, record,
        name, result, note}].
        Statuses: 0, 65 no such instrument.
        """)

    @Argument(help: "管理编号 Number of the instrument.") var instrument: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let answer = try AskInstrumentLife.run(instrument, on: try options.site())
      guard !json else { return Output.print(answer.json) }
      let phrases = options.phrases()
      Output.print(answer.line(phrases))
      for service in answer.services { Output.print("  \(answer.text(service))") }
      for event in answer.life.events { Output.print(event.text(phrases)) }
    }
  }

  /// `karez instrument list`.
  struct List: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "器具清单 — every instrument, its status, and how long it is valid.",
      discussion: """
        --json: [{id, number, name, status, calibration, validUntil or null, points}], points as of
        instrument life.
        """)

    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let answers = try AskInstrumentLife.all(on: try options.site())
      guard !json else { return Output.print(.array(answers.map { .object($0.members) })) }
      let phrases = options.phrases()
      for answer in answers { Output.print(answer.line(phrases)) }
    }
  }
}

extension AskInstrumentLife.Answer {
  fileprivate func line(_ phrases: PhraseBook) -> String {
    let now = services.filter { $0.until == .max }.map { points[$0.point] ?? $0.point }
    let parts = [
      instrument.name.string ?? "", instrument.fields["name"]?.string ?? "",
      phrases.text(Phrase("instrument.status-\(status)")), phrases.text(state.phrase),
      validUntil?.description ?? "—", now.joined(separator: " "),
    ]
    return parts.joined(separator: "\t")
  }

  fileprivate func text(_ service: InstrumentService) -> String {
    let ends = [moment(service.from), moment(service.until)].map { $0 ?? "—" }
    return "\(points[service.point] ?? service.point)\t\(ends.joined(separator: " … "))"
  }

  private func moment(_ seconds: Int64) -> String? {
    seconds == .min || seconds == .max ? nil : Instant(seconds: seconds).text(at: offset)
  }

  fileprivate var members: [String: JSON] {
    [
      "id": .string(instrument.key.id), "number": instrument.name,
      "name": instrument.fields["name"] ?? .null, "status": .string(status),
      "calibration": .string(state.rawValue),
      "validUntil": validUntil.map { .string($0.description) } ?? .null,
      "points": .array(
        services.map { service in
          [
            "point": .string(points[service.point] ?? service.point),
            "from": moment(service.from).map(JSON.string) ?? .null,
            "until": moment(service.until).map(JSON.string) ?? .null,
          ]
        }),
    ]
  }

  fileprivate var json: JSON {
    var members = members
    members["validity"] = .array(
      timeline.stretches.map { stretch in
        [
          "from": .string(CivilDate(days: stretch.from).description),
          "state": .string(stretch.state.rawValue),
          "until": stretch.until.map { .string(CivilDate(days: $0).description) } ?? .null,
        ]
      })
    members["events"] = .array(life.events.map(\.json))
    return .object(members)
  }
}

extension InstrumentLife.Event {
  fileprivate func text(_ phrases: PhraseBook) -> String {
    let title = phrases.text(Phrase("life.kind-\(kind.rawValue)"))
    return [at, title, result, name, note].compactMap { $0 }.joined(separator: "\t")
  }

  fileprivate var json: JSON {
    let optional = { (text: String?) in text.map(JSON.string) ?? .null }
    return [
      "at": .string(at), "kind": .string(kind.rawValue), "record": .string(record.description),
      "name": optional(name), "result": optional(result), "note": optional(note),
    ]
  }
}
