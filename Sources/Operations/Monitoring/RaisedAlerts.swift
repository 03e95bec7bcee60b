import Indexing
import SiteModel

/// The alerts on record, found by what they are about.
struct RaisedAlerts {
  private struct Alert {
    let signal: String
    let key: RecordKey
    /// Seconds; nil where it is about no time.
    let from: Int64?, until: Int64?
    let isOpen: Bool
    let mayEdit: Bool
  }

  private let day: CivilDate
  private let alerts: [Alert]
  private static let oneDay: Int64 = 86_400

  init(_ site: Site) throws {
    day = site.today
    alerts = try DrawPicture.run(on: nil, types: [AskAlerts.type], at: site)
      .records[AskAlerts.type, default: []].compactMap { record in
        guard let signal = record.text("signal") else { return nil }
        return Alert(
          signal: signal, key: record.key, from: record.moment("from"),
          until: record.moment("until"), isOpen: !record.permits.contains(.closed),
          mayEdit: record.permits.contains(.mayEdit))
      }
  }

  /// The record of a signal; of a state, an open one; of trouble that goes on, an open one that began before
  /// it ended.
  func record(of signal: AlertSignal) -> RecordKey? {
    let name = signal.recorded(on: day)
    if let known = alerts.first(where: { $0.signal == name }) { return known.key }
    if signal.comesBack {
      let name = signal.id.prefix(180)
      let open = alerts.last {
        $0.isOpen && ($0.signal == signal.id || $0.signal.hasPrefix("\(name):"))
      }
      return open?.key
    }
    return open(of: signal)?.key
  }

  private func open(of signal: AlertSignal) -> Alert? {
    guard let span = signal.span else { return nil }
    return same(signal.trouble)
      .filter { $0.isOpen && $0.from.map { $0 < span.upperBound.seconds } ?? false }
      .max { ($0.from ?? 0) < ($1.from ?? 0) }
  }

  /// The end of what a signal's open record covers, where more has come since.
  func growth(of signal: AlertSignal) -> (key: RecordKey, until: Instant)? {
    guard let span = signal.span, let alert = open(of: signal), alert.mayEdit,
      let until = alert.until, until < span.upperBound.seconds
    else { return nil }
    return (alert.key, span.upperBound)
  }

  /// Until when trouble has been closed with its cause; nil: never.
  func settled(_ trouble: String) -> Instant? {
    same(trouble).filter { !$0.isOpen }.compactMap(\.until).max().map { Instant(seconds: $0) }
  }

  /// The closed record that a signal repeats: of the same trouble, within 24 hours before.
  func repeated(by signal: AlertSignal) -> RecordKey? {
    guard let span = signal.span else { return nil }
    return same(signal.trouble).last { alert in
      guard !alert.isOpen, let until = alert.until else { return false }
      return (0...Self.oneDay).contains(span.lowerBound.seconds - until)
    }?.key
  }

  private func same(_ trouble: String?) -> [Alert] {
    guard let trouble else { return [] }
    return alerts.filter { $0.signal.hasPrefix("\(trouble):") }
  }
}

extension PicturedRecord {
  fileprivate func moment(_ field: String) -> Int64? {
    text(field).flatMap { Instant.parse($0)?.instant.seconds }
  }
}
