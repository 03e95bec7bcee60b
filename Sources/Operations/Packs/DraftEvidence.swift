import Indexing
package import SiteModel

/// Drafts the record of a month's evidence (8.1.2) from what the node holds: quantities of accounting points,
/// output, laboratory reports. People stamp, retype and complete it.
package enum DraftEvidence {
  private static let type = "monthly-evidence"

  /// - Parameter person: who prepares it; nil: nobody yet.
  /// - Throws: ``PackFault/notMonth(period:)``; ``FollowingFault/begun(_:)`` where the month has one.
  package static func run(
    _ month: Period, preparedBy person: String?, on site: Site
  ) throws -> RecordKey {
    guard month.isMonth else { throw PackFault.notMonth(period: "\(month)") }
    let (calendar, clock) = (try site.calendar(), site.surroundings.clock)
    guard clock.isEarly || month.bounds(in: calendar).upperBound <= clock.now().instant else {
      throw PackFault.early(month: "\(month)")
    }
    let picture = try DrawPicture.run(on: nil, types: [type, "lab-sample", "lab-report"], at: site)
    if let there = picture.records[type, default: []].first(where: {
      $0.text("month") == "\(month)" && $0.state != "void"
    }) {
      throw FollowingFault.begun(there.key.description)
    }
    let days = month.dates(in: calendar)
    var fields: [String: JSON] = [
      "month": .string("\(month)"), "until": .string("\(days.upperBound)"),
      "items": .array(try quantities(month, calendar, site) + reports(days, picture)),
    ]
    fields["preparedBy"] = person.map(JSON.string)
    return try WriteRecord.new(type, fields, on: site)
  }

  /// One for each accounting point; a quantity that is not wholly known stays open.
  private static func quantities(
    _ month: Period, _ calendar: ProductionCalendar, _ site: Site
  ) throws -> [JSON] {
    try Points(of: site).asked([]).compactMap { point in
      let values = try site.index.state(of: point.key).values
      let isOutput = point.settings.latest.kind == .output
      guard values["role"] == "accounting" || isOutput else { return nil }
      var item: [String: JSON] = [
        "group": isOutput ? "output" : "param",
        "parameter": .string(String("\(point.number) \(point.name)".prefix(200))),
        "files": [.string(point.key.description)],
      ]
      let readings = PointReadings(of: point, on: site, calendar)
      if let consumed = try readings.consumedIfAny(over: month.bounds(in: calendar)),
        consumed.complete, let value = consumed.value
      {
        let exact = value.exactText.flatMap { $0.count <= 20 ? $0 : nil }
        item["value"] = .string(exact ?? value.text(decimals: 6))
        item["unit"] = .string(consumed.unit)
      }
      return .object(item)
    }
  }

  /// One for each report on a sample of the month.
  private static func reports(
    _ days: ClosedRange<CivilDate>, _ picture: SitePicture
  ) -> [JSON] {
    let samples = picture.records["lab-sample", default: []].filter {
      !["rejected", "void"].contains($0.state) && $0.bears(on: days, by: ["from", "until"])
    }
    let reports = Set(
      samples.flatMap { picture.users(of: $0.key, "lab-report") }.filter { $0.state != "void" }
        .map(\.key))
    return reports.sorted().compactMap { picture[$0] }.map { report in
      [
        "group": "report", "parameter": .string(String(report.label.prefix(200))),
        "files": [.string(report.key.description)],
      ]
    }
  }
}
