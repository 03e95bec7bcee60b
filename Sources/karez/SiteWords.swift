import Operations
import SiteModel

/// Headquarters' board for people and for programs.
struct SiteWords {
  private let phrases: PhraseBook

  init(_ phrases: PhraseBook) { self.phrases = phrases }

  func lines(_ site: AskSites.Answer) -> [String] {
    let name = site.place.map { " \($0.name)" } ?? ""
    return ["\(site.entity)\(name)\t\(site.state)", readings(site)]
      + site.nodes.map { "  \(line($0))" }
      + site.waiting.map { phrases.text(Phrase("said.chain-waits", ["chain": $0])) }
      + site.held.map { held in
        let missing = held.missing.map(phrases.text).joined(separator: "; ")
        return "  \(held.file)\t\(held.from)\t\(missing)"
      }
      + site.attention.map { ($0.isWrong ? "  ✘ " : "  · ") + phrases.text($0.phrase) }
  }

  private func readings(_ site: AskSites.Answer) -> String {
    guard let month = site.month else { return "  " + phrases.text(Phrase("sites.no-zone")) }
    let values = [
      "month": month.month.description, "whole": String(month.whole),
      "points": String(month.points), "share": month.share.map { "\(percent($0)) %" } ?? "—",
      "day": site.lastDay?.description ?? "—",
    ]
    return "  " + phrases.text(Phrase("sites.month", values))
  }

  private func line(_ node: AskSites.Node) -> String {
    phrases.text(
      Phrase(
        "sites.node",
        [
          "node": node.name, "chain": node.chain, "spoke": node.spoke ?? "—",
          "heard": node.heard ?? "—", "behind": String(node.behind),
          "bytes": String(node.behindBytes), "ahead": String(node.ahead),
          "disk": node.health.map { String($0.disk) } ?? "—",
          "verified": node.health?.verified?.at ?? "—", "version": node.health?.version ?? "—",
        ]))
  }

  // GB/T 8170, and no figure that is not whole shows as 100.0.
  private func percent(_ share: Rational) -> String {
    let text = (share * Rational(100)).text(decimals: 1)
    return text == "100.0" && share < .one ? "99.9" : text
  }

  func json(_ site: AskSites.Answer) -> JSON {
    [
      "entity": .string(site.entity), "name": site.place.map { .string($0.name) } ?? .null,
      "sector": (site.place?.sector).map { .string($0.name) } ?? .null,
      "digest": .string(site.state.description), "facts": .string(site.facts.description),
      "chains": .array(site.chains.map(\.json)), "waiting": .array(site.waiting.map(JSON.string)),
      "conflicts": .number(String(site.conflicts)), "alerts": .number(String(site.alerts)),
      "lastDay": site.lastDay.map { .string($0.description) } ?? .null,
      "month": site.month.map(json) ?? .null, "nodes": .array(site.nodes.map(json)),
      "held": .array(site.held.map(json)), "alarms": .array(site.alarms.map { $0.json(phrases) }),
      "attention": json(site.attention),
    ]
  }

  func json(_ attention: [Attention]) -> JSON {
    .array(
      attention.map {
        [
          "kind": .string($0.kind), "about": $0.node.map(JSON.string) ?? .null,
          "wrong": .bool($0.isWrong), "text": .string(phrases.text($0.phrase)),
        ]
      })
  }

  private func json(_ month: MonthBoard) -> JSON {
    [
      "month": .string(month.month.description), "state": .string(month.state),
      "points": .number(String(month.points)), "whole": .number(String(month.whole)),
      "share": month.share.map { .string(percent($0)) } ?? .null,
    ]
  }

  private func json(_ node: AskSites.Node) -> JSON {
    let own: [String: JSON] = [
      "name": .string(node.name), "chain": .string(node.chain),
      "spoke": node.spoke.map(JSON.string) ?? .null,
      "heard": node.heard.map(JSON.string) ?? .null, "clock": node.clock?.json ?? .null,
      "behind": .number(String(node.behind)), "behindBytes": .number(String(node.behindBytes)),
      "ahead": .number(String(node.ahead)), "wants": .number(String(node.wants)),
      "format": node.format.map { .number(String($0)) } ?? .null,
    ]
    return .object(own.merging(NodeHealth.json(node.health)) { $1 })
  }

  func json(_ contact: AskStanding.Contact) -> JSON {
    [
      "with": .string(contact.node), "spoke": contact.spoke.map(JSON.string) ?? .null,
      "heard": contact.heard.map(JSON.string) ?? .null, "clock": contact.clock?.json ?? .null,
      "behind": .number(String(contact.behind)),
      "behindBytes": .number(String(contact.behindBytes)), "ahead": .number(String(contact.ahead)),
    ]
  }

  private func json(_ held: AskHeld.Held) -> JSON {
    [
      "file": .string(held.file), "from": .string(held.from), "bytes": .number(String(held.bytes)),
      "missing": .array(held.missing.map { .string(phrases.text($0)) }),
    ]
  }
}

extension ChainHead {
  /// `{chain, seq, commit}`.
  var json: JSON {
    ["chain": .string(chain), "seq": .number(String(seq)), "commit": .string(commit)]
  }
}

extension ClockOffset {
  /// `{seconds, hint}`: `zone` where it looks like another zone, `ahead` where it is off.
  var json: JSON {
    [
      "seconds": .number(String(seconds)),
      "hint": looksLikeZone ? "zone" : isOff ? "ahead" : .null,
    ]
  }
}

extension NodeHealth {
  /// `version`, `disk` (MiB), `verified {at, faults}`; null where the node says nothing.
  static func json(_ health: NodeHealth?) -> [String: JSON] {
    [
      "version": (health?.version).map(JSON.string) ?? .null,
      "disk": (health?.disk).map { .number(String($0)) } ?? .null,
      "verified": (health?.verified).map {
        ["at": .string($0.at), "faults": .number(String($0.faults))]
      } ?? .null,
    ]
  }
}
