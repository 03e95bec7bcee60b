import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Prove {
  /// `prove defects`: what goes wrong in a plant is found, and under its clause; a sound plant is called sound.
  struct Defects: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Seeded defects in a plant of two years: found, under the right clause, false alarms.",
      discussion: """
        Plants one defect at a time and asks every check. Found: a check that was met is so no more. Ends with 1 if
        fewer are found, or more sound plants are blamed, than asked for.
        """)

    @Option(help: "How many defects.") var count = 500
    @Option(help: "How many sound plants are asked beside.") var clean = 20
    @Option(help: "Seed of plants and defects.") var seed: UInt64 = 2026
    @Option(help: "Percent of defects that must be found under their clause.") var least = 98
    @Option(help: "Percent of the answers about sound plants that may be wrong.") var most = 2

    func run() throws {
      let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      let share = try Share(explicit: nil, executable: program)
      let records = try SchemaShelf(share: share)
      var run = try DefectRun(try CheckShelf(share: share, records: records), seed: seed)
      run.ask(clean: clean)
      run.plant(count)
      run.report(seed)
      guard run.rightPercent >= least, run.falsePercent <= most else {
        throw Breach("right \(run.rightPercent) %, false \(run.falsePercent) %")
      }
    }
  }
}

/// Defects planted one by one, and what came of it.
struct DefectRun {
  private let shelf: CheckShelf
  private let base: SitePicture
  private var random: SeededRandom
  private var plants: [SoundPlant] = []
  private var planted = 0, found = 0, right = 0, asked = 0
  private var falseAlarms: [String: Int] = [:]
  private var unseen: [String: Int] = [:]
  private var misplaced: [String: Int] = [:]
  private var raised: Set<String> = []

  init(_ shelf: CheckShelf, seed: UInt64) throws {
    (self.shelf, base, random) = (shelf, try shelf.plant(), SeededRandom(seed: seed))
  }

  var rightPercent: Int { planted == 0 ? 0 : right * 100 / planted }
  // Rounded up: one false alarm is no zero.
  var falsePercent: Int {
    asked == 0 ? 0 : (falseAlarms.values.reduce(0, +) * 100 + asked - 1) / asked
  }

  /// A plant of two years, and the checks that it passes.
  private struct SoundPlant {
    let picture: SitePicture
    let passed: Set<String>
  }

  /// Sound plants: whatever is not met is a false alarm.
  mutating func ask(clean: Int) {
    let shelf = shelf
    for _ in 0..<max(clean, 1) {
      let picture = TwoYearPlant(base, seed: random.next()) { shelf.permits($0, $1) }.picture
      let alarms = Set(alarms(in: picture))
      for alarm in alarms { falseAlarms[alarm, default: 0] += 1 }
      asked += shelf.checks.count
      let passed = shelf.checks.map(\.id).filter { !alarms.contains($0) }
      plants.append(SoundPlant(picture: picture, passed: Set(passed)))
    }
  }

  private func alarms(in picture: SitePicture) -> [String] {
    shelf.checks.filter { [.notMet, .needsPerson].contains($0.answer(picture).verdict) }.map(\.id)
  }

  /// One defect at a time, each kind as often as the others, in each plant in turn.
  mutating func plant(_ count: Int) {
    let kinds = Defect.all
    for number in 0..<count {
      let (kind, plant) = (kinds[number % kinds.count], plants[number % plants.count])
      planted += 1
      // What cannot happen in the plant counts as unseen: the plant is not complete.
      guard let edits = kind.edits(in: plant.picture, using: &random) else {
        unseen["\(kind.name) (nothing it could happen to)", default: 0] += 1
        continue
      }
      let spoilt = plant.picture.edited(edits) { shelf.permits($0, $1) }
      judge(kind, alarms(in: spoilt).filter(plant.passed.contains))
    }
  }

  private mutating func judge(_ kind: Defect, _ alarms: [String]) {
    raised.formUnion(alarms)
    guard !alarms.isEmpty else { return unseen[kind.name, default: 0] += 1 }
    found += 1
    let clauses = shelf.checks.filter { alarms.contains($0.id) }.flatMap(\.clauses)
    if clauses.contains(where: kind.clauses.contains) {
      right += 1
    } else {
      misplaced["\(kind.name): \(alarms.joined(separator: " "))", default: 0] += 1
    }
  }

  func report(_ seed: UInt64) {
    print(
      "seed \(seed): \(planted) defects of \(Defect.all.count) kinds, \(found) found, \(right) under their clause;",
      "\(asked) answers about sound plants, \(falseAlarms.values.reduce(0, +)) false alarms")
    let silent = shelf.checks.map(\.id).filter { !raised.contains($0) }
    print(
      "  \(raised.count) of \(shelf.checks.count) checks found something"
        + (silent.isEmpty ? "" : "; none: \(silent.joined(separator: " "))"))
    for (what, list) in [("unseen", unseen), ("misplaced", misplaced), ("false", falseAlarms)] {
      for (name, count) in list.sorted(by: { $0.key < $1.key }) {
        print("  \(what): \(name) ×\(count)")
      }
    }
  }
}
