import Indexing
package import SiteModel

/// The analysis of a period (9.1.3 「分析数据变化趋势、相关性、异常情况，找出影响碳排放关键因素和体系运行薄弱环节」):
/// computed from the facts held, written down only when a person takes it over.
package struct AnalysePeriod {
  /// The period that is asked about.
  package let now: Side
  /// The one before it, and the same a year earlier; of a year both are one, which stands once.
  package let earlier: [Side]
  /// Why the emission changed, against each of ``earlier`` that is known.
  package let changes: [(since: Period, analysis: ChangeAnalysis)]
  /// Of the twelve months that end with the period.
  package let correlations: [Correlated]
  package let anomalies: Anomalies
  package let weakPoints: [WeakPoint]
  package let calendar: ProductionCalendar
  /// Of all facts it rests on.
  package let facts: ContentHash

  /// One period of the comparison.
  package struct Side: Sendable {
    package let period: Period
    /// The approved inventory of the period; without one, what the facts give today; nil where they
    /// give none.
    package let inventory: Inventory?
    /// The id of the approved one.
    package let approved: String?
    /// Why there is none.
    package let lack: Phrase?
    /// nil where it is not wholly known.
    package let output: Quantity?

    /// nil where a source is not known.
    package var total: Rational? { inventory?.knownTotal }
    package var sources: [SourceTotal] { inventory?.sourceTotals ?? [] }

    /// tCO₂ for each unit of output.
    package var intensity: Rational? {
      guard let total, let output, output.value > .zero else { return nil }
      return total / output.value
    }
  }

  /// What goes together with output, month by month.
  package struct Correlated: Sendable {
    /// The number of the source; nil: the whole plant.
    package let source: String?
    package let what: What
    /// nil for fewer than three months, or where nothing varies.
    package let correlation: Correlation?

    /// What of it.
    package enum What: String, Sendable { case activity, emission }
  }

  /// - Throws: ``InventoryFault`` where the period itself has no inventory; what reading the facts
  ///   throws.
  package static func run(over period: Period, on site: Site) throws -> AnalysePeriod {
    let desk = try AnalysisDesk(on: site)
    let now = try desk.side(period, isNeeded: true)
    let others =
      period.previous == period.lastYear
      ? [period.previous] : [period.previous, period.lastYear]
    let earlier = try others.map { try desk.side($0) }
    let months = try period.twelveMonths(in: desk.calendar).map { try desk.side($0) }
    return AnalysePeriod(
      now: now, earlier: earlier,
      changes: earlier.filter { $0.inventory != nil }.map { side in
        let output = (side.output?.value, now.output?.value)
        return (side.period, ChangeAnalysis(from: side.sources, to: now.sources, output: output))
      },
      correlations: correlations(now, months),
      anomalies: try Anomalies(over: period, on: site),
      weakPoints: try WeakPoint.all(over: period, on: site), calendar: desk.calendar,
      facts: FactsDigest.of(try site.index.heads()))
  }

  private static func correlations(_ now: Side, _ months: [Side]) -> [Correlated] {
    let with = { (value: (Side) -> Rational?) in
      Correlation(months.map { ($0.output?.value, value($0)) })
    }
    let whole = Correlated(source: nil, what: .emission, correlation: with { $0.total })
    return [whole]
      + now.sources.flatMap { source in
        let own = { (side: Side) in side.sources.first { $0.source == source.source } }
        return [
          Correlated(
            source: source.source, what: .activity,
            correlation: with { own($0)?.activity?.value }),
          Correlated(
            source: source.source, what: .emission, correlation: with { own($0)?.emission }),
        ]
      }
  }
}

/// Where the sides of an analysis come from.
private struct AnalysisDesk {
  let calendar: ProductionCalendar
  private let site: Site
  private let approved: InventoriesInForce
  private let output: MeasuredOutput

  init(on site: Site) throws {
    self.site = site
    calendar = try site.calendar()
    approved = try InventoriesInForce(on: site)
    output = try MeasuredOutput(on: site)
  }

  /// - Parameter isNeeded: whether nothing can be said without its inventory.
  func side(_ period: Period, isNeeded: Bool = false) throws -> AnalysePeriod.Side {
    let id = SlotKey(inventory: period.dates(in: calendar)).flatMap { approved[$0] }
    var (inventory, lack): (Inventory?, Phrase?)
    do {
      inventory =
        try id.map { try ReadInventory.computed($0, on: site).inventory }
        ?? today(period)
    } catch let fault as InventoryFault where !isNeeded && fault.kind == .invalid {
      lack = fault.phrase
    }
    return AnalysePeriod.Side(
      period: period, inventory: inventory, approved: id, lack: lack,
      output: try output.over(period))
  }

  private func today(_ period: Period) throws -> Inventory {
    try InventoryBasis(
      site: site, period: period, calendar: calendar, knownAt: try site.index.known()
    ).inventory()
  }
}
