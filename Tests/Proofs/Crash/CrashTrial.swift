import Foundation
import SiteModel

/// One scene, killed at one call after the other.
struct CrashTrial: CustomStringConvertible {
  let scene: CrashScene
  /// Every call to the file system that the undisturbed command makes.
  private let points: [Strace.Point]
  private let ground: CrashGround
  private let undisturbed: String
  /// The place of the next call, and how far from it the one after that is.
  private var (place, stride) = (0, 1)
  private(set) var tested = 0
  /// Calls that a run did not come to: it ended by itself.
  private var finished = 0

  var total: Int { points.count }
  var isDone: Bool { tested >= total }
  var description: String {
    "\(scene.name): \(tested) of \(total) calls, \(finished) not reached"
  }

  /// Runs the scene undisturbed, twice: what it prints must not depend on chance.
  init(
    of scene: CrashScene, on ground: CrashGround, using random: inout SeededRandom
  ) throws {
    (self.scene, self.ground) = (scene, ground)
    try ground.done(scene.prepare + "\nkeep")
    points = try Strace.count(scene.command, on: ground)
    undisturbed = try ground.done(scene.check)
    place = Int.random(in: 0..<max(total, 1), using: &random)
    stride = Self.stride(through: total)
  }

  /// The share that was tried so far.
  static func < (a: CrashTrial, b: CrashTrial) -> Bool {
    a.tested * b.total < b.tested * a.total
  }

  // Steps of the golden ratio spread evenly however early they end, and come to every place.
  private static func stride(through count: Int) -> Int {
    var step = max(1, count * 618 / 1000)
    while gcd(step, count) > 1 { step += 1 }
    return step
  }

  private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }

  /// Kills the command at the next call and looks at what is left.
  ///
  /// - Throws: ``Breach``.
  mutating func killNext() throws {
    let point = points[place]
    place = (place + stride) % total
    tested += 1
    if try Strace.kill(scene.command, at: point, on: ground) { finished += 1 }
    let answer = try ground.take(scene.check)
    guard answer.status == 0, answer.output == undisturbed else {
      throw Breach(
        """
        \(scene.name), killed at \(point): \(answer.status)
        \(answer.output)\(answer.error)
        undisturbed it is
        \(undisturbed)
        again: prove crash --only \(scene.name), or in the folder, with KAREZ and XDG_STATE_HOME set:
        restore; \(Strace.line(scene.command, at: point)); then
        \(scene.check)
        """)
    }
  }
}
