import Indexing
package import SiteModel
import Storage

extension Site {
  /// The frame in which this entity counts days and months.
  ///
  /// `design.md` §5: "Periods use the entity's production day and zone": the plant's second node and
  /// its headquarters count as the plant does.
  ///
  /// - Parameters:
  ///   - zone: another zone for this answer only.
  ///   - natural: midnight and the first of the month instead of the production day.
  ///   - knownAt: only what was known then.
  /// - Throws: ``CalendarFault/noZone`` if nobody has said the zone yet: it is never guessed.
  package func calendar(
    zone: Offset? = nil, natural: Bool = false, knownAt: VersionVector? = nil
  ) throws -> ProductionCalendar {
    let (key, state) = try frame(knownAt: knownAt)
    // A day that begins at no decided hour would silently begin at midnight.
    let frame = ["zone", "dayStart", "monthStart"].filter { zone == nil || $0 != "zone" }
    let disputed = state.conflicts.filter { frame.contains($0) }
    guard disputed.isEmpty else {
      throw ConflictFault.undecided(record: key.description, fields: disputed)
    }
    var values = state.values
    if let zone { values["zone"] = .string(zone.description) }
    guard let calendar = ProductionCalendar(site: values) else { throw CalendarFault.noZone }
    return natural ? calendar.natural : calendar
  }

  /// Whether somebody has said in which zone the entity counts.
  func hasZone() throws -> Bool { try frame(knownAt: nil).1["zone"] != nil }

  /// The record that says it: the entity's first node's, this node's, or another's; the first of them
  /// that says a zone.
  private func frame(knownAt: VersionVector?) throws -> (RecordKey, RecordState) {
    let first = [entity, identity.site].map { RecordKey.site($0) }
    for key in first {
      let state = try index.state(of: key, knownAt: knownAt)
      if state["zone"] != nil { return (key, state) }
    }
    let others = try index.states(of: "site", knownAt: knownAt).sorted { $0.key < $1.key }
    if let found = others.first(where: { $0.state["zone"] != nil }) { return found }
    return (first[1], try index.state(of: first[1], knownAt: knownAt))
  }
}

/// Why days cannot be counted.
package enum CalendarFault: Fault, Equatable {
  /// Neither `init --zone` nor an import has said the zone.
  case noZone

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase { Phrase("calendar.no-zone") }
}
