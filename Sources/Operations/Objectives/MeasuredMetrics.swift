import Indexing
import SiteModel

/// The metrics of a period, from readings, inventories and records.
struct MeasuredMetrics {
  private let period: Period
  private let site: Site

  init(_ period: Period, _ site: Site) { (self.period, self.site) = (period, site) }

  /// The values there are of the metrics that somebody asks for.
  func values(of wanted: Set<Metric>, _ picture: SitePicture) throws -> [Metric.Value] {
    let days = period.dates(in: try site.calendar())
    var values = picture.metrics(over: days)
    if wanted.contains(.completeness) { values += try completeness() }
    if !wanted.isDisjoint(with: [.intensity, .total]) { values += try emission(days) }
    return values.filter { wanted.contains($0.metric) }
  }

  private func completeness() throws -> [Metric.Value] {
    let answers = try AskCompleteness.run([], over: period, on: site)
    let asked = answers.filter { $0.completeness.expected != nil }
    let expected = asked.compactMap(\.completeness.expected).reduce(0, +)
    let read = asked.map { min($0.completeness.read, $0.completeness.expected ?? 0) }.reduce(0, +)
    return [Metric.Value(.completeness, read, of: expected)].compactMap { $0 }
  }

  /// Of the newest inventory of exactly this period.
  private func emission(_ days: ClosedRange<CivilDate>) throws -> [Metric.Value] {
    guard let last = try ReadInventory.newest(of: days, on: site),
      let total = try JSON.parse(ReadInventory.text(last, on: site))["total"]?["value"]?.string
        .flatMap({ Rational($0) })
    else { return [] }
    var values = [Metric.Value(.total, total)]
    if let output = try MeasuredOutput(on: site).over(period) {
      values.append(Metric.Value(.intensity, total, per: output.value))
    }
    return values.compactMap { $0 }
  }
}
