/// Which instrument read a point at a moment, and how far it could be trusted then: built once for
/// a point, asked for every reading.
package struct PointCalibration: Sendable {
  /// What is known of one reading.
  package struct Answer: Sendable, Hashable {
    package let state: CalibrationState
    /// The number of the instrument; nil where none is known to have been there.
    package let instrument: String?
  }

  private struct Span {
    let from: Int64
    let until: Int64
    let name: String
    let timeline: CalibrationTimeline
  }

  private let spans: [Span]
  private let offset: Int64

  /// - Parameter offset: of the clock by which days are told.
  package init(_ ledger: InstrumentLedger, point: String, offset: Offset) {
    self.offset = Int64(offset.seconds)
    spans = ledger.services(at: point).compactMap { service in
      guard let instrument = ledger.instruments[service.instrument],
        let timeline = ledger.timelines[service.instrument]
      else { return nil }
      return Span(
        from: service.from, until: service.until, name: instrument.name.string ?? "",
        timeline: timeline)
    }
  }

  /// Of a reading of a moment, or of an interval: then the worse of how it began and how it ended.
  ///
  /// - Parameters:
  ///   - time: seconds since 1970: the moment, or where the interval begins.
  ///   - length: seconds; 0 for a moment.
  package func answer(at time: Int64, length: Int32) -> Answer {
    let first = answer(at: time)
    guard length > 0 else { return first }
    let last = answer(at: time + Int64(length) - 1)
    return CalibrationState.worse(first.state, last.state) == first.state ? first : last
  }

  /// Where several instruments serve a point together, the worst of them.
  private func answer(at time: Int64) -> Answer {
    let local = time + offset
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    var found: Answer?
    for span in spans where span.from <= time && time < span.until {
      let state = span.timeline.state(onDay: day)
      if let found, CalibrationState.worse(found.state, state) == found.state { continue }
      found = Answer(state: state, instrument: span.name)
    }
    return found ?? Answer(state: .unknown, instrument: nil)
  }
}
