import Foundation

/// A program of the system that is ended when it takes too long or says too much.
///
/// Foundation's `Process` waits until all who inherited a descriptor of its own have closed it; this
/// one is waited for by its number.
struct BoundedProgram {
  enum End: Equatable {
    case status(Int32)
    case tooSlow, tooLong
    /// It did not start, or its output could not be read; the system's own sentence.
    case failed(String)
  }

  /// What one run may take.
  struct Limits: Sendable {
    var seconds = 60
    /// Bytes of output.
    var bytes = 16 << 20
  }

  private let call: [String]
  private let limits: Limits

  /// - Parameter call: the program's path, and what it is called with.
  init(_ call: [String], _ limits: Limits) { (self.call, self.limits) = (call, limits) }

  /// Runs it to its end: what it wrote, and how it ended.
  func run() -> (output: [UInt8], end: End) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return ([], .failed(Self.reason(errno))) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let (id, failure) = start(writingTo: ends[1])
    close(ends[1])
    guard failure == 0 else { return ([], .failed(Self.reason(failure))) }
    let (output, stopped) = read(ends[0])
    if stopped != nil { kill(id, SIGKILL) }
    let status = Self.wait(for: id)
    return (output, stopped ?? .status(status))
  }

  private func start(writingTo output: Int32) -> (id: pid_t, failure: Int32) {
    // A thread of a pool bars signals, and what it starts would be deaf to them.
    var (attributes, none) = (posix_spawnattr_t(), sigset_t())
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let words = Self.copies(call)
    // No name of a person, and no language that changes what it writes.
    let settings = Self.copies(["LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"])
    defer { (words + settings).forEach { free($0) } }
    var id = pid_t()
    let failure = posix_spawn(&id, call[0], &actions, &attributes, words, settings)
    return (id, failure)
  }

  /// Reads to the end, or to a limit.
  private func read(_ input: Int32) -> (output: [UInt8], stopped: End?) {
    let deadline = ContinuousClock.now + .seconds(limits.seconds)
    var (output, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let left = (deadline - .now).components
      let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
      guard milliseconds > 0 else { return ([], .tooSlow) }
      var wanted = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      let ready = poll(&wanted, 1, Int32(min(milliseconds, 60_000)))
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let got = Foundation.read(input, &piece, piece.count)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { return ([], .failed(Self.reason(errno))) }
      if got == 0 { return (output, nil) }
      output += piece.prefix(got)
      guard output.count <= limits.bytes else { return ([], .tooLong) }
    }
  }

  private static func wait(for id: pid_t) -> Int32 {
    var status = Int32()
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// As C reads a list of texts; whoever asked for them frees them.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}
