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
      var run = DefectRun(try CheckShelf(share: share, records: records), seed: seed)
      try run.ask(clean: clean)
      try run.plant(count)
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
  private var random: SeededRandom
  private var planted = 0, found = 0, right = 0, asked = 0
  private var falseAlarms: [String: Int] = [:]
  private var unseen: [String: Int] = [:]
  private var misplaced: [String: Int] = [:]

  init(_ shelf: CheckShelf, seed: UInt64) {
    (self.shelf, random) = (shelf, SeededRandom(seed: seed))
  }

  var rightPercent: Int { planted == 0 ? 0 : right * 100 / planted }
  // Rounded up: one false alarm is no zero.
  var falsePercent: Int {
    asked == 0 ? 0 : (falseAlarms.values.reduce(0, +) * 100 + asked - 1) / asked
  }

  private mutating func twoYears() throws -> SitePicture {
    let shelf = shelf
    return TwoYearPlant(try shelf.plant(), seed: random.next()) { shelf.permits($0, $1) }.picture
  }

  /// Sound plants: whatever is not met is a false alarm.
  mutating func ask(clean: Int) throws {
    for _ in 0..<clean {
      let plant = try twoYears()
      for check in shelf.checks {
        asked += 1
        if [.notMet, .needsPerson].contains(check.answer(plant).verdict) {
          falseAlarms[check.id, default: 0] += 1
        }
      }
    }
  }

  /// One defect at a time, each kind as often as the others.
  mutating func plant(_ count: Int) throws {
    let kinds = Defect.all
    for number in 0..<count {
      let plant = try twoYears()
      let kind = kinds[number % kinds.count]
      // What cannot happen in the plant counts as planted and unseen: the plant is not complete.
      guard let edits = kind.edits(in: plant, using: &random) else {
        planted += 1
        unseen["\(kind.name) (nothing it could happen to)", default: 0] += 1
        continue
      }
      judge(kind, plant, plant.edited(edits) { shelf.permits($0, $1) })
    }
  }

  private mutating func judge(_ kind: Defect, _ before: SitePicture, _ after: SitePicture) {
    planted += 1
    let alarms = shelf.checks.filter { check in
      check.answer(before).verdict == .met
        && [.notMet, .needsPerson].contains(check.answer(after).verdict)
    }
    guard !alarms.isEmpty else { return unseen[kind.name, default: 0] += 1 }
    found += 1
    if alarms.contains(where: { !Set($0.clauses).isDisjoint(with: kind.clauses) }) {
      right += 1
    } else {
      misplaced["\(kind.name): \(alarms.map(\.id).joined(separator: " "))", default: 0] += 1
    }
  }

  func report(_ seed: UInt64) {
    print(
      "seed \(seed): \(planted) defects of \(Defect.all.count) kinds, \(found) found, \(right) under their clause;",
      "\(asked) answers about sound plants, \(falseAlarms.values.reduce(0, +)) false alarms")
    for (what, list) in [("unseen", unseen), ("misplaced", misplaced), ("false", falseAlarms)] {
      for (name, count) in list.sorted(by: { $0.key < $1.key }) {
        print("  \(what): \(name) ×\(count)")
      }
    }
  }
}
