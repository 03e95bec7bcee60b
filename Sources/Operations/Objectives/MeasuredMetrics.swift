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
    if !wanted.isDisjoint(with: [.intensity, .total]) { values += try emission(picture, days) }
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
  private func emission(
    _ picture: SitePicture, _ days: ClosedRange<CivilDate>
  ) throws -> [Metric.Value] {
    let own = try ReadInventory.list(on: site).filter {
      $0.values["from"]?.string == days.lowerBound.description
        && $0.values["until"]?.string == days.upperBound.description
    }
    guard let last = own.last,
      let total = try JSON.parse(ReadInventory.text(last.id, on: site))["total"]?["value"]?.string
        .flatMap({ Rational($0) })
    else { return [] }
    var values = [Metric.Value(.total, total)]
    if let output = try output(picture) {
      values.append(Metric.Value(.intensity, total, per: output))
    }
    return values.compactMap { $0 }
  }

  /// What the points of the kind `output` have counted; nil where something of it is not known: a part is no
  /// output.
  private func output(_ picture: SitePicture) throws -> Rational? {
    let points = picture.records["point", default: []].filter { point in
      point.rows("settings").contains { $0["kind"] == "output" }
    }
    .compactMap { $0.text("number") }
    guard !points.isEmpty else { return nil }
    let answers = try AskConsumption.run(
      on: site, AskConsumption.Question(points: points, period: period))
    let values = answers.map { $0.whole.complete ? $0.whole.value : nil }
    guard values.allSatisfy({ $0 != nil }) else { return nil }
    return values.compactMap { $0 }.reduce(Rational.zero, +)
  }
}
