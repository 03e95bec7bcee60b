import ArgumentParser
import Foundation
import SiteModel
import TestSupport

extension Prove {
  /// `prove audit`: an inventory is computed again by a shell, and what is falsified is found.
  struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "An audit folder of random lines agrees to the last digit; no falsification does.",
      discussion: """
        Three of four falsifications are planted in the folder and shown to its script, one of four in
        the plant's store, with stock git, and shown to karez verify. Ends with 1 if one is not found.
        """)

    @Option(help: "How many lines the script computes again.") var lines = 200
    @Option(help: "How many falsifications.") var falsifications = 1000
    @Option(help: "Seed of the plant and of what is falsified.") var seed: UInt64 = 2026
    @Option(help: "Stop planting after so many seconds.") var seconds = 900

    func run() throws {
      let clock = ContinuousClock()
      let scratch = FileManager.default.temporaryDirectory
        .appending(path: "karez-prove-audit-\(ProcessInfo.processInfo.processIdentifier)")
      defer { try? FileManager.default.removeItem(at: scratch) }
      let begun = clock.now
      let large = try AuditPlant(
        in: scratch.appending(path: "large"), points: 40, lines: lines, seed: seed)
      let said = try Self.agrees(large)
      print(
        "seed \(seed): \(lines) lines, \(said.output.trimmingCharacters(in: .newlines)); \(clock.now - begun)"
      )
      let small = try AuditPlant(
        in: scratch.appending(path: "small"), points: 10, lines: 10, seed: seed &+ 1)
      _ = try Self.agrees(small)
      let counts = try plant(in: small, until: clock.now + .seconds(seconds))
      print(
        "seed \(seed): \(counts.folder + counts.store) falsifications, \(counts.folder) shown to the script, \(counts.store) to verify; 0 unseen; \(clock.now - begun)"
      )
    }

    private func plant(
      in plant: AuditPlant, until end: ContinuousClock.Instant
    ) throws -> (folder: Int, store: Int) {
      var (random, counts) = (SeededRandom(seed: seed), (folder: 0, store: 0))
      try plant.node.shell("cp -a audit pristine && cp -a node/.karez honest")
      try plant.node.shell(
        """
        git init -q other && cd other && git -c user.name=x -c user.email=x commit -q --allow-empty \
          -m x && git bundle create -q ../other.bundle --all
        """)
      while counts.folder + counts.store < falsifications, ContinuousClock.now < end {
        if (counts.folder + counts.store) % 4 == 3 {
          try forge(in: plant, using: &random)
          counts.store += 1
        } else {
          try falsify(plant, number: counts.folder, using: &random)
          counts.folder += 1
        }
      }
      return counts
    }

    /// In the folder; the kinds take turns.
    private func falsify(
      _ plant: AuditPlant, number: Int, using random: inout SeededRandom
    ) throws {
      try plant.node.shell("rm -rf audit && cp -a pristine audit")
      let kinds = Falsification.Kind.allCases
      let planted = try Falsification.of(
        folder: plant.folder, kinds[number % kinds.count], using: &random)
      let line = try TestSupport.run("sh", ["-c", planted.line], in: plant.folder.path)
      guard line.status == 0 else { throw Breach("\(planted.what): \(line.error)") }
      let said = try Self.script(in: plant.folder, plant.fingerprints)
      guard said.status != 0, said.error.contains("DIFFERS") || said.error.contains("error") else {
        throw Breach("seed \(seed), unseen: \(planted.what)\n\(said.output)\(said.error)")
      }
    }

    /// In the store.
    private func forge(in plant: AuditPlant, using random: inout SeededRandom) throws {
      try plant.node.shell("rm -rf node/.karez && cp -a honest node/.karez")
      let store = plant.node.folder.appending(path: ".karez/stores/plant.git")
      let forged = ForgedCommit(in: store, using: &random)
      try forged.plant(plant.node)
      let said = try plant.node.take(["verify", "-C", plant.node.folder.path])
      guard said.status == 76 else {
        throw Breach(
          "seed \(seed), unseen: \(forged.what): \(said.status) \(said.output)\(said.error)")
      }
    }

    /// What nobody changed agrees, and verifies.
    private static func agrees(_ plant: AuditPlant) throws -> (output: String, error: String) {
      let said = try script(in: plant.folder, plant.fingerprints)
      guard said.status == 0 else { throw Breach("the script: \(said.output)\(said.error)") }
      try plant.node.said("verify", "-C", plant.node.folder.path)
      try plant.node.said("inventory", "verify", plant.inventory, "-C", plant.node.folder.path)
      return (said.output, said.error)
    }

    private static func script(
      in folder: URL, _ fingerprints: String
    ) throws -> (status: Int32, output: String, error: String) {
      try TestSupport.run(
        "sh", ["audit.sh"] + fingerprints.split(separator: " ").map(String.init), in: folder.path)
    }
  }
}
