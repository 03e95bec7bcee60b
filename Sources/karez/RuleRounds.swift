import Operations
import SiteModel

/// Runs the rules on record at once, and then every ten minutes.
struct RuleRounds {
  private static let pause = Duration.seconds(600)

  private let site: Site
  // A clock that is set back must not silence them.
  private var due = ContinuousClock.now

  init(_ site: Site) { self.site = site }

  /// Runs them if their time has come.
  ///
  /// - Returns: what kept them from running; the next round tries again.
  mutating func next() -> (any Fault)? {
    guard due <= .now else { return nil }
    due = .now + Self.pause
    do { try DataWatch.runAll(on: site) } catch {
      return error as? any Fault ?? RuleRoundFault("\(error)")
    }
    return nil
  }
}

/// The system kept the rules from running.
private struct RuleRoundFault: Fault {
  private let why: String
  let kind = FaultKind.unavailable

  init(_ why: String) { self.why = why }

  var phrase: Phrase { Phrase("watch.system", ["why": why]) }
}
