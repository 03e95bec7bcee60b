import Foundation
import SiteModel
import TestSupport

/// `Tests/PowerCut/powercut.c` at work: the power goes at a call, and what was not synced is lost.
struct PowerCut {
  /// What a disk loses of that which was not synced; the standards allow each.
  enum Loss: String, CaseIterable, Sendable {
    case all = "all of it"
    case contents = "the contents, and keeps the names"
    case some = "some of it"
  }

  /// Before which call the power goes; the one behind the last: right after the command has ended.
  struct Point: Sendable, CustomStringConvertible {
    let number: Int
    let loss: Loss
    let isAfterAll: Bool
    var description: String { "power cut at call \(number), losing \(loss.rawValue)" }
  }

  private let library: URL

  /// Compiles the library with the C compiler that comes with Swift.
  init(of source: URL, in scratch: URL) throws {
    library = scratch.appending(path: "powercut.so")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let answer = try TestSupport.run(
      "clang", ["-shared", "-fPIC", "-O1", "-o", library.path, source.path, "-ldl"])
    guard answer.status == 0 else {
      throw Breach("clang cannot compile \(source.path) (run this from the project): \(answer)")
    }
  }

  /// Runs a command undisturbed and counts its calls on the trees.
  func count(_ command: [String], on ground: CrashGround) throws -> [Point] {
    let answer = try ground.take("restore\n" + line(command, at: nil))
    let calls = try? String(
      contentsOf: ground.folder.appending(path: "side/calls"), encoding: .utf8)
    guard answer.status == 0, let calls, calls.contains("sync ") else {
      throw Breach("the preloaded library does not count: \(answer)")
    }
    let count = calls.split(separator: "\n").count
    return (1...count + 1).flatMap { number in
      Loss.allCases.map { Point(number: number, loss: $0, isAfterAll: number > count) }
    }
  }

  private func line(_ command: [String], at number: Int?) -> String {
    let trees = CrashGround.trees.map { "$PWD/\($0)" }.joined(separator: ":")
    let cut = number.map { "KAREZ_CUT_AT=\($0) " } ?? ""
    return "rm -rf side; mkdir side; \(cut)KAREZ_CUT_TREES=\"\(trees)\" KAREZ_CUT_SIDE=$PWD/side "
      + "LD_PRELOAD=\(library.path) \"$KAREZ\" \(command.joined(separator: " "))"
  }

  /// The lines of shell that do it again, up to what the disk loses.
  func again(_ command: [String], at point: Point) -> String {
    "restore; \(line(command, at: point.number))"
  }

  /// Restores the ground, cuts the power, and lays down what is on the disk then.
  ///
  /// - Returns: whether the command had ended by itself.
  func strike(
    _ command: [String], at point: Point, on ground: CrashGround, using random: inout SeededRandom
  ) throws -> Bool {
    let answer = try ground.take(
      "restore\nset +e\n\(line(command, at: point.number)) >said 2>&1; echo $?")
    guard ["137\n", "0\n"].contains(answer.output) else {
      throw Breach("\(command.joined(separator: " ")), \(point): \(answer)")
    }
    var disk = try LostDisk(in: ground.folder, losing: point.loss, by: random)
    try disk.layOut()
    random = disk.random
    try ground.done("lay after; rm -r after")
    return answer.output == "0\n"
  }
}
