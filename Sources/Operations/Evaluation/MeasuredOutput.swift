import Indexing
import SiteModel

/// What the plant has made: the points of the kind `output`, added up.
struct MeasuredOutput {
  private let sources: [PointReadings]

  init(on site: Site) throws {
    let calendar = try site.calendar()
    sources = try Points(of: site).asked([]).filter { $0.settings.latest.kind == .output }
      .map { PointReadings(of: $0, on: site, calendar) }
  }

  /// nil where something of it is not known, since a part is no output; and where nothing is made, or
  /// things that cannot be added.
  func over(_ period: Period) throws -> Quantity? {
    let made = try sources.flatMap { try $0.consumed([period]) }
    guard let unit = try made.first.map({ try SiteModel.Unit($0.unit) }) else { return nil }
    var sum = Rational.zero
    for part in made {
      let own = try SiteModel.Unit(part.unit)
      guard let value = part.value, part.complete, own.dimension == unit.dimension
      else { return nil }
      sum = sum + (try Quantity(value, own).converted(to: unit).value)
    }
    return Quantity(sum, unit)
  }
}
