package import Foundation
import Indexing
package import SiteModel
import Storage

/// Packs the evidence of a month (8.1.2): readings, imports, samples, reports, calibrations, the
/// inventory if there is one, and the records that bear on it, with their attachments.
package struct PackEvidence {
  package let made: Pack.Made
  package let month: Period
  /// The digest that was frozen; nil: the month is not frozen, and its evidence can still change.
  package let frozen: ContentHash?
  /// Whether what counts now is not what was frozen.
  package let isChanged: Bool
  /// The last day on which it is submitted in time.
  package let due: CivilDate
  /// The id of the inventory of the month.
  package let inventory: String?
  /// What is named and not here.
  package let lacking: [Phrase]

  /// Record types of a month, and the fields by which they bear on it.
  private static let types: [(type: String, fields: [String])] = [
    ("auto-manual-check", ["on"]), ("calibration-event", ["on", "validUntil"]),
    ("data-alert", ["from", "until", "raisedOn"]), ("data-correction", ["from", "until"]),
    ("instrument-status-change", ["at"]), ("lab-sample", ["from", "until"]),
    ("maintenance-record", ["on", "start", "end"]), ("meter-event", ["at", "until"]),
    ("monthly-evidence", ["month"]), ("retest", ["on"]),
  ]
  /// The setting of the check of 8.1.2, and what stands where no record sets it: days.
  private static let days = ("checks.evidence-days", 40)

  /// - Throws: ``PackFault``; what reading the facts throws. Then nothing is written.
  package static func run(
    _ month: Period, to file: URL, in phrases: [PhraseBook], on site: Site
  ) throws -> PackEvidence {
    try Pack.check(file, on: site)
    let tables = try PeriodTables(of: month, on: site)
    let last = try lastDay(of: month, tables.calendar, site)
    var (pack, records) = (Pack(), PackedRecords(phrases[0].language, on: site))
    let picture = try DrawPicture.run(
      on: nil, types: types.map(\.type) + ["lab-report", "setting"], at: site)
    let found = bearing(on: month.dates(in: tables.calendar), picture)
    let (readings, count) = try tables.readings()
    guard count > 0 || !found.isEmpty else { throw PackFault.empty(month: "\(month)") }
    pack.add("readings.csv", readings.bytes)
    pack.add("quantities.csv", try tables.quantities().bytes)
    pack.add("imports.csv", try tables.imports().bytes)
    pack.add("calibrations.csv", try tables.calibrations().bytes)
    for (type, keys) in found {
      try records.add(keys, of: type, in: "records", to: &pack)
      for key in keys { try records.attach(key, to: &pack) }
    }
    records.list(in: &pack)
    let inventory = try addInventory(month, tables.calendar, to: &pack, on: site)
    let state = try AskPeriods.answer(month, on: site)
    if state.frozen != nil { pack.add("month.json", try AskPeriods.content(of: month, on: site)) }
    let days = picture.settings[Self.days.0].flatMap { Int64($0.text) } ?? Int64(Self.days.1)
    let due = CivilDate(days: last.days + days)
    let about = EvidenceAbout(
      month: month, calendar: tables.calendar, state: state, due: due, inventory: inventory,
      facts: FactsDigest.of(try site.index.heads()), entity: site.entity)
    pack.add("README.txt", about.bytes(in: phrases, lacking: records.lacking))
    try AccessLog(site).exported("evidence \(month)")
    return PackEvidence(
      made: try pack.write(to: file, on: site), month: month, frozen: state.frozen?.digest,
      isChanged: state.isChanged, due: due, inventory: inventory, lacking: records.lacking)
  }

  private static func lastDay(
    of month: Period, _ calendar: ProductionCalendar, _ site: Site
  ) throws -> CivilDate {
    guard month.isMonth else { throw PackFault.notMonth(period: "\(month)") }
    let clock = site.surroundings.clock
    guard clock.isEarly || month.bounds(in: calendar).upperBound <= clock.now().instant else {
      throw PackFault.early(month: "\(month)")
    }
    return month.dates(in: calendar).upperBound
  }

  /// By type, ascending; a laboratory's report bears on the month of its samples.
  private static func bearing(
    on days: ClosedRange<CivilDate>, _ picture: SitePicture
  ) -> [(type: String, keys: [RecordKey])] {
    var found = types.map { type, fields in
      (
        type,
        picture.records[type, default: []].filter { $0.bears(on: days, by: fields) }.map(\.key)
      )
    }
    let samples = found.first { $0.0 == "lab-sample" }?.1 ?? []
    let reports = Set(samples.flatMap { picture.users(of: $0, "lab-report").map(\.key) })
    found.append(("lab-report", reports.sorted()))
    return found.filter { !$0.1.isEmpty }.sorted { $0.0 < $1.0 }
  }

  /// The approved inventory of the month, else the one drawn up last.
  private static func addInventory(
    _ month: Period, _ calendar: ProductionCalendar, to pack: inout Pack, on site: Site
  ) throws -> String? {
    let days = month.dates(in: calendar)
    let approved = try SlotKey(inventory: days).flatMap { try InventoriesInForce(on: site)[$0] }
    guard let id = try approved ?? ReadInventory.newest(of: days, on: site) else {
      return nil
    }
    pack.add("inventory.json", try ReadInventory.text(id, on: site))
    return id
  }
}
