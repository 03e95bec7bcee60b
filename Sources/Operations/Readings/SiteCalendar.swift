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
    var values = try index.state(of: .site(identity.site), knownAt: knownAt).values
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
