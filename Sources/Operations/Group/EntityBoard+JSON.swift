import SiteModel
import Storage

/// As ``BoardFile`` keeps it.
extension EntityBoard {
  var json: JSON {
    [
      "state": .string(state.description), "facts": .string(facts.description),
      "chains": .array(chains.map { .string("\($0.chain):\($0.seq):\($0.commit)") }),
      "conflicts": .number(String(conflicts)), "alerts": .number(String(alerts)),
      "cuts": .object(cuts.mapValues { .number(String($0)) }),
      "lastDay": lastDay.map { .string($0.description) } ?? .null, "month": month?.json ?? .null,
      "from": .number(String(holds.lowerBound)), "until": .number(String(holds.upperBound)),
    ]
  }

  init?(_ json: JSON) {
    func number(_ name: String) -> Int? { json[name]?.number.flatMap { Int($0) } }
    guard let state = json["state"]?.string.flatMap({ ContentHash($0) }),
      let facts = json["facts"]?.string.flatMap({ ContentHash($0) }),
      let heads = json["chains"]?.array?.compactMap({ $0.string.flatMap { SeenHead($0) } }),
      let conflicts = number("conflicts"), let alerts = number("alerts"),
      let cuts = json["cuts"]?.object, let from = number("from"), let until = number("until"),
      from <= until
    else { return nil }
    (self.state, self.facts, self.conflicts, self.alerts) = (state, facts, conflicts, alerts)
    chains = heads.map { ChainHead(chain: $0.chain, seq: $0.seq, commit: "\($0.commit)") }
    self.cuts = cuts.compactMapValues { $0.number.flatMap { Int($0) } }
    lastDay = json["lastDay"]?.string.flatMap { CivilDate($0) }
    month = json["month"].flatMap(MonthBoard.init)
    holds = Int64(from)..<Int64(until)
  }
}

extension MonthBoard {
  fileprivate var json: JSON {
    [
      "month": .string(month.description), "state": .string(state),
      "points": .number(String(points)), "whole": .number(String(whole)),
      "share": share.map { .string($0.unrounded) } ?? .null,
    ]
  }

  fileprivate init?(_ json: JSON) {
    guard let month = json["month"]?.string.flatMap({ try? Period($0) }),
      let state = json["state"]?.string,
      let points = json["points"]?.number.flatMap({ Int($0) }),
      let whole = json["whole"]?.number.flatMap({ Int($0) })
    else { return nil }
    (self.month, self.state, self.points, self.whole) = (month, state, points, whole)
    share = json["share"]?.string.flatMap { Rational($0) }
  }
}
