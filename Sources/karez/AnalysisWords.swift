import Operations
import SiteModel

/// How the analysis of a period is said: five parts, each a field of the report.
struct AnalysisWords {
  private let answer: AnalysePeriod
  private let phrases: PhraseBook

  init(_ answer: AnalysePeriod, _ phrases: PhraseBook) {
    (self.answer, self.phrases) = (answer, phrases)
  }

  /// By field of the record `analysis-report`.
  var fields: [String: String] {
    Dictionary(uniqueKeysWithValues: parts.map { ($0.field, $0.lines.joined(separator: "\n")) })
  }

  /// Every part under its heading.
  var lines: [String] {
    [say("heading", ["period": "\(answer.now.period)"])] + answer.sides.flatMap(standing)
      + parts.flatMap { part in [say("part-\(part.field)")] + part.lines.map { "  " + $0 } }
  }

  /// What the data used was, and whether it can still change.
  var snapshot: String {
    let isOpen = answer.now.inventory?.isProvisional ?? true
    return say(isOpen ? "snapshot-open" : "snapshot", ["facts": answer.facts.description])
  }

  private var parts: [(field: String, lines: [String])] {
    [
      ("trend", answer.trend.map(trend)), ("correlation", answer.correlations.map(correlation)),
      ("keyFactors", contributions), ("abnormal", anomalies), ("weakPoints", weakPoints),
    ]
  }

  private func say(_ key: String, _ values: [String: String] = [:]) -> String {
    phrases.text(Phrase("analysis.\(key)", values))
  }

  /// What stands between a period and its figures.
  private func standing(_ side: AnalysePeriod.Side) -> [String] {
    var said: [String] = []
    if let lack = side.lack {
      said.append(phrases.text(lack))
    } else if side.total == nil {
      said.append(say("unknown"))
    } else if side.inventory?.isComplete == false {
      said.append(say("in-part"))
    }
    if side.total != nil, side.inventory?.isProvisional == true { said.append(say("provisional")) }
    return said.isEmpty
      ? [] : ["  \(side.period)\t" + said.joined(separator: say("and"))]
  }

  private func trend(_ row: AnalysisTrend) -> String {
    let decimals = row.what == .intensity ? 6 : 2
    let values = row.values.map { $0?.text(decimals: decimals) ?? "—" }
    let changes = zip(answer.earlier, row.changes).map { side, change in
      say(
        "change",
        ["since": "\(side.period)", "change": change.map(Self.signed) ?? "—"])
    }
    let label = row.source.map { "\($0) \(row.name)" } ?? say("whole")
    return ([label, say("what-\(row.what.rawValue)"), "\(values[0]) \(row.unit)"] + changes)
      .joined(separator: "\t")
  }

  private static func signed(_ percent: Rational) -> String {
    (percent > .zero ? "+" : "") + percent.text(decimals: 2) + " %"
  }

  private func correlation(_ row: AnalysePeriod.Correlated) -> String {
    let label = [row.source ?? say("whole"), say("what-\(row.what.rawValue)")]
    guard let found = row.correlation else {
      return (label + [say("uncorrelated")]).joined(separator: "\t")
    }
    let values = ["r": found.text(decimals: 4), "n": String(found.count)]
    return (label + [say("r", values)]).joined(separator: "\t")
  }

  private var contributions: [String] {
    let known = answer.changes.flatMap { change in
      let driver = say("driver-\(change.analysis.driver.rawValue)")
      let head = say("since", ["since": "\(change.since)", "driver": driver])
      let rows = change.analysis.rows.sorted {
        ($1.parts?.sum.magnitude ?? .zero, $0.source)
          < ($0.parts?.sum.magnitude ?? .zero, $1.source)
      }
      return [head] + rows.map { parts("\($0.source) \($0.name)", $0.parts) }
        + [parts(say("sum"), change.analysis.parts)]
    }
    return known.isEmpty ? [say("no-comparison")] : known
  }

  private func parts(_ label: String, _ parts: Decomposition?) -> String {
    guard let parts else { return "\(label)\t" + say("not-known") }
    let number = { (value: Rational) in
      (value > .zero ? "+" : "") + value.text(decimals: 2)
    }
    let values = [
      "sum": number(parts.sum), "activity": number(parts.activity),
      "structure": number(parts.structure), "factor": number(parts.factor),
    ]
    return "\(label)\t" + say("parts", values)
  }

  private var anomalies: [String] {
    let alerts = answer.anomalies.alerts.map { row in
      let cause = row.title.map { phrases.text(Phrase(title: $0)) } ?? say("no-cause")
      return say(
        "alerts", ["cause": cause, "count": String(row.count), "open": String(row.open)])
    }
    let gaps = answer.anomalies.gaps.map { row in
      phrases.text(
        Phrase(
          "analysis.gaps",
          ["count": String(row.count), "points": row.points.joined(separator: " ")],
          within: ["reason": [row.reason.phrase]]))
    }
    return alerts.isEmpty && gaps.isEmpty ? [say("no-anomalies")] : alerts + gaps
  }

  private var weakPoints: [String] {
    guard !answer.weakPoints.isEmpty else { return [say("no-weak-points")] }
    return answer.weakPoints.map { "\($0.subject)\t" + phrases.text($0.phrase) }
  }
}
