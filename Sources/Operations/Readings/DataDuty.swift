import Indexing
import SiteModel
import Storage

/// Whose duty it is to enter readings.
///
/// A remote plant must be able to save what somebody saw, so nothing is refused: readings of a person
/// whose posts have no such duty, or who is not authorised to collect on that day, are kept with a flag,
/// and listed with it (7.2.3).
enum DataDuty {
  /// The flag of readings that somebody without the duty entered.
  static let flag = "unauthorised"

  /// On-site operation, data collection, data review, metrology.
  private static let roles: Set<String> = ["operator", "collector", "data-reviewer", "metrologist"]

  /// Whether who works here now enters readings without the duty. Nobody named: the site itself does.
  static func isMissing(on site: Site) throws -> Bool {
    guard let person = site.actor?.person else { return false }
    let held = try site.index.people().roles(
      of: person.id, in: site.index.known(), on: site.today)
    return try held.isDisjoint(with: roles)
      || TaskAuthority(site).isMissing(.collect, of: person.id, on: site.today)
  }

  /// What the person is told.
  static func notice(to site: Site) -> Phrase {
    Phrase("reading.unauthorised", ["person": site.actor?.person.name ?? site.name])
  }
}

extension ReadingColumns {
  /// Marks every reading as entered by somebody without the duty.
  mutating func markUnauthorised() { flags[DataDuty.flag] = Array(time.indices) }
}
