import Foundation
import Indexing
import Operations
import SiteModel
import Storage
import TestSupport

/// A node with one register and one power meter, and files imported into it.
struct MeteredPlant {
  let folder: TemporaryFolder
  private(set) var site: Site
  private var files = 0

  init(dayStart: Int, monthStart: Int) throws {
    folder = try TemporaryFolder()
    var wishes = CreateSite.Wishes(site: "plant", name: "某厂")
    (wishes.zone, wishes.dayStart, wishes.monthStart) = (.beijing, dayStart, monthStart)
    site = try CreateSite.run(
      in: folder.url.appending(path: "p"), wishes, surroundings: Self.surroundings(folder)
    ).site
    for (number, kind, unit) in [("E-1", ReadingKind.register, "kWh"), ("P-1", .power, "kW")] {
      _ = try AddPoint.run(
        on: site, AddPoint.Wishes(number: number, name: number, kind: kind, unit: unit))
    }
  }

  private static func surroundings(_ folder: TemporaryFolder) throws -> Surroundings {
    Surroundings(
      share: try Share(explicit: projectFolder.path, executable: projectFolder),
      state: folder.url.appending(path: "state"), clock: .system, tell: { _ in })
  }

  /// The same index opened once more, with an ear for its statements.
  func traced(_ trace: @escaping @Sendable (String) -> Void) throws -> SiteIndex {
    let tables = try String(
      contentsOf: projectFolder.appending(path: "schema/index.sql"), encoding: .utf8)
    return try SiteIndex(
      at: site.layout.index, tables: tables, site: site.name, ground: site.index.ground,
      trace: trace)
  }

  /// Imports rows of one point: seconds since 1970 and a value in hundredths.
  mutating func take(
    _ point: String, _ rows: [(time: Int64, value: Int64)], length: Int? = nil,
    deciding decision: String? = nil
  ) throws {
    files += 1
    let path = folder.path("\(files).csv")
    let lines = rows.map { row in
      let label = Instant(seconds: row.time).text(at: .beijing)
      return "\(label),\(point),\(Decimal18(units: row.value, decimals: 2))\n"
    }
    try ("time,point,value\n" + lines.joined())
      .write(toFile: path, atomically: true, encoding: .utf8)
    var wishes = ImportWishes(file: path)
    (wishes.zone, wishes.label, wishes.accept) = (.beijing, "start", true)
    (wishes.kind, wishes.length) = (point == "E-1" ? .register : .power, length)
    wishes.falls = decision
    _ = try ImportReadings.run(on: site, wishes)
  }

  /// Counts days and months otherwise from now on.
  func count(dayStart: Int, monthStart: Int) throws {
    let values: [String: JSON] = [
      "dayStart": .number("\(dayStart)"), "monthStart": .number("\(monthStart)"),
    ]
    try site.write { _ = try $0.set(.site("plant"), values, "改生产日") }
  }

  /// Throws the index away and follows the store from its beginning.
  mutating func rebuild() throws {
    try SiteIndex.remove(site.layout.index)
    site = try Site.open(site.layout.root, surroundings: Self.surroundings(folder))
  }

  /// The consumption of consecutive periods: from day totals, which must be there, and from readings.
  func consumed(
    _ number: String, _ periods: [Period]
  ) throws -> (days: [Consumed]?, readings: [Consumed]) {
    let calendar = try site.calendar()
    let point = try Points(of: site).point(number)
    let bounds = periods.map { $0.bounds(in: calendar) }
    let borders = bounds.map(\.lowerBound) + bounds.suffix(1).map(\.upperBound)
    let timeline = SettingTimeline(point.settings, in: calendar)
    let dates =
      periods[0].dates(in: calendar)
      .lowerBound...periods[periods.count - 1].dates(in: calendar)
      .upperBound
    let totals = try site.index.dayTotals(of: point.id, in: timeline, dates: dates)
    let source = PointReadings(of: point, on: site, calendar)
    let shown = try source.shown(borders[0]..<borders[borders.count - 1])
    return (try totals?.by(borders), try Consumption.by(borders, of: shown))
  }
}
