import ArgumentParser
import Foundation
import SiteModel

extension Prove {
  /// `prove crash`: what is killed at a call to the file system leaves all of it or none.
  struct Crash: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Kill commands, or cut the power, at each write, rename and sync; nothing is half.",
      discussion: """
        Each scene is run undisturbed under strace, which counts its calls, and then again and again,
        killed before the first, the second … call of each kind. After each kill: verify ends with 0,
        git fsck finds nothing, the command repeated brings the store to the digest of the undisturbed
        run, and nothing of the dead writer stays. Where the time does not suffice for every call, they
        are tried evenly spread, from a seeded place on. Ends with 1 at the first breach, keeps the
        folder. Beside that, a library that is preloaded notes what was synced; the power goes at a
        call, and everything that was not synced by then is lost, or its contents, or some of it by
        seed; also right after a command has ended, which then must have kept its promise. Needs
        strace, the right to trace, and clang.
        """)

    @Option(help: "Seed of the order of the calls.") var seed: UInt64 = 2026
    @Option(help: "Stop after so many seconds.") var seconds = 420
    @Option(help: "Only the scenes whose name contains this.") var only = ""
    @Option(help: "How many calls of each scene must have been tried.") var least = 12
    @Option(help: "The library's source.") var library = "Tests/PowerCut/powercut.c"

    func run() throws {
      let clock = ContinuousClock()
      let end = clock.now + .seconds(seconds)
      let scratch = FileManager.default.temporaryDirectory
        .appending(path: "karez-prove-crash-\(ProcessInfo.processInfo.processIdentifier)")
      do {
        var trials = try trials(in: scratch)
        while clock.now < end, let next = next(of: trials), !trials[next].isDone {
          try trials[next].next()
        }
        for trial in trials { Self.say(trial.description) }
        for trial in trials where !hasEnough(trial) {
          throw Breach("too few calls in \(seconds) s: \(trial)")
        }
        try FileManager.default.removeItem(at: scratch)
        let (tested, total) = (trials.map(\.tested).reduce(0, +), trials.map(\.total).reduce(0, +))
        Self.say("seed \(seed): \(tested) of \(total) points in \(seconds) s at most; nothing half")
      } catch {
        Self.say("seed \(seed): \(error)\nkept: \(scratch.path)")
        throw ExitCode(1)
      }
    }

    /// First those that have not had enough, so that a slow machine tries less of each, and all; then
    /// whichever has had the smallest share of its calls.
    private func next(of trials: [CrashTrial]) -> Int? {
      trials.indices.min { a, b in
        let (first, second) = (hasEnough(trials[a]), hasEnough(trials[b]))
        return first == second ? trials[a] < trials[b] : second
      }
    }

    private func hasEnough(_ trial: CrashTrial) -> Bool { trial.tested >= min(least, trial.total) }

    private func trials(in scratch: URL) throws -> [CrashTrial] {
      let cut = try PowerCut(of: URL(filePath: library), in: scratch)
      var trials: [CrashTrial] = []
      for scene in CrashScene.all where only.isEmpty || scene.name.contains(only) {
        let ground = try CrashGround(in: scratch.appending(path: scene.folder))
        trials.append(try CrashTrial(of: scene, on: ground, cut, seed: seed))
        Self.say("\(scene.name): \(trials.last?.total ?? 0) points")
      }
      return trials
    }

    // At once, also into a pipe: whoever waits for minutes wants to see.
    private static func say(_ text: String) {
      try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }
  }
}
