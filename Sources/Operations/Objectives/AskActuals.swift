import Indexing
package import SiteModel

/// What objectives have come to, computed from live data by their formulas (6.2.1, 9.1.3).
package struct AskActuals {
  /// One objective of the period.
  package struct Answer: Sendable {
    package let objective: PicturedRecord
    /// What its formula comes to; nil where it cannot be computed.
    package let actual: Rational?
    /// The metrics its formula names that have a value.
    package let metrics: [Metric.Value]
    /// Those that have none.
    package let missing: [Metric]
    /// Whether the formula is one over metrics at all.
    package let isFormula: Bool

    /// Whether the target is met; nil where there is no value or no target.
    package var isMet: Bool? {
      guard let actual, let target = objective.number("target") else { return nil }
      return switch objective.text("direction") {
      case "at-least": actual >= target
      case "at-most": actual <= target
      default: actual == target
      }
    }
  }

  /// - Parameter period: what is measured; metrics of records are as of its last day.
  /// - Throws: what reading the facts throws.
  package static func run(over period: Period, at site: Site) throws -> [Answer] {
    let shelf = try CheckShelf(share: site.surroundings.share, records: site.schemas)
    let picture = try DrawPicture.run(on: nil, for: shelf, at: site)
    let wanted = objectives(in: picture).reduce(into: Set<Metric>()) {
      $0.formUnion(Metric.named(in: $1.text("formula") ?? ""))
    }
    return answers(in: picture, try MeasuredMetrics(period, site).values(of: wanted, picture))
  }

  /// The same from metrics that were measured already.
  static func answers(in picture: SitePicture, _ found: [Metric.Value]) -> [Answer] {
    let values = Dictionary(found.map { ($0.metric, $0) }) { $1 }
    return objectives(in: picture).map { answer($0, values) }
  }

  private static func objectives(in picture: SitePicture) -> [PicturedRecord] {
    picture.standing("objective").filter { $0.permits.contains(.inForce) }
  }

  private static func answer(
    _ objective: PicturedRecord, _ values: [Metric: Metric.Value]
  ) -> Answer {
    let formula = objective.text("formula") ?? ""
    let named = Metric.named(in: formula).sorted { $0.rawValue < $1.rawValue }
    return Answer(
      objective: objective, actual: try? Metric.answer(formula, values),
      metrics: named.compactMap { values[$0] }, missing: named.filter { values[$0] == nil },
      isFormula: Metric.isFormula(formula))
  }
}
