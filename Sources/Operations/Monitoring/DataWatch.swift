import Indexing
import SiteModel

/// Runs the rules on record when data arrive (9.1.1 「实时监测数据采集、传输、存储过程」): what they find is on record
/// at once, written by the node itself.
///
/// Nothing is written where no rule finds anything new, and nothing at all where there are no rules.
package struct DataWatch {
  /// New readings: of which points, and the time from the first to the last.
  struct Arrival: Sendable, Hashable {
    private(set) var points: Set<String> = []
    private(set) var span: ClosedRange<Int64>?

    mutating func add(_ columns: ReadingColumns) {
      points.formUnion(Set(columns.point).map { columns.points[Int($0)] })
      if let first = columns.time.min(), let last = columns.time.max() { add(first...last) }
    }

    mutating func add(_ parts: [ReadingColumns]) { parts.forEach { add($0) } }

    mutating func add(_ point: String, at moment: Instant) {
      points.insert(point)
      add(moment.seconds...moment.seconds)
    }

    private mutating func add(_ times: ClosedRange<Int64>) {
      span =
        span.map { min($0.lowerBound, times.lowerBound)...max($0.upperBound, times.upperBound) }
        ?? times
    }
  }

  /// The same of readings that a person entered.
  static func run(_ readings: [EnteredReading], on site: Site) {
    var arrival = Arrival()
    for reading in readings { arrival.add(reading.cell.point.id, at: reading.cell.at) }
    run(arrival, on: site)
  }

  /// - Parameter site: as it stands after the readings were written.
  ///
  /// The readings are facts already: what keeps the rules from running is told, and undoes nothing.
  static func run(_ arrival: Arrival, on site: Site) {
    do { try raise(arrival, on: site.unattended) } catch {
      let why = (error as? any Fault)?.phrase ?? Phrase("watch.system", ["why": "\(error)"])
      site.surroundings.tell(Phrase("alert.not-watched", within: ["why": [why]]))
    }
  }

  /// Runs every rule over the days that alerts look at: what comes of time alone, such as a reading that is
  /// missing or a validity that has ended, no arrival tells.
  package static func runAll(on site: Site) throws {
    guard try hasRules(site) else { return }
    try site.follow()
    try raise(AlertSources.rules(site, site.today), on: site.unattended)
  }

  private static func hasRules(_ site: Site) throws -> Bool {
    try !site.index.states(of: "data-rule").isEmpty
  }

  private static func raise(_ arrival: Arrival, on site: Site) throws {
    guard let times = arrival.span, try hasRules(site) else { return }
    let span = Instant(seconds: times.lowerBound)..<Instant(seconds: times.upperBound + 1)
    try raise(RuleSignals(site, over: span, points: arrival.points).all(), on: site)
  }

  private static func raise(_ found: [AlertSignal], on site: Site) throws {
    let phrases = PhraseBook(.zh, share: site.surroundings.share)
    let raised = try AskAlerts.raise(AskAlerts.known(found, on: site), nil, on: site) {
      phrases.text($0)
    }
    guard !raised.isEmpty else { return }
    site.surroundings.tell(Phrase("said.alerts-raised", ["total": String(raised.count)]))
    raised.forEach { site.surroundings.tell($0.phrase) }
  }
}
