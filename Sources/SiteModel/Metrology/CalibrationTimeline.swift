/// What state of calibration an instrument was in on every day, built once and asked often.
package struct CalibrationTimeline: Sendable {
  /// From a day on, until the next.
  package struct Stretch: Sendable {
    /// Days since 1970.
    package let from: Int64
    /// Before its validity ends.
    package let state: CalibrationState
    /// The last day it is good, days since 1970; nil: no end.
    package let until: Int64?
    /// Whether the stretch is of a failed calibration or what follows it.
    package let record: RecordKey?
  }

  /// Ascending by day; of one day, in the order in which things happened.
  package let stretches: [Stretch]

  /// - Parameters:
  ///   - events: of this instrument, in any order.
  ///   - reopened: days from which it must be calibrated again, with the records that say so.
  ///   - sealed: days on which it was sealed, with the records that say so.
  package init(
    _ events: [CalibrationEvent], reopened: [(CivilDate, RecordKey)] = [],
    sealed: [(CivilDate, RecordKey)] = []
  ) {
    var turns = reopened.map { Turn($0.0, 0, .needsCalibration, $0.1) }
    turns += sealed.map { Turn($0.0, 1, .sealed, $0.1) }
    turns += events.compactMap(Turn.init)
    var stretches: [Stretch] = []
    for turn in turns.sorted(by: { $0.order < $1.order }) {
      // Between a failure and the next good calibration nothing makes it better.
      guard turn.state != .needsCalibration || stretches.last?.state != .failed else { continue }
      stretches.append(turn.stretch)
    }
    self.stretches = stretches
  }

  /// The state on a day, given as days since 1970.
  package func state(onDay day: Int64) -> CalibrationState {
    guard let stretch = stretch(onDay: day) else { return .none }
    return stretch.until.map { $0 < day } ?? false ? .expired : stretch.state
  }

  package func state(on day: CivilDate) -> CalibrationState { state(onDay: day.days) }

  /// The last day of the validity that runs on a day, or that was the last to run; nil where there
  /// is none: what failed has no next day (8.1.3).
  package func validUntil(on day: CivilDate) -> CivilDate? {
    guard let stretch = stretch(onDay: day.days), stretch.state.isGood else { return nil }
    return stretch.until.map { CivilDate(days: $0) }
  }

  private func stretch(onDay day: Int64) -> Stretch? {
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].from <= day { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? stretches[low - 1] : nil
  }
}

/// Something after which the state is another.
private struct Turn {
  let stretch: CalibrationTimeline.Stretch
  /// By day; of one day, repairs before calibrations, and those by number.
  let order: (Int64, Int, String)

  var state: CalibrationState { stretch.state }

  init(_ day: CivilDate, _ rank: Int, _ state: CalibrationState, _ record: RecordKey) {
    stretch = .init(from: day.days, state: state, until: nil, record: record)
    order = (day.days, rank, record.id)
  }

  init?(_ event: CalibrationEvent) {
    let states: [CalibrationEvent.Outcome: CalibrationState] = [
      .passed: .valid, .limited: .limited, .failed: .failed,
    ]
    guard let state = states[event.outcome] else { return nil }
    stretch = .init(
      from: event.day.days, state: state, until: event.until?.days, record: event.record.key)
    order = (event.day.days, 2, event.record.name.string ?? "")
  }
}
