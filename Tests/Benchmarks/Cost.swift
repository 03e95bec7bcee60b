import Foundation

/// What one process cost.
struct Cost {
  /// Seconds on the wall from the start to the end.
  let seconds: Double
  /// The most memory it held, in MiB. The kernel counts this program's own few MiB as the child's
  /// until it begins, so less than those is never said.
  let peak: Double

  /// Runs a program to its end.
  ///
  /// - Throws: ``Failed`` if it says anything but success.
  static func of(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    input: String? = nil
  ) throws -> Cost {
    let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    var settings: [UnsafeMutablePointer<CChar>?] = all.map { strdup("\($0.key)=\($0.value)") }
    defer { (words + settings).forEach { free($0) } }
    words.append(nil)
    settings.append(nil)
    let clock = ContinuousClock()
    let start = clock.now
    var child: pid_t = 0
    guard posix_spawnp(&child, program, &actions, nil, words, settings) == 0 else {
      throw Failed(program: program, arguments: arguments)
    }
    var (status, usage) = (Int32(0), rusage())
    wait4(child, &status, 0, &usage)
    let time = clock.now - start
    guard status == 0 else { throw Failed(program: program, arguments: arguments) }
    return Cost(seconds: time / .seconds(1), peak: Double(usage.ru_maxrss) / 1024)
  }

  /// The middle of several.
  static func median(_ costs: [Cost]) -> Cost? {
    guard !costs.isEmpty else { return nil }
    return Cost(
      seconds: middle(costs.map(\.seconds)), peak: middle(costs.map(\.peak)))
  }

  /// The median of numbers; of an even count, the upper middle.
  static func middle(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }

  /// A program that did not do what it should.
  struct Failed: Error, CustomStringConvertible {
    let program: String
    let arguments: [String]
    var description: String { "\(program) \(arguments.joined(separator: " ").prefix(300)) failed" }
  }
}
