import Operations
import SiteModel

/// A group's figure as lines for a terminal.
struct RollUpWords {
  private let answer: RollUp.Answer
  private let by: Karez.RollUp.Row
  private let phrases: PhraseBook
  private var rollup: Rollup { answer.rollup }

  init(_ answer: RollUp.Answer, by: Karez.RollUp.Row, _ phrases: PhraseBook) {
    (self.answer, self.by, self.phrases) = (answer, by, phrases)
  }

  var lines: [String] {
    [head] + missing + rows + [amount("rollup.gross", rollup.gross)]
      + rollup.transfers.flatMap(transfer) + unassigned + between
      + [amount("rollup.net", rollup.net)] + shares + [said("rollup.rule")]
  }

  private var head: String {
    said(
      "rollup.head",
      [
        "period": answer.period.description, "followed": String(rollup.parts.count),
        "reported": String(rollup.reported.count), "frozen": String(rollup.frozen),
      ])
  }

  private var missing: [String] {
    rollup.missing.isEmpty
      ? [] : [said("rollup.missing", ["entities": rollup.missing.joined(separator: ", ")])]
  }

  private var rows: [String] {
    switch by {
    case .entity: rollup.parts.map(row)
    case .sector:
      rollup.bySector.map { row($0.key?.name ?? said("rollup.no-sector"), $0) }
    case .gas: rollup.byGas.map { row($0.key.rawValue, $0) }
    }
  }

  private func row(_ part: Rollup.Part) -> String {
    let figure = part.figure
    let marks = [
      said("rollup.state-\(part.state)"),
      figure?.isProvisional == true ? said("said.provisional-mark") : "",
      figure?.isComplete == false ? said("rollup.incomplete") : "",
    ]
    return [
      part.entity, part.place?.name ?? "—", part.place?.sector?.name ?? "—",
      part.place?.share.map { "\($0.text) %" } ?? "—", text(figure?.total), figure?.unit ?? "",
      marks.filter { !$0.isEmpty }.joined(separator: " "),
    ].joined(separator: "\t")
  }

  private func row<Key>(_ name: String, _ sum: Rollup.Sum<Key>) -> String {
    [name, text(sum.gross), text(sum.eliminated), text(sum.net)].joined(separator: "\t")
  }

  private func transfer(_ match: InternalTransfer.Match) -> [String] {
    let (number, unit) = (match.transfer.number, rollup.unit ?? "")
    var lines = [
      said(
        "rollup.transfer",
        [
          "number": number, "seller": side(match.seller, match.transfer.seller),
          "buyer": side(match.buyer, match.transfer.buyer), "unit": unit,
        ])
    ]
    if match.differs {
      let difference = match.difference.map { "\($0)" } ?? "\(text(match.counted)) \(unit)"
      lines.append(said("rollup.differs", ["number": number, "difference": difference]))
    }
    if !match.isMatched {
      let why = match.why.map { said("rollup.why-\($0.name)") }
      lines.append(
        said("rollup.unmatched", ["number": number, "why": why.joined(separator: "; ")]))
    }
    return lines
  }

  private func side(_ side: InternalTransfer.Side?, _ end: InternalTransfer.End) -> String {
    let energy = side?.energy.map { "\($0)" } ?? "—"
    return "\(end.entity) \(end.source) \(energy) (\(text(side?.counted)))"
  }

  private var unassigned: [String] {
    rollup.unassigned.map { entity, line in
      said(
        "rollup.unassigned",
        [
          "entity": entity, "source": line.source, "value": text(line.counted),
          "unit": rollup.unit ?? "",
        ])
    }
  }

  private var between: [String] {
    guard by == .sector, rollup.betweenSectors != .zero else { return [] }
    return [amount("rollup.between", rollup.betweenSectors)]
  }

  private var shares: [String] {
    guard rollup.attributed != nil else { return [] }
    let unknown = rollup.shareUnknown
    return [amount("rollup.attributed", rollup.attributed)]
      + (unknown.isEmpty
        ? [] : [said("rollup.share-unknown", ["entities": unknown.joined(separator: ", ")])])
  }

  private func amount(_ key: String, _ value: Rational?) -> String {
    said(key, ["value": text(value), "unit": rollup.unit ?? ""])
  }

  private func text(_ value: Rational?) -> String { value?.text(decimals: 2) ?? "—" }

  private func said(_ key: String, _ values: [String: String] = [:]) -> String {
    phrases.text(Phrase(key, values))
  }
}
