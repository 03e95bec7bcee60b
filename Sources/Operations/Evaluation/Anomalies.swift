import Indexing
package import SiteModel

/// What was out of order with the data of a period, counted by cause (9.1.3 「异常情况」).
package struct Anomalies: Sendable {
  /// Alerts of one cause.
  package struct Alerts: Sendable {
    /// The code and the name of the cause; nil where nobody has found it.
    package let cause: String?
    package let title: BilingualText?
    package let count: Int
    /// Of these, not closed yet.
    package let open: Int
    package let records: [RecordKey]
  }

  /// Gaps of one reason.
  package struct Gaps: Sendable {
    package let reason: Consumed.Reason
    package let count: Int
    /// The numbers of the points, ascending.
    package let points: [String]
  }

  /// The most frequent first.
  package let alerts: [Alerts]
  package let gaps: [Gaps]

  init(over period: Period, on site: Site) throws {
    let days = period.dates(in: try site.calendar())
    let schema = try site.schemas.schema(of: AskAlerts.type)
    let raised = try DrawPicture.run(on: nil, types: [AskAlerts.type], at: site)
      .records[AskAlerts.type, default: []].filter { $0.bears(on: days, by: Self.fields) }
    let choices = schema["cause"]?.schema["x-choices"]
    alerts = Dictionary(grouping: raised) { $0.text("cause") }.map { cause, records in
      let name = cause.flatMap { choices?[$0] }
      return Alerts(
        cause: cause,
        title: name.map { BilingualText(zh: $0["zh"]?.string ?? "", en: $0["en"]?.string ?? "") },
        count: records.count, open: records.count(where: \.isOpenAlert), records: records.map(\.key)
      )
    }
    .sorted { ($1.count, $0.cause ?? "~") < ($0.count, $1.cause ?? "~") }
    gaps = Self.gaps(try AskCompleteness.run([], over: period, on: site))
  }

  /// An alert bears on the time it is about, and on the day it was raised.
  private static let fields = ["from", "until", "raisedOn"]

  private static func gaps(_ answers: [AskCompleteness.Answer]) -> [Gaps] {
    let all = answers.flatMap { answer in
      answer.completeness.gaps.map { (answer.point.number, $0.reason) }
    }
    return Dictionary(grouping: all, by: \.1).map { reason, gaps in
      Gaps(reason: reason, count: gaps.count, points: Set(gaps.map(\.0)).sorted())
    }
    .sorted { ($1.count, $0.reason.rawValue) < ($0.count, $1.reason.rawValue) }
  }
}

extension PicturedRecord {
  /// Whether an alert still waits for its cause.
  var isOpenAlert: Bool { ["open", "acknowledged"].contains(state) }
}
