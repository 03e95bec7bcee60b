import ArgumentParser
import Foundation
import SiteModel
import TestSupport

extension Prove {
  /// `prove documents`: whatever people do on two nodes, one version is in force, and only by
  /// signatures that count.
  struct ReleasedDocuments: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "documents",
      abstract: "Random steps of document control on two nodes that meet now and then.",
      discussion: """
        After every step, at the node that made it: `controlled/` holds exactly what the proof itself
        says is in force today as far as that node has heard, one file a number, byte for byte what
        was approved; each was submitted, reviewed, countersigned, approved and released by people
        who may. Copies and texts are spoilt, acts are forged, people leave. After every meeting of
        all, both nodes say the same. At the end of a seed the program itself, `git fsck --strict`
        and `ssh-keygen -Y verify` agree.
        """)

    @Option(help: "Seed of the first plant; the others follow it.") var seed: UInt64 = 2026
    @Option(help: "How many plants.") var seeds = 300
    @Option(help: "Steps on each.") var steps = 200
    @Option(help: "Seconds after which no new plant is begun.") var seconds = 3600

    func run() throws {
      let begun = ContinuousClock.now
      let made = try DocumentPlantMade()
      defer { try? FileManager.default.removeItem(at: made.scratch) }
      var (done, counts) = (0, DocumentCounts())
      for number in 0..<UInt64(seeds) {
        guard ContinuousClock.now - begun < .seconds(seconds) else { break }
        var plant = try DocumentPlant(from: made, seed: seed + number)
        do {
          for _ in 0..<steps { try plant.step() }
          try plant.finish()
        } catch { throw Breach("seed \(seed + number), step \(plant.counts.steps): \(error)") }
        counts.add(plant.counts)
        done += 1
      }
      print(
        "seed \(seed): \(done) plants, \(counts.line), 0 breaches, \(ContinuousClock.now - begun)")
      guard counts.missing.isEmpty else {
        throw Breach("it never came to: \(counts.missing.joined(separator: ", "))")
      }
    }
  }
}
