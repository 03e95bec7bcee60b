import Foundation

/// A program that runs beside the test.
///
/// Foundation's `Process` waits until a descriptor of its own is closed by all who inherited it, and
/// children started at one moment by several threads inherit one another's. This one is waited for
/// by its number.
package struct Child: Sendable {
  /// Its number among the system's processes.
  private let id: pid_t

  /// Starts it.
  ///
  /// - Parameters:
  ///   - arguments: the program, by path or by name in `PATH`, and what it is called with.
  ///   - environment: what is added to this process's own.
  ///   - output, error: the files its streams go to; nil: nowhere.
  package init(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
    output: String? = nil, error: String? = nil
  ) throws {
    // A thread of a pool bars signals, and what it starts would be deaf to SIGTERM and SIGALRM.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", writing, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, error ?? "/dev/null", writing, 0o644)
    let surroundings = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let call = (folder.map { ["env", "-C", $0] } ?? ["env"]) + arguments
    let words = call.map { strdup($0) } + [nil]
    let settings = surroundings.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + settings).forEach { free($0) } }
    var number = pid_t()
    let failure = posix_spawnp(&number, "env", &actions, &attributes, words, settings)
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EINVAL) }
    id = number
  }

  /// Waits for its end, once.
  ///
  /// - Returns: its exit status, or as a shell says it 128 and the signal's number.
  package func wait() -> Int32 {
    var status = Int32()
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Sends it a signal.
  package func signal(_ number: Int32) { kill(id, number) }
}

/// Runs a program that Karez did not write and says what it said.
///
/// What has not ended after twenty minutes is killed, with all that it started.
///
/// - Returns: its exit status, standard output and standard error.
@discardableResult
package func run(
  _ program: String, _ arguments: [String], in folder: String? = nil,
  environment: [String: String] = [:]
) throws -> (status: Int32, output: String, error: String) {
  let scratch = try TemporaryFolder()
  let (output, error) = (scratch.path("out"), scratch.path("err"))
  let status = try Child(
    ["timeout", "--signal=KILL", "1200", program] + arguments, in: folder,
    environment: environment, output: output, error: error
  ).wait()
  let said = try [output, error].map { try Data(contentsOf: URL(filePath: $0)) }
  return (
    status, String(decoding: said[0], as: UTF8.self), String(decoding: said[1], as: UTF8.self)
  )
}
