import SiteModel

extension SiteViews {
  /// `policy-reach`: one row, how many of the staff the policy in force has reached (5.2.2).
  static let policyReach = View(name: "policy-reach") { view, site, _, _ in
    let coverage = try PolicyCoverage.run(on: site)
    guard let policy = coverage.policy else { return [] }
    let met = coverage.communications.map(\.attended).max() ?? 0
    let count = { (number: Int) in JSON.number(String(number)) }
    let row = view.row(
      policy.number,
      [
        "number": .string(policy.number), "version": .string(policy.version),
        "staff": count(coverage.staff),
        "reached": count(min(coverage.staff, max(coverage.acknowledged, met))),
        "holders": count(coverage.holders.all),
        "holdersReached": count(coverage.holders.acknowledged),
      ])
    return [row].compactMap { $0 }
  }
}
