import Operations
import SiteModel

/// One line of the trend: a figure in the period and in those it is compared with.
struct AnalysisTrend {
  enum What: String { case emission, output, intensity, activity }

  /// nil: the whole plant.
  let source: String?
  let name: String
  let what: What
  let unit: String
  /// Of the period, then of each earlier one; nil where it is not known.
  let values: [Rational?]

  /// In per cent of each earlier value; nil where either is not known, or there was nothing.
  var changes: [Rational?] {
    values.dropFirst().map { before in
      guard let now = values.first ?? nil, let before, before != .zero else { return nil }
      return (now - before) * Rational(100) / before
    }
  }
}

extension AnalysePeriod {
  var sides: [Side] { [now] + earlier }

  /// The plant, then every source of the period.
  var trend: [AnalysisTrend] {
    let unit = now.inventory?.totalUnit ?? ""
    let whole = [
      AnalysisTrend(
        source: nil, name: "", what: .emission, unit: unit, values: sides.map(\.total))
    ]
    return whole + made(unit) + now.sources.flatMap { own($0, unit) }
  }

  private func made(_ unit: String) -> [AnalysisTrend] {
    guard let output = now.output else { return [] }
    return [
      AnalysisTrend(
        source: nil, name: "", what: .output, unit: output.unit.symbol,
        values: sides.map { side in Self.value(side.output, in: output.unit) }),
      AnalysisTrend(
        source: nil, name: "", what: .intensity, unit: "\(unit)/\(output.unit.symbol)",
        values: sides.map(\.intensity)),
    ]
  }

  private func own(_ source: SourceTotal, _ unit: String) -> [AnalysisTrend] {
    let found = sides.map { side in side.sources.first { $0.source == source.source } }
    let line = { (what: AnalysisTrend.What, unit: String, values: [Rational?]) in
      AnalysisTrend(
        source: source.source, name: source.name, what: what, unit: unit, values: values)
    }
    var lines = [line(.emission, unit, found.map { $0?.emission })]
    if let activity = source.activity {
      let values = found.map { Self.value($0?.activity, in: activity.unit) }
      lines.append(line(.activity, activity.unit.symbol, values))
    }
    return lines
  }

  // What was measured in something else cannot be compared: it is not known.
  private static func value(_ quantity: Quantity?, in unit: Unit) -> Rational? {
    quantity.flatMap { try? $0.converted(to: unit).value }
  }
}
