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
        After every step, at the node that made it: `controlled/` holds exactly what is in force today,
        one file a number, byte for byte what was approved; each was submitted, reviewed and approved by
        three people. After every meeting both nodes say the same. At the end of a seed `verify`,
        `git fsck --strict` and `ssh-keygen -Y verify` agree.
        """)

    @Option(help: "Seed of the first plant; the others follow it.") var seed: UInt64 = 2026
    @Option(help: "How many plants.") var seeds = 300
    @Option(help: "Steps on each.") var steps = 200
    @Option(help: "Seconds after which no new plant is begun.") var seconds = 3600

    func run() throws {
      let begun = ContinuousClock.now
      let plants = try DocumentPlant.template()
      defer { try? FileManager.default.removeItem(at: plants) }
      var (done, counts) = (0, DocumentPlant.Counts())
      for number in 0..<UInt64(seeds) {
        guard ContinuousClock.now - begun < .seconds(seconds) else { break }
        var plant = try DocumentPlant(from: plants, seed: seed + number)
        defer { plant.remove() }
        do {
          for _ in 0..<steps { try plant.step() }
          try plant.finish()
        } catch { throw Breach("seed \(seed + number), step \(plant.counts.steps): \(error)") }
        counts.add(plant.counts)
        done += 1
      }
      print(
        "seed \(seed): \(done) plants, \(counts.steps) steps (\(counts.taken) taken, "
          + "\(counts.refused) refused), \(counts.released) looks at versions in force, "
          + "\(counts.meetings) meetings, \(counts.signatures) signatures checked, 0 breaches, "
          + "\(ContinuousClock.now - begun)")
      guard counts.released > 0, counts.meetings > 0, counts.signatures > 0 else {
        throw Breach("nothing was ever in force")
      }
    }
  }
}
