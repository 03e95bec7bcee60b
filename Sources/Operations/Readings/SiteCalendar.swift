import Indexing
package import SiteModel
import Storage

extension Site {
  /// The frame in which this site counts days and months.
  ///
  /// - Parameters:
  ///   - zone: another zone for this answer only.
  ///   - natural: midnight and the first of the month instead of the production day.
  ///   - knownAt: only what was known then.
  /// - Throws: ``CalendarFault/noZone`` if nobody has said the zone yet: it is never guessed.
  package func calendar(
    zone: Offset? = nil, natural: Bool = false, knownAt: VersionVector? = nil
  ) throws -> ProductionCalendar {
    let key = RecordKey.site(identity.site)
    let state = try index.state(of: key, knownAt: knownAt)
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
}

/// Why days cannot be counted.
package enum CalendarFault: Fault, Equatable {
  /// Neither `init --zone` nor an import has said the zone.
  case noZone

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase { Phrase("calendar.no-zone") }
}
