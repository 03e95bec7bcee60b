extension SitePicture {
  /// Working days from the closing meeting within which an audit is reported: our own measure.
  private static let reportDays = 10

  /// 9.3.3: every audit that is said to be reported, or whose closing meeting is longer ago than that, has a
  /// report; and every report has its three parts and was made in time.
  var reportsInTime: CheckAnswer {
    let audits = standing("audit").filter { audit in
      ["reported", "followup", "closed"].contains(audit.state)
        || audit.state == "findings" && (lastDay(ofReport: audit).map { $0 < day } ?? false)
    }
    let reports = standing("audit-report")
    let unreported = audits.filter { !users(of: $0.key, "audit-report").contains(where: \.stands) }
    return CheckAnswer(
      asking: audits + reports, failing: unreported + reports.filter { !isWholeInTime($0) })
  }

  private func lastDay(ofReport audit: PicturedRecord) -> CivilDate? {
    audit.text("closingOn").flatMap { CivilDate($0) }
      .map { workingDays.day(Self.reportDays, after: $0).day }
  }

  private func isWholeInTime(_ report: PicturedRecord) -> Bool {
    let parts = ["processOverview", "nonconformities", "conclusion"]
    guard parts.allSatisfy({ report.fields[$0] != nil }),
      let on = report.text("on").flatMap({ CivilDate($0) }),
      let audit = report.text("audit").flatMap({ RecordKey(type: "audit", id: $0) }),
      let last = self[audit].flatMap(lastDay)
    else { return false }
    return on <= last
  }
}
