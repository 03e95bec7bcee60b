import Indexing
package import SiteModel

extension MeasurementPoint {
  /// Its record.
  package var key: RecordKey { .known("point", id) }
}

/// The measurement points of a node, found by the numbers people use.
package struct Points: Sendable {
  private let site: Site
  private let knownAt: VersionVector?

  /// - Parameter knownAt: only what was known then; nil: all that is held.
  package init(of site: Site, knownAt: VersionVector? = nil) {
    (self.site, self.knownAt) = (site, knownAt)
  }

  /// The point with a number or an id.
  ///
  /// - Throws: ``PointFault`` if there is none (naming similar numbers), or more than one.
  package func point(_ number: String) throws -> MeasurementPoint {
    let found = try site.index.find("point", number)
    guard let key = found.first else {
      throw PointFault.unknown(numbers: [number], near: try similar(to: number))
    }
    guard found.count == 1 else {
      throw PointFault.ambiguous(number: number, ids: found.map(\.id))
    }
    // Of records that are one point the smallest id speaks, whichever was named.
    let speaker = try site.index.same(as: key).first ?? key
    return try point(speaker, try site.index.state(of: speaker, knownAt: knownAt))
  }

  /// - Throws: ``ConflictFault/undecided(record:fields:)`` if nobody has decided how readings are
  ///   meant. A name in dispute stops nothing: all of them are said.
  private func point(_ key: RecordKey, _ state: RecordState) throws -> MeasurementPoint {
    var values = state.values
    let label = ["number", "name"].compactMap { state[$0]?.values.first?.string }.first ?? key.id
    let disputed = state.conflicts.filter { ["number", "settings"].contains($0) }
    guard disputed.isEmpty else {
      throw ConflictFault.undecided(record: "\(key) (\(label))", fields: disputed)
    }
    if let names = state["name"], names.isConflict {
      values["name"] = .string(names.values.compactMap(\.string).joined(separator: " | "))
    }
    return try MeasurementPoint(id: key.id, values)
  }

  /// The same point, for something new that is to rest on it.
  ///
  /// - Throws: ``PointFault/void(number:reason:)`` for one that was made void.
  func usable(_ number: String) throws -> MeasurementPoint {
    let point = try point(number)
    if let voiding = try site.voiding(of: point.key, knownAt: knownAt) {
      throw PointFault.void(number: number, reason: voiding.reason)
    }
    return point
  }

  /// Every point, by number; those of which it is not decided how readings are meant apart.
  package func all() throws -> (points: [MeasurementPoint], undecided: [(any Fault)]) {
    var (points, undecided): ([MeasurementPoint], [any Fault]) = ([], [])
    for (key, state) in try site.index.states(of: "point", knownAt: knownAt) {
      do { points.append(try point(key, state)) } catch let fault as ConflictFault {
        undecided.append(fault)
      }
    }
    return (points, undecided)
  }

  /// The points that a question is about: those named, or all but those that were made void.
  func asked(_ numbers: [String]) throws -> [MeasurementPoint] {
    guard numbers.isEmpty else { return try numbers.map(point) }
    return try all().points.filter { try site.voiding(of: $0.key, knownAt: knownAt) == nil }
  }

  /// Numbers at most two changes away, nearest first, three at most.
  package func similar(to number: String) throws -> [String] {
    let ranked = try site.index.numbers(of: "point")
      .map { ($0, Self.distance($0.lowercased(), number.lowercased())) }
    let near = ranked.filter { $0.1 <= 2 }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    return (near.isEmpty ? ranked : near).prefix(3).map(\.0)
  }

  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let cost = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(cost, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
