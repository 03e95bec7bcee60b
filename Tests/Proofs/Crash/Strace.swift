import Foundation
import TestSupport

/// Stock `strace`, which counts the calls of a program and kills it at one of them.
enum Strace {
  /// One call: the number-th of this name that a thread makes. It is killed before it is made.
  struct Point: Sendable, CustomStringConvertible {
    let call: String
    let number: Int
    var description: String { "\(call) \(number)" }
  }

  /// Every call by which something on a disk changes, or is made durable.
  private static let calls = [
    "write", "writev", "pwrite64", "pwritev", "pwritev2", "rename", "renameat", "renameat2",
    "fsync",
    "fdatasync", "sync_file_range", "link", "linkat", "symlink", "symlinkat", "unlink", "unlinkat",
    "mkdir", "mkdirat", "rmdir", "truncate", "ftruncate", "fallocate", "copy_file_range",
    "sendfile",
  ]

  // Without `--seccomp-bpf`: with it, strace 6.1 does not count to `when`.
  private static let front = "strace -f -qq -o trace"

  /// Runs a command undisturbed.
  ///
  /// - Throws: ``Breach`` if strace cannot trace here: then nothing is proven.
  static func count(_ command: [String], on ground: CrashGround) throws -> [Point] {
    let answer = try ground.take(
      "\(front) -e trace=\(calls.joined(separator: ",")) \"$KAREZ\" \(command.joined(separator: " "))"
    )
    let trace = try? String(contentsOf: ground.folder.appending(path: "trace"), encoding: .utf8)
    guard answer.status == 0, let trace, !trace.isEmpty else {
      throw Breach(
        "strace cannot count here (is it installed, and may this user trace?): \(answer)")
    }
    var most: [String: Int] = [:]
    var threads: [String: Int] = [:]
    for line in trace.split(separator: "\n") {
      // `1234 fsync(7) = 0`, or `1234 fsync(7 <unfinished ...>`; a resumed one was counted.
      guard let call = line.prefixMatch(of: /([0-9]+) +([a-z0-9_]+)\(/) else { continue }
      let (thread, name) = ("\(call.1) \(call.2)", String(call.2))
      threads[thread, default: 0] += 1
      most[name] = max(most[name] ?? 0, threads[thread] ?? 0)
    }
    guard most["fsync"] ?? most["fdatasync"] != nil else { throw Breach("no sync: \(most)") }
    return calls.flatMap { call in
      (0..<(most[call] ?? 0)).map { Point(call: call, number: $0 + 1) }
    }
  }

  /// The command line that kills a command at a call.
  static func line(_ command: [String], at point: Point) -> String {
    "\(front) -e trace=\(point.call) -e inject=\(point.call):signal=KILL:when=\(point.number) "
      + "\"$KAREZ\" \(command.joined(separator: " "))"
  }

  /// Restores the ground and kills a command at a call.
  ///
  /// - Returns: whether the command ended by itself before.
  static func kill(_ command: [String], at point: Point, on ground: CrashGround) throws -> Bool {
    let answer = try ground.take("restore\nset +e\n\(line(command, at: point)) >said 2>&1; echo $?")
    switch answer.output {
    case "137\n": return false
    case "0\n": return true
    default: throw Breach("\(command.joined(separator: " ")) at \(point): \(answer)")
    }
  }
}
