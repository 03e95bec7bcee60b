import SiteModel

/// DUE-09: every line of a maintenance plan, next on the day the plan says, or one cycle after it was done.
///
/// A patrol that looked at what a line has inspected is that inspection.
struct MaintenanceDues: DueSource {
  private static let title = BilingualText(zh: "维护保养和巡检", en: "Maintenance and patrols")
  private static let types = ["maintenance-plan", "maintenance-record", "patrol-inspection"]

  func items(_ ground: DueGround) throws -> [DueItem] {
    let picture = try DrawPicture.run(on: ground.day, types: Self.types, at: ground.site)
    return picture.records["maintenance-plan", default: []]
      .filter { ["approved", "running"].contains($0.state) }
      .flatMap { plan in plan.rows("lines").compactMap { Self.item($0, of: plan, picture) } }
  }

  private static func item(
    _ line: JSON, of plan: PicturedRecord, _ picture: SitePicture
  ) -> DueItem? {
    guard let next = line["nextOn"]?.string.flatMap({ CivilDate($0) }) else { return nil }
    let done = picture.doneOn(line, of: plan)
    let cycle = line["days"]?.number.flatMap { Int64($0) } ?? 0
    let due = done.map { max(next, CivilDate(days: $0.days + cycle)) } ?? next
    let named = { (field: String) in line[field]?.string.map { [$0] } ?? [] }
    let what = RecordDue(
      rule: "DUE-09", title: title, due: due, people: named("person"),
      departments: named("department"))
    let asset = line["asset"]?.string.flatMap { RecordKey($0) }.flatMap { picture[$0]?.label }
    return DueItem(
      what, of: plan.key, number: "\(plan.label)-\(line["seq"]?.number ?? "")",
      title: asset ?? line["asset"]?.string ?? "")
  }
}

extension SitePicture {
  /// The last day on which a line was done; nil: never since the plan.
  fileprivate func doneOn(_ line: JSON, of plan: PicturedRecord) -> CivilDate? {
    let works = users(of: plan.key, "maintenance-record").filter {
      $0.stands && $0.fields["planLine"]?.number == line["seq"]?.number
    }
    let patrols = standing("patrol-inspection").filter { patrol in
      line["work"] == "inspect"
        && patrol.rows("items").contains {
          $0["asset"] == line["asset"] && $0["result"] != "skipped"
        }
    }
    return (works + patrols).compactMap { $0.text("on").flatMap { CivilDate($0) } }.max()
  }
}
