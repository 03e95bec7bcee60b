import Indexing
package import SiteModel
import Storage

/// From a production day on, a point's readings mean something else: another multiplier, unit or
/// number of digits. What was measured before keeps its meaning.
package struct ChangePoint {
  /// What the person said; what is nil stays as it was.
  package struct Wishes: Sendable {
    package var point: String
    /// The first production day of the new setting.
    package var from: CivilDate
    package var kind: ReadingKind?
    package var unit: String?
    package var multiplier: String?
    package var digits: Int?
    package var decimals: Int?
    /// Seconds of each interval.
    package var length: Int?
    package var reason: String?

    package init(point: String, from: CivilDate) { (self.point, self.from) = (point, from) }
  }

  /// - Returns: the point as it stands now.
  /// - Throws: ``PointSettingsFault/twice(from:)`` where a setting begins that day already;
  ///   ``ReadingFault/unset(point:at:)`` before the first; else as ``WriteRecord``.
  package static func run(_ wishes: Wishes, on site: Site) throws -> MeasurementPoint {
    let point = try Points(of: site).usable(wishes.point)
    let key = point.key
    try FrozenMonths(on: site).check(
      after: try site.calendar().start(of: wishes.from), point.number)
    let items = try site.index.state(of: key).values["settings"]?.array ?? []
    // The setting in force that day is the one that goes on.
    guard
      let before = items.filter({ day($0) <= wishes.from.days }).max(by: { day($0) < day($1) })
    else {
      throw ReadingFault.unset(point: point.number, at: "\(wishes.from)")
    }
    let settings =
      items + [changed(before, wishes, unit: try wishes.unit.map { try Unit($0).symbol })]
    var values = try site.index.state(of: key).values
    values["settings"] = .array(settings)
    let changed = try MeasurementPoint(id: point.id, values)
    _ = try WriteRecord.edit(
      "\(key)", ["settings": .array(settings)], reason: wishes.reason, on: site)
    return changed
  }

  private static func day(_ setting: JSON) -> Int64 {
    setting["from"]?.string.flatMap { CivilDate($0) }?.days ?? .min
  }

  private static func changed(_ before: JSON, _ wishes: Wishes, unit: String?) -> JSON {
    var members = before.object ?? [:]
    members["from"] = .string("\(wishes.from)")
    if let kind = wishes.kind { members["kind"] = .string(kind.rawValue) }
    if let unit { members["unit"] = .string(unit) }
    if let multiplier = wishes.multiplier { members["multiplier"] = .string(multiplier) }
    for (name, number) in [
      ("digits", wishes.digits), ("decimals", wishes.decimals), ("length", wishes.length),
    ] {
      if let number { members[name] = .number(String(number)) }
    }
    return .object(members)
  }
}
