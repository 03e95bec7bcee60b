import Foundation
import Operations
import SiteModel

/// What a drawing of readings is made of; the template draws it, escaped like any text.
struct ChartView {
  struct Run {
    /// `x,y x,y …`.
    let trail: String
  }

  struct Gap {
    let left: String
    let width: String
  }

  struct Dot {
    let x: String
    let y: String
    let quality: String
    let tip: String
  }

  struct Tick {
    let place: String
    let words: String
  }

  let chartTitle: String
  let runs: [Run]
  let gaps: [Gap]
  let dots: [Dot]
  let across: [Tick]
  let up: [Tick]
  let legend: [Tick]
  let isEmpty: Bool
  let emptyText: String
}

/// Readings over time: lines only where readings follow each other, gaps shaded, doubtful readings marked
/// by colour and shape. Places on paper are no readings: only they are binary fractions.
struct ReadingChart {
  private let rows: [AskReadings.Row]
  private let span: Range<Instant>
  /// More than so many points are no longer told apart on a screen.
  private static let most = 1500
  private static let (left, width, top, height) = (70.0, 880.0, 16.0, 220.0)

  init(_ rows: [AskReadings.Row], _ span: Range<Instant>) { (self.rows, self.span) = (rows, span) }

  func view(at offset: Offset, _ visit: Visit) -> ChartView {
    let values = rows.compactMap { Double($0.value.description) }
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let step = max(1, rows.count / Self.most)
    let kept = rows.enumerated().filter { $0.offset.isMultiple(of: step) }.map(\.element)
    let places = kept.map { row in
      (x(row.at.seconds), y(Double(row.value.description) ?? low, low, high))
    }
    let breaks = breaks(kept)
    return ChartView(
      chartTitle: visit.say("page.chart-of-readings"),
      runs: runs(places, breaks), gaps: gaps(kept, breaks),
      dots: zip(kept, places).compactMap { dot($0, $1, offset, rows.count <= 400) },
      across: days(offset), up: levels(low, high),
      legend: [
        ChartView.Tick(place: "good", words: visit.say("page.quality-good")),
        ChartView.Tick(place: "doubtful", words: visit.say("page.quality-doubtful")),
        ChartView.Tick(place: "gap", words: visit.say("page.quality-gap")),
      ], isEmpty: rows.isEmpty, emptyText: visit.say("page.no-readings"))
  }

  /// The places in front of which readings are missing: much longer than usual passed.
  private func breaks(_ rows: [AskReadings.Row]) -> Set<Int> {
    let waits = zip(rows, rows.dropFirst()).map { $1.at.seconds - $0.at.seconds }
    guard let usual = waits.sorted().dropFirst(waits.count / 2).first else { return [] }
    return Set(waits.indices.filter { waits[$0] > usual * 2 + 60 }.map { $0 + 1 })
  }

  private func runs(_ places: [(Double, Double)], _ breaks: Set<Int>) -> [ChartView.Run] {
    var runs: [[String]] = [[]]
    for (index, place) in places.enumerated() {
      if breaks.contains(index) { runs.append([]) }
      runs[runs.count - 1].append("\(Self.text(place.0)),\(Self.text(place.1))")
    }
    return runs.filter { $0.count > 1 }.map { ChartView.Run(trail: $0.joined(separator: " ")) }
  }

  private func gaps(_ rows: [AskReadings.Row], _ breaks: Set<Int>) -> [ChartView.Gap] {
    breaks.sorted().map { index in
      let (from, until) = (x(rows[index - 1].at.seconds), x(rows[index].at.seconds))
      return ChartView.Gap(left: Self.text(from), width: Self.text(max(1, until - from)))
    }
  }

  private func dot(
    _ row: AskReadings.Row, _ place: (Double, Double), _ offset: Offset, _ showsAll: Bool
  ) -> ChartView.Dot? {
    let isDoubtful =
      !row.flags.isEmpty || [.expired, .failed].contains(row.calibration.state)
    guard isDoubtful || showsAll else { return nil }
    let marks = row.flags.isEmpty ? "" : " " + row.flags.joined(separator: " ")
    return ChartView.Dot(
      x: Self.text(place.0), y: Self.text(place.1), quality: isDoubtful ? "doubtful" : "good",
      tip: "\(row.at.text(at: offset)) \(row.value) \(row.unit)\(marks)")
  }

  private func days(_ offset: Offset) -> [ChartView.Tick] {
    let length = span.upperBound.seconds - span.lowerBound.seconds
    return (0...6).map { part in
      let at = Instant(seconds: span.lowerBound.seconds + length * Int64(part) / 6)
      let text = at.text(at: offset).prefix(length > 3 * 86_400 ? 10 : 16)
      return ChartView.Tick(
        place: Self.text(x(at.seconds)), words: String(text.dropFirst(5).replacing("T", with: " ")))
    }
  }

  private func levels(_ low: Double, _ high: Double) -> [ChartView.Tick] {
    guard !rows.isEmpty else { return [] }
    return (0...4).map { part in
      let value = low + (high - low) * Double(part) / 4
      return ChartView.Tick(
        place: Self.text(y(value, low, high)), words: String(format: "%.6g", value))
    }
  }

  private func x(_ seconds: Int64) -> Double {
    let length = Double(max(1, span.upperBound.seconds - span.lowerBound.seconds))
    return Self.left + Self.width * Double(seconds - span.lowerBound.seconds) / length
  }

  private func y(_ value: Double, _ low: Double, _ high: Double) -> Double {
    let part = high > low ? (value - low) / (high - low) : 0.5
    return Self.top + Self.height * (1 - part)
  }

  private static func text(_ number: Double) -> String { String(format: "%.1f", number) }
}
