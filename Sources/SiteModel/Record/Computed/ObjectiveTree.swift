/// The objectives that count, by what they are broken down from (6.2.2).
struct ObjectiveTree {
  private let below: [String: [OtherRecord]]
  private let latest: [String: Rational]

  init(_ others: any OtherRecords) throws {
    let objectives = try others.records(of: "objective").filter(\.counts)
    below = Dictionary(grouping: objectives) { $0.fields["parent"]?.string ?? "" }
    let measured = try others.records(of: "objective-measurement").filter(\.counts)
      .compactMap { other in
        other.fields["period"]?.string.flatMap(MeasuredPeriod.init).map { (other.fields, $0) }
      }
      .sorted { $0.1 < $1.1 }
    latest = Dictionary(
      measured.compactMap { fields, _ in
        fields["objective"]?.string.flatMap { id in fields.number("value").map { (id, $0) } }
      }
    ) { $1 }
  }

  /// What has been achieved below an objective, in per cent; nil where it is not broken down, or where one
  /// of them has no weight or no figure.
  ///
  /// - Parameter path: the objectives above it: a circle has no figure.
  func rolledUp(_ id: String, path: Set<String>) -> Rational? {
    guard let children = below[id], !children.isEmpty, !path.contains(id) else { return nil }
    var (sum, weights) = (Rational.zero, Rational.zero)
    for child in children {
      guard let weight = child.fields.number("weight"),
        let achieved = rolledUp(child.key.id, path: path.union([id])) ?? measured(child)
      else { return nil }
      (sum, weights) = (sum + weight * achieved, weights + weight)
    }
    return weights > .zero ? sum / weights : nil
  }

  private func measured(_ objective: OtherRecord) -> Rational? {
    guard let value = latest[objective.key.id] else { return nil }
    return ObjectivePath(objective.fields)?.share(value)
  }
}
