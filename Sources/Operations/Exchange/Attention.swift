package import SiteModel

/// Something on headquarters' board that a person should look at.
package struct Attention: Sendable {
  /// The word by which programs know it.
  package let kind: String
  /// The node it is about; nil: the entity.
  package let node: String?
  /// Whether something is wrong; else it only waits.
  package let isWrong: Bool
  package let phrase: Phrase

  private init(
    _ kind: String, of node: String? = nil, wrong: Bool = false, _ values: [String: String] = [:]
  ) {
    (self.kind, self.node, isWrong) = (kind, node, wrong)
    phrase = Phrase("attention.\(kind)", values)
  }

  private init(_ alarm: Alarm) {
    (kind, node, isWrong, phrase) = (alarm.name, nil, true, alarm.phrase)
  }
}

extension Attention {
  /// Of an entity; what is wrong first.
  static func all(of site: AskSites.Answer, at now: Instant) -> [Attention] {
    let counts = [
      ("conflicts", site.conflicts), ("waiting", site.waiting.count), ("held", site.held.count),
      ("alerts", site.alerts),
    ]
    let waiting = counts.filter { $0.1 > 0 }.map { Attention($0.0, ["count": String($0.1)]) }
    let nodes = site.nodes.flatMap { all(of: $0, at: now) }
    return sorted(site.alarms.map(Attention.init) + nodes + waiting)
  }

  /// Of a node, by what it says of itself.
  static func all(of alarms: [Alarm], conflicts: Int, _ health: NodeHealth) -> [Attention] {
    let waiting =
      conflicts > 0 ? [Attention("conflicts", ["count": String(conflicts)])] : []
    return sorted(alarms.map(Attention.init) + all(of: health, at: nil, node: nil) + waiting)
  }

  private static func sorted(_ all: [Attention]) -> [Attention] {
    all.filter(\.isWrong) + all.filter { !$0.isWrong }
  }

  private static func all(of node: AskSites.Node, at now: Instant) -> [Attention] {
    guard node.spoke != nil else { return [Attention("never", of: node.name, ["node": node.name])] }
    return clock(of: node) + silence(of: node, now)
      + (node.health.map { all(of: $0, at: now, node: node.name) } ?? [])
  }

  private static func clock(of node: AskSites.Node) -> [Attention] {
    guard let clock = node.clock, clock.isOff else { return [] }
    let values = ["node": node.name, "seconds": String(clock.seconds)]
    let kind = clock.looksLikeZone ? "clock-zone" : "clock"
    return [Attention(kind, of: node.name, values)]
  }

  private static func silence(of node: AskSites.Node, _ now: Instant) -> [Attention] {
    guard let days = days(since: node.heard, now), days > silentDays else { return [] }
    return [Attention("silent", of: node.name, ["node": node.name, "days": String(days)])]
  }

  private static func all(of health: NodeHealth, at now: Instant?, node: String?) -> [Attention] {
    var found: [Attention] = []
    let name = node ?? "—"
    if let verified = health.verified, verified.faults > 0 {
      found.append(
        Attention(
          "faults", of: node, wrong: true, ["node": name, "faults": String(verified.faults)]))
    }
    if health.disk < leastFree {
      found.append(Attention("disk", of: node, ["node": name, "free": String(health.disk)]))
    }
    if let now, let days = days(since: health.verified?.at, now), days > verifiedDays {
      found.append(Attention("verify", of: node, ["node": name, "days": String(days)]))
    }
    return found
  }

  private static func days(since clock: String?, _ now: Instant) -> Int? {
    clock.flatMap { Instant.parse($0) }.map { Int((now.seconds - $0.instant.seconds) / 86_400) }
  }

  /// A node that is met by stick is met once a month.
  private static let silentDays = 35
  private static let verifiedDays = 35
  /// MiB.
  private static let leastFree = 1024
}
