import Foundation
import SiteModel

/// One import that is killed, and what must hold afterwards.
struct KilledImport {
  /// How the moments fell.
  struct Counts: CustomStringConvertible {
    private var fell: [Moment: Int] = [:]

    var all: Int { fell.values.reduce(0, +) }
    var description: String {
      let parts = Moment.allCases.map { "\(fell[$0, default: 0]) \($0.rawValue)" }
      return "\(all) moments: " + parts.joined(separator: ", ")
    }

    mutating func add(_ moment: Moment) { fell[moment, default: 0] += 1 }
  }

  /// Where a moment fell.
  enum Moment: String, CaseIterable {
    case before = "killed before the commit"
    case after = "killed after the commit"
    case finished = "had finished"
  }

  /// How long the import takes when nobody kills it.
  let undisturbed: Duration
  private let node: ProvenNode
  private let file: URL
  private let rows: Int

  init(of meters: MeterFile, into node: ProvenNode) throws {
    self.node = node
    file = node.scratch.appending(path: "meters.csv")
    rows = meters.rows
    try meters.write(to: file)
    // The first run finds nothing in memory; the moments lie within the shortest.
    var shortest = Duration.seconds(3600)
    for _ in 1...3 {
      try node.restore()
      shortest = min(shortest, try node.time(Self.arguments(file)))
    }
    undisturbed = shortest
  }

  private static func arguments(_ file: URL, accept: Bool = true) -> [String] {
    ["import", file.path, "--zone", "+00:00", "--label", "end", "--kind", "register"]
      + ["--unit", "kWh"] + (accept ? ["--accept"] : [])
  }

  /// Kills the import of a restored node.
  ///
  /// - Parameters:
  ///   - part: when, in millionths of the undisturbed duration.
  ///   - withFsck: whether stock git looks over the store too.
  /// - Throws: ``Breach`` if anything does not hold.
  func run(atMillionth part: Int, withFsck: Bool) throws -> Moment {
    try node.restore()
    let delay = undisturbed * part / 1_000_000
    let finished = try node.kill(Self.arguments(file), after: delay)
    do {
      try node.said("verify", "-C", node.folder.path)
      if withFsck { try fsck() }
      let isHeld = try allOrNone()
      if finished && !isHeld { throw Breach("the import ended with 0 and holds nothing") }
      try again(isHeld)
      if withFsck { try fsck() }
      return finished ? .finished : isHeld ? .after : .before
    } catch {
      throw Breach("killed at \(part) millionths of \(undisturbed): \(error)")
    }
  }

  /// Whether all rows are held; a dry run compares each.
  private func allOrNone() throws -> Bool {
    let segments = try node.json(["status"])["segments"]?.canonical
    let judged = try node.json(Self.arguments(file, accept: false))
    switch (count(judged, "new"), count(judged, "same")) {
    case (rows, 0) where segments == "0": return false
    case (0, rows) where segments != "0": return true
    default: throw Breach("\(segments ?? "no") segments, \(judged.canonical)")
    }
  }

  private func again(_ wasHeld: Bool) throws {
    let outcome = try node.json(Self.arguments(file))
    guard count(outcome, wasHeld ? "same" : "new") == rows else {
      throw Breach("imported again: \(outcome.canonical)")
    }
    guard try allOrNone() else { throw Breach("imported again, and nothing is held") }
    try node.said("verify", "-C", node.folder.path)
    // What the killed writer left unfinished, the next writer sweeps.
    try node.shell("test -z \"$(find node/.karez/stores -name '*tmp_*' -o -name '*.lock')\"")
  }

  private func fsck() throws {
    try node.shell("git -C node/.karez/stores/plant.git fsck --strict --no-progress")
  }

  private func count(_ json: JSON, _ member: String) -> Int? {
    json[member].flatMap { Int($0.canonical) }
  }
}
