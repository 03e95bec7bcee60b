import Foundation
import Indexing
package import SiteModel

/// What due days are computed from on a node: the shipped tables, and the records that stand in
/// their place.
package struct DueGround {
  let site: Site
  /// The day that is asked about.
  let day: CivilDate
  package let windows: DueWindows
  package let workingDays: WorkingDays
  /// What of the tables cannot be used.
  let remarks: [Phrase]

  /// The types of the records that replace shipped numbers; a node may not know them.
  static let settingType = "setting"
  static let holidayType = "holiday-year"

  package init(_ site: Site, on day: CivilDate) throws {
    (self.site, self.day) = (site, day)
    let share = site.surroundings.share
    do {
      let windows = try DueWindows(
        shipped: share.json(share.schema.appending(path: "due.json")))
      let years = try WorkingDays.shipped(
        share.json(share.schema.appending(path: "holidays.json")))
      let settings = try Self.settings(windows, on: site)
      let holidays = try Self.holidays(on: site)
      (self.windows, workingDays) = (settings.windows, WorkingDays(years + holidays.years))
      remarks = settings.remarks + holidays.remarks
    } catch let fault as SchemaFault {
      throw ShelfFault.schema(file: "due.json, holidays.json", fault)
    }
  }

  private static func settings(
    _ shipped: DueWindows, on site: Site
  ) throws -> (windows: DueWindows, remarks: [Phrase]) {
    var (windows, remarks) = (shipped, [Phrase]())
    for values in try current(settingType, on: site) {
      guard let name = values["name"]?.string, let value = values["value"]?.string else { continue }
      if !windows.take(name, value) {
        remarks.append(Phrase("due.bad-setting", ["name": name, "value": value]))
      }
    }
    return (windows, remarks)
  }

  private static func holidays(
    on site: Site
  ) throws -> (years: [WorkingDays.Year], remarks: [Phrase]) {
    let records = try current(holidayType, on: site)
    let years = records.compactMap { WorkingDays.Year($0) }
    let gap = Phrase("due.bad-holidays", ["count": String(records.count - years.count)])
    return (years, years.count == records.count ? [] : [gap])
  }

  /// What records of a type say that count: signed, or of a type that nobody signs.
  private static func current(_ type: String, on site: Site) throws -> [[String: JSON]] {
    guard let schema = site.schemas.newest(type) else { return [] }
    let isSigned = site.schemas.lifecycles[type] != nil
    return try site.index.records(of: type).compactMap { _, state, course in
      let counts = isSigned ? course?.permits(.counts) ?? false : true
      return counts && Envelope(of: state).voiding == nil ? schema.record(of: state) : nil
    }
  }
}
