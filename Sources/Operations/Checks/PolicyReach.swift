import SiteModel

extension SiteViews {
  /// `policy-reach`: one row, how many of the staff the policy in force has reached (5.2.2).
  static let policyReach = View(name: "policy-reach") { view, site, day, known in
    let coverage = try PolicyCoverage.run(on: site, day: day, knownAt: known)
    guard let policy = coverage.policy else { return [] }
    let count = { (number: Int) in JSON.number(String(number)) }
    let row = view.row(
      policy.number,
      [
        "number": .string(policy.number), "version": .string(policy.version),
        "staff": count(coverage.staff), "reached": count(coverage.reached),
        "acknowledged": count(coverage.acknowledged), "waived": count(coverage.waived.count),
        "told": count(coverage.told), "counted": count(min(coverage.staff, coverage.counted)),
        "holders": count(coverage.holders.all), "holdersReached": count(coverage.holders.reached),
      ])
    return [row].compactMap { $0 }
  }
}
