import Foundation
import SiteModel

/// One scene, killed or cut off at one call after the other.
struct CrashTrial: CustomStringConvertible {
  /// Where a run ends.
  enum Point: Sendable, CustomStringConvertible {
    case kill(Strace.Point)
    case power(PowerCut.Point)

    var description: String {
      switch self {
      case .kill(let point): "killed at \(point)"
      case .power(let point): point.description
      }
    }
    var isKill: Bool { if case .kill = self { true } else { false } }
  }

  let scene: CrashScene
  private let points: [Point]
  private let ground: CrashGround
  private let cut: PowerCut
  private let undisturbed: String
  private var random: SeededRandom
  /// Places of the points that are still to come, the next one last.
  private var order: [Int]
  private var (kills, cuts) = (0, 0)

  var tested: Int { kills + cuts }
  var total: Int { points.count }
  var isDone: Bool { tested >= total }
  var description: String {
    let all = points.count(where: \.isKill)
    return "\(scene.name): killed at \(kills) of \(all) calls, "
      + "power cut at \(cuts) of \(total - all) (each call, each of three losses)"
  }

  /// Runs the scene undisturbed, and counts.
  init(of scene: CrashScene, on ground: CrashGround, _ cut: PowerCut, seed: UInt64) throws {
    (self.scene, self.ground, self.cut) = (scene, ground, cut)
    random = SeededRandom(seed: seed)
    try ground.done(scene.prepare + "\nkeep")
    let power = try cut.count(scene.command, on: ground)
    try ground.done("restore")
    let calls = try Strace.count(scene.command, on: ground)
    undisturbed = try ground.done(scene.check)
    points = calls.map(Point.kill) + power.map(Point.power)
    order = Self.order(of: points, from: Int.random(in: 0..<points.count, using: &random))
  }

  // Steps of the golden ratio spread evenly however early they end, and come to every place.
  private static func order(of points: [Point], from first: Int) -> [Int] {
    var step = max(1, points.count * 618 / 1000)
    while gcd(step, points.count) > 1 { step += 1 }
    // What a command has promised is looked at first.
    let last = points.indices.filter { isLast(points[$0]) }
    let spread = points.indices.map { (first + $0 * step) % points.count }
    return spread.filter { !last.contains($0) } + last
  }

  private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }

  private static func isLast(_ point: Point) -> Bool {
    if case .power(let point) = point { point.isAfterAll } else { false }
  }

  /// The share that was tried so far.
  static func < (a: CrashTrial, b: CrashTrial) -> Bool {
    a.tested * b.total < b.tested * a.total
  }

  /// Ends the command at the next call and looks at what is left.
  ///
  /// - Throws: ``Breach``.
  mutating func next() throws {
    guard let point = order.popLast().map({ points[$0] }) else { return }
    let isDone = try strike(at: point)
    // A command that has ended with 0 has promised something.
    let promised = isDone ? "{ \(scene.promised); } || fail promised\n" : ""
    let answer = try ground.take(promised + scene.check)
    guard answer.status == 0, answer.output == undisturbed else {
      throw Breach(
        """
        \(scene.name), \(point): \(answer.status)
        \(answer.output)\(answer.error)
        undisturbed it is
        \(undisturbed)
        """)
    }
  }

  private mutating func strike(at point: Point) throws -> Bool {
    switch point {
    case .kill(let call):
      kills += 1
      return try Strace.kill(scene.command, at: call, on: ground)
    case .power(let call):
      cuts += 1
      return try cut.strike(scene.command, at: call, on: ground, using: &random)
    }
  }
}
