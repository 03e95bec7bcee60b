package import Foundation
package import SiteModel

/// What an operation may use of the world; the doors hand it in.
package struct Surroundings: Sendable {
  /// The program's own files.
  package let share: Share
  /// The user's state folder, where tokens lie.
  package let state: URL
  /// What time it is, so the person's clock says.
  package let clock: WallClock
  /// Tells the person something while work goes on: waiting for a lock, progress.
  package let tell: @Sendable (Phrase) -> Void

  package init(
    share: Share, state: URL, clock: WallClock, tell: @escaping @Sendable (Phrase) -> Void
  ) {
    (self.share, self.state, self.clock, self.tell) = (share, state, clock, tell)
  }
}

/// The clock on the wall, which is shown and never trusted.
package struct WallClock: Sendable {
  /// The moment, and the offset the machine is set to.
  package let now: @Sendable () -> (instant: Instant, offset: Offset)

  package init(_ now: @escaping @Sendable () -> (instant: Instant, offset: Offset)) {
    self.now = now
  }

  /// Karez was not there before 2025: an earlier clock is an empty battery.
  var isEarly: Bool { now().instant.seconds < 1_735_689_600 }

  /// The machine's clock.
  package static let system = WallClock {
    let seconds = Int64(Date().timeIntervalSince1970.rounded(.down))
    let offset = Int32(TimeZone.current.secondsFromGMT()) / 60 * 60
    return (Instant(seconds: seconds), Offset(seconds: offset) ?? .utc)
  }

  /// The machine's clock, or one that stands still at `setting` (RFC 3339): `KAREZ_CLOCK`, for
  /// drills and tests.
  package init(setting: String?) throws(ClockFault) {
    guard let setting else {
      self = .system
      return
    }
    guard let fixed = Instant.parse(setting) else { throw .unreadable(setting) }
    self.init { (fixed.instant, fixed.offset) }
  }
}

/// Why a clock cannot be used.
package enum ClockFault: Fault, Equatable {
  case unreadable(String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .unreadable(let text): Phrase("clock.unreadable", ["text": text])
    }
  }
}
