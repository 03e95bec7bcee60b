import Indexing
import SiteModel

/// The alerts on record, found by what they are about.
struct RaisedAlerts {
  /// One of them, of a rule and a point.
  private struct Alert {
    let key: RecordKey
    let from: Int64, until: Int64
    let isOpen: Bool
  }

  private struct Subject: Hashable {
    let rule: String, point: String
  }

  private let signals: [String: RecordKey]
  private let alerts: [Subject: [Alert]]
  private static let day: Int64 = 86_400

  init(_ site: Site) throws {
    let records = try DrawPicture.run(on: nil, types: [AskAlerts.type], at: site)
      .records[AskAlerts.type, default: []]
    signals = Dictionary(
      records.compactMap { record in record.text("signal").map { ($0, record.key) } }
    ) { first, _ in first }
    alerts = records.reduce(into: [:]) { alerts, record in
      guard let rule = record.text("rule"), let point = record.text("point"),
        let from = record.moment("from"), let until = record.moment("until")
      else { return }
      alerts[Subject(rule: rule, point: point), default: []].append(
        Alert(
          key: record.key, from: from, until: until, isOpen: !record.permits.contains(.closed)))
    }
  }

  /// The record of a signal; of trouble that goes on, the open record of the same rule and point within
  /// 24 hours of it.
  func record(of signal: AlertSignal) -> RecordKey? {
    signals[String(signal.id.prefix(200))]
      ?? (signal.goesOn ? near(signal).last(where: \.isOpen)?.key : nil)
  }

  /// The closed record that a signal repeats: of the same rule and point, within 24 hours before.
  func repeated(by signal: AlertSignal) -> RecordKey? { near(signal).last { !$0.isOpen }?.key }

  private func near(_ signal: AlertSignal) -> [Alert] {
    guard let rule = signal.rule, let point = signal.point, let span = signal.span else {
      return []
    }
    let wide = (span.lowerBound.seconds - Self.day)...(span.upperBound.seconds + Self.day)
    return alerts[Subject(rule: rule.id, point: point.id), default: []]
      .filter { $0.from <= wide.upperBound && $0.until >= wide.lowerBound }
      .sorted { $0.from < $1.from }
  }
}

extension PicturedRecord {
  fileprivate func moment(_ field: String) -> Int64? {
    text(field).flatMap { Instant.parse($0)?.instant.seconds }
  }
}
