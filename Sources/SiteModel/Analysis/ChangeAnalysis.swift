/// Why the emission of a period is not what it was: what each source contributes, by activity,
/// structure and factor (9.1.3).
package struct ChangeAnalysis: Sendable {
  /// What drives the emission.
  package enum Driver: String, Sendable {
    /// The output of the plant, where it is known of both periods.
    case output
    /// Without it, the sum of the activities of the same kind: energy with energy, mass with mass.
    case activity
  }

  /// One source of either period.
  package struct Row: Sendable {
    package let source: String
    package let name: String
    /// 0 where the inventory of the period has no such source; nil where it is not known.
    package let before: Rational?
    package let after: Rational?
    /// nil where either is not known.
    package let parts: Decomposition?
  }

  package let driver: Driver
  /// By source number.
  package let rows: [Row]

  /// The parts of all sources together; nil where one of them is not known.
  package var parts: Decomposition? {
    let known = rows.compactMap(\.parts)
    return known.count == rows.count ? known.reduce(.none, +) : nil
  }

  /// - Parameter output: before and after; nil where it is not known.
  package init(
    from before: [SourceTotal], to after: [SourceTotal], output: (Rational?, Rational?)
  ) {
    let pairs = Self.pairs(before, after)
    if let first = output.0, let last = output.1, first > .zero, last > .zero {
      driver = .output
      rows = pairs.map { $0.row(driver: (first, last)) }
    } else {
      driver = .activity
      rows = pairs.map { pair in
        let kin = pairs.filter { $0.dimension == pair.dimension }
        return pair.row(driver: (kin.map(\.activity.0).total, kin.map(\.activity.1).total))
      }
    }
  }

  private static func pairs(_ before: [SourceTotal], _ after: [SourceTotal]) -> [SourcePair] {
    let sides = [before, after].map { side in
      Dictionary(side.map { ($0.source, $0) }) { first, _ in first }
    }
    return Set(sides[0].keys).union(sides[1].keys).sorted().map {
      SourcePair(sides[0][$0], sides[1][$0])
    }
  }
}

/// One source in two periods.
private struct SourcePair {
  let before: SourceTotal?
  let after: SourceTotal?
  let dimension: Unit.Dimension?
  /// In base units; 0 where there is no such source, or its activity is not known.
  let activity: (Rational, Rational)

  init(_ before: SourceTotal?, _ after: SourceTotal?) {
    (self.before, self.after) = (before, after)
    let dimension = (after?.activity ?? before?.activity)?.unit.dimension
    // Other rules may measure something else: then it is not known.
    let value = { (side: SourceTotal?) -> Rational in
      guard let activity = side?.activity, activity.unit.dimension == dimension else {
        return .zero
      }
      return activity.value * activity.unit.scale
    }
    self.dimension = dimension
    activity = (value(before), value(after))
  }

  func row(driver: (Rational, Rational)) -> ChangeAnalysis.Row {
    let emission = [before, after].map { side -> Rational? in
      guard let side else { return .zero }
      return side.emission
    }
    var parts: Decomposition?
    if let first = emission[0], let last = emission[1] {
      let (from, to) = terms((first, last), driver)
      parts = Decomposition(from: from, to: to)
    }
    return ChangeAnalysis.Row(
      source: (after ?? before)?.source ?? "", name: (after ?? before)?.name ?? "",
      before: emission[0], after: emission[1], parts: parts)
  }

  /// What is not there in one of the periods, such as the factor of a source that did not run, is
  /// taken as in the other. Where the three do not give the emission, it stands for its activity.
  private func terms(
    _ emission: (Rational, Rational), _ driver: (Rational, Rational)
  ) -> (Decomposition.Term, Decomposition.Term) {
    let factors = Self.ratios(emission, activity)
    let structures = Self.ratios(activity, driver)
    let from = Decomposition.Term(
      driver: driver.0, structure: structures.0, factor: factors.0)
    let to = Decomposition.Term(
      driver: driver.1, structure: structures.1, factor: factors.1)
    if from.product == emission.0, to.product == emission.1 { return (from, to) }
    return (
      Decomposition.Term(driver: emission.0, structure: .one, factor: .one),
      Decomposition.Term(driver: emission.1, structure: .one, factor: .one)
    )
  }

  private static func ratios(
    _ above: (Rational, Rational), _ below: (Rational, Rational)
  ) -> (Rational, Rational) {
    let first = below.0 == .zero ? nil : above.0 / below.0
    let last = below.1 == .zero ? nil : above.1 / below.1
    return (first ?? last ?? .zero, last ?? first ?? .zero)
  }
}
