import Synchronization

/// Lets a node's calls to its disk and to a stick go wrong at a chosen one of them.
final class Fuse: Sendable {
  /// How it goes wrong.
  enum Mode: String, CaseIterable, Sendable {
    /// The process is gone before the call did anything.
    case killed
    /// The process is gone after the call did all of it.
    case killedAfter = "killed-after"
    /// This one call fails.
    case failed
    /// No write succeeds any more.
    case full

    var kills: Bool { self == .killed || self == .killedAfter }
  }

  /// What went wrong, and whether it was a write.
  struct Blow: Sendable {
    let mode: Mode
    let isWrite: Bool

    /// The kind of fault that is counted.
    var kind: String {
      switch mode {
      case .killed, .killedAfter: mode.rawValue
      case .failed: isWrite ? "write errors" : "read errors"
      case .full: "disk full"
      }
    }
  }

  private struct State {
    var mode: Mode?
    var countdown = 0
    var isBlown = false
    var dies = false
    var wasWrite = false
  }

  private let state = Mutex(State())

  /// From the `countdown`-th call on.
  func arm(_ mode: Mode, after countdown: Int) {
    state.withLock { $0 = State(mode: mode, countdown: countdown) }
  }

  /// - Returns: how it went wrong, if it did.
  func disarm() -> Blow? {
    state.withLock { state in
      defer { state = State() }
      guard state.isBlown || state.dies, let mode = state.mode else { return nil }
      return Blow(mode: mode, isWrite: state.wasWrite)
    }
  }

  /// Stands before and after every call.
  ///
  /// - Returns: how the call goes wrong; nil: it goes well.
  func before(isWrite: Bool) -> Mode? {
    state.withLock { state in
      guard let mode = state.mode else { return nil }
      if state.isBlown { return Self.lasts(mode, isWrite) ? mode : nil }
      state.countdown -= 1
      guard state.countdown <= 0 else { return nil }
      if mode == .killedAfter {
        state.dies = true
        return nil
      }
      guard mode != .full || isWrite else { return nil }
      (state.isBlown, state.wasWrite) = (true, isWrite)
      return mode
    }
  }

  /// - Returns: whether the process is gone now, with the call done.
  func after() -> Bool {
    state.withLock { state in
      guard state.dies else { return false }
      state.isBlown = true
      return true
    }
  }

  private static func lasts(_ mode: Mode, _ isWrite: Bool) -> Bool {
    switch mode {
    case .killed, .killedAfter: true
    case .failed: false
    case .full: isWrite
    }
  }
}
