import Operations
import SiteModel

extension AnalysePeriod {
  /// The analysis as `--json` prints it; numbers exact.
  func members(_ phrases: PhraseBook) -> [String: JSON] {
    [
      "period": .string("\(now.period)"), "zone": .string("\(calendar.offset)"),
      "facts": .string(facts.description), "sides": .array(sides.map(\.json)),
      "trend": .array(trend.map(\.json)), "correlation": .array(correlations.map(\.json)),
      "contribution": .array(changes.map { $0.analysis.json(since: $0.since) }),
      "anomalies": anomalies.json,
      "weakPoints": .array(
        weakPoints.map {
          [
            "kind": .string($0.kind.rawValue), "subject": .string($0.subject),
            "said": .string(phrases.text($0.phrase)),
          ]
        }),
    ]
  }
}

/// An exact number, or null where it is not known.
private func exact(_ value: Rational?) -> JSON { value.map { .string($0.unrounded) } ?? .null }

extension AnalysePeriod.Side {
  fileprivate var json: JSON {
    [
      "period": .string("\(period)"), "inventory": approved.map(JSON.string) ?? .null,
      "why": lack.map { .string($0.key) } ?? .null,
      "provisional": inventory.map { .bool($0.isProvisional) } ?? .null,
      "complete": inventory.map { .bool($0.isComplete) } ?? .null, "total": exact(total),
      "output": exact(output?.value),
      "outputUnit": output.map { .string($0.unit.symbol) } ?? .null,
      "intensity": exact(intensity),
    ]
  }
}

extension AnalysisTrend {
  fileprivate var json: JSON {
    [
      "source": source.map(JSON.string) ?? .null, "name": .string(name),
      "what": .string(what.rawValue), "unit": .string(unit),
      "values": .array(values.map { exact($0) }), "changes": .array(changes.map { exact($0) }),
    ]
  }
}

extension AnalysePeriod.Correlated {
  fileprivate var json: JSON {
    [
      "source": source.map(JSON.string) ?? .null, "what": .string(what.rawValue),
      "n": correlation.map { .number(String($0.count)) } ?? .null,
      "r": correlation.map { .string($0.text(decimals: 4)) } ?? .null,
      "r2": exact(correlation?.squared),
    ]
  }
}

extension ChangeAnalysis {
  fileprivate func json(since: Period) -> JSON {
    var members = parts.members
    members["since"] = .string("\(since)")
    members["driver"] = .string(driver.rawValue)
    members["sources"] = .array(rows.map(\.json))
    return .object(members)
  }
}

extension ChangeAnalysis.Row {
  fileprivate var json: JSON {
    var members = parts.members
    (members["source"], members["name"]) = (.string(source), .string(name))
    (members["before"], members["after"]) = (exact(before), exact(after))
    return .object(members)
  }
}

extension Decomposition? {
  fileprivate var members: [String: JSON] {
    [
      "change": exact(self?.sum), "activity": exact(self?.activity),
      "structure": exact(self?.structure), "factor": exact(self?.factor),
    ]
  }
}

extension Anomalies {
  fileprivate var json: JSON {
    [
      "alerts": .array(
        alerts.map {
          [
            "cause": $0.cause.map(JSON.string) ?? .null, "count": .number(String($0.count)),
            "open": .number(String($0.open)),
          ]
        }),
      "gaps": .array(
        gaps.map {
          [
            "reason": .string($0.reason.rawValue), "count": .number(String($0.count)),
            "points": .array($0.points.map(JSON.string)),
          ]
        }),
    ]
  }
}
