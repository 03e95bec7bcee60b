import ArgumentParser
import Foundation
import SiteModel

/// Plays groups of nodes and sticks in one process, with everything going wrong by a seed.
@main
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "karez-sim",
    abstract: "Play schedules of nodes and sticks; after a quiet time all must hold the same.",
    discussion: """
      Each schedule has three to eight nodes at first and 50 to 200 steps; its seed is printed when
      anything is breached, and --replay plays it again, line by line. Ends with 1 at a breach, or
      if the time was not enough.
      """)

  @Option(help: "How many schedules.") var schedules = 2000
  @Option(help: "The seed that the seeds of all schedules come from.") var seed: UInt64 = 2026
  @Option(
    help: "Begin after so many of those seeds: what one run has played, the next goes on with.")
  var from = 0
  @Option(help: "Stop after so many seconds.") var seconds = 120
  @Option(help: "Play the one schedule of this seed, and show what happens.") var replay: UInt64?

  func run() async throws {
    try Self.holdHashesStill()
    if let replay {
      let outcome = Schedule.run(seed: replay)
      return try Self.end([outcome], after: .zero, wanted: 1)
    }
    guard schedules >= 0, from >= 0 else { throw ValidationError("less than none") }
    let clock = ContinuousClock()
    let begun = clock.now
    var random = SeededRandom(seed: seed)
    let seeds = (0..<(from + schedules)).map { _ in random.next() }.dropFirst(from)
    let limit = begun + .seconds(seconds)
    let outcomes = await Self.all(Array(seeds), until: limit)
    try Self.end(outcomes, after: clock.now - begun, wanted: schedules)
  }

  /// As many at once as there are processors.
  private static func all(
    _ seeds: [UInt64], until limit: ContinuousClock.Instant
  ) async -> [Schedule.Outcome] {
    await withTaskGroup(of: Schedule.Outcome?.self) { group in
      var (outcomes, next) = ([Schedule.Outcome](), 0)
      func begin() {
        guard next < seeds.count else { return }
        let seed = seeds[next]
        next += 1
        group.addTask {
          ContinuousClock().now < limit ? Schedule.run(seed: seed) : nil
        }
      }
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { begin() }
      for await outcome in group {
        guard let outcome else { continue }
        outcomes.append(outcome)
        if outcomes.count % 10_000 == 0 { say("\(outcomes.count) schedules") }
        if outcome.breach == nil { begin() } else { next = seeds.count }
      }
      return outcomes
    }
  }

  private static func end(
    _ outcomes: [Schedule.Outcome], after time: Duration, wanted: Int
  ) throws {
    for outcome in outcomes {
      guard let breach = outcome.breach else { continue }
      say(
        (["seed \(outcome.seed)"] + outcome.trace + ["breach: \(breach)"]).joined(separator: "\n"))
      say("again: karez-sim --replay \(outcome.seed)")
    }
    var faults = Dictionary(uniqueKeysWithValues: World.kinds.map { ($0, 0) })
    for outcome in outcomes { faults.merge(outcome.faults) { $0 + $1 } }
    func sum(_ count: (Schedule.Outcome) -> Int) -> Int { outcomes.reduce(0) { $0 + count($1) } }
    say("\(outcomes.count) schedules, \(sum(\.steps)) steps, \(sum(\.facts)) facts at the end")
    say(faults.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
    say(
      "\(sum(\.conflicts)) conflicts, \(outcomes.count { $0.breach != nil }) breaches, in \(time)")
    let never = wanted < 1000 ? [] : faults.filter { $0.value == 0 }.map(\.key)
    if !never.isEmpty { say("never happened: \(never.sorted())") }
    guard never.isEmpty, outcomes.count == wanted, outcomes.allSatisfy({ $0.breach == nil }) else {
      throw ExitCode(1)
    }
  }

  /// Begins anew with hashes that do not differ from run to run: the order in which a set or a
  /// dictionary is walked decides which call goes wrong.
  private static func holdHashesStill() throws {
    let name = "SWIFT_DETERMINISTIC_HASHING"
    guard ProcessInfo.processInfo.environment[name] == nil else { return }
    setenv(name, "1", 1)
    // Memory that is given back after every bundle costs a third of the time.
    setenv("MALLOC_TRIM_THRESHOLD_", "1073741824", 1)
    setenv("MALLOC_MMAP_THRESHOLD_", "1073741824", 1)
    setenv("MALLOC_TOP_PAD_", "67108864", 1)
    var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
    execv("/proc/self/exe", &arguments)
    throw Breach("cannot begin anew")
  }

  private static func say(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
  }
}
