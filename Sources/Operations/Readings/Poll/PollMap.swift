package import Foundation
import Indexing
import Intake
package import SiteModel
import Storage

/// Which meters a node polls: a register map that was saved under a name, and keeps its history.
package struct PollMap: Sendable {
  package let name: String
  /// As it was saved.
  package let json: JSON
  let map: RegisterMap

  /// Seconds from one round to the next.
  package var every: Int { map.every }
  /// Each device: its name, where it answers, and the points it shows.
  package var devices: [(name: String, address: String, points: [String])] {
    map.devices.map { ($0.name, "\($0.host):\($0.port)", $0.registers.map(\.point)) }
  }

  /// The member of a profile's plan that holds the map.
  static let member = "modbus"

  /// Every map saved at this node that was not made void, by name; one that cannot be read is told,
  /// and stops no other. Maps of the entity's other nodes are polled there.
  package static func all(on site: Site) throws -> [PollMap] {
    try site.index.states(of: "profile").compactMap { key, state in
      guard let name = state.values["name"]?.string,
        let json = state.values["plan"]?[member],
        state.values["plan"]?["node"]?.string == site.name, try site.voiding(of: key) == nil
      else { return nil }
      do throws(RegisterMapFault) {
        return PollMap(name: name, json: json, map: try RegisterMap(json))
      } catch {
        site.surroundings.tell(error.phrase)
        return nil
      }
    }
    .sorted { $0.name < $1.name }
  }

  /// Saves what a JSON file says; a map of the same name is changed.
  ///
  /// - Throws: ``RegisterMapFault``, ``PointFault``, ``PollFault``.
  @discardableResult
  package static func save(_ name: String, _ file: URL, on site: Site) throws -> PollMap {
    let json = try JSON.parse(try Data(contentsOf: file))
    let saved = PollMap(name: name, json: json, map: try RegisterMap(json))
    let others = try all(on: site).filter { $0.name != name }
    for register in saved.map.devices.flatMap(\.registers) {
      _ = try PolledPoint(register, on: site)
      if let other = others.first(where: { $0.polls(register.point) }) {
        throw PollFault.twice(point: register.point, map: other.name)
      }
    }
    if let other = try holder(of: name, on: site), other != site.name {
      throw PollFault.elsewhere(name: name, node: other)
    }
    let plan: JSON = [member: json, "node": .string(site.name)]
    _ = try ImportProfile.keep(name, plan, on: site)
    return saved
  }

  /// The node that polls by the map of a name.
  private static func holder(of name: String, on site: Site) throws -> String? {
    try site.index.states(of: "profile").map(\.state.values)
      .first { $0["name"]?.string == name && $0["plan"]?[member] != nil }?["plan"]?["node"]?.string
  }

  private func polls(_ point: String) -> Bool {
    map.devices.contains { $0.registers.contains { $0.point == point } }
  }
}

/// A point that a register shows, and what a reading of it means now.
struct PolledPoint {
  /// What can be seen in an instant.
  static let kinds: Set<ReadingKind> = [.register, .stock]

  let point: MeasurementPoint
  let unit: String

  /// - Throws: ``PointFault``; ``PollFault/covers(point:)`` for a point whose readings cover time: a
  ///   poll sees an instant.
  init(_ register: RegisterMap.Register, on site: Site) throws {
    point = try Points(of: site).usable(register.point)
    let timeline = SettingTimeline(point.settings, in: try site.calendar())
    let now = site.surroundings.clock.now().instant
    guard let setting = timeline.setting(at: now) else {
      throw ReadingFault.unset(
        point: register.point, at: now.text(at: try site.calendar().offset))
    }
    guard Self.kinds.contains(setting.kind) else {
      throw PollFault.covers(point: register.point)
    }
    unit = setting.unit
  }
}

/// Why meters cannot be polled.
package enum PollFault: Fault, Equatable {
  /// Nobody has saved a map.
  case noMap
  /// Another node of the entity polls by a map of this name.
  case elsewhere(name: String, node: String)
  /// Another map polls the point already.
  case twice(point: String, map: String)
  /// The point's readings cover time.
  case covers(point: String)
  /// The registers show no number that can be kept.
  case noNumber(words: String)
  /// Another program of this node polls.
  case polling
  /// The node's clock is at its beginning: every reading would get a wrong time.
  case clock(now: String)

  package var kind: FaultKind {
    switch self {
    case .clock: .unavailable
    case .polling: .refused
    default: .invalid
    }
  }

  package var phrase: Phrase {
    switch self {
    case .noMap: Phrase("poll.no-map")
    case .elsewhere(let name, let node):
      Phrase("poll.elsewhere", ["name": name, "node": node])
    case .twice(let point, let map): Phrase("poll.twice", ["point": point, "map": map])
    case .covers(let point): Phrase("poll.covers", ["point": point])
    case .noNumber(let words): Phrase("poll.no-number", ["words": words])
    case .polling: Phrase("poll.polling")
    case .clock(let now): Phrase("poll.clock", ["now": now])
    }
  }
}
