import SiteModel
import Storage

/// Makes mutants one after the other, hands each to a reader, and counts what the reader said.
package struct MutantRun {
  /// How many of each kind, by its name.
  package private(set) var kinds: [String: Int] = [:]
  /// How many came to each verdict where something is wrong with them.
  package private(set) var refused: [String: Int] = [:]
  /// How many of them had a second thing wrong.
  package private(set) var doubles = 0
  /// How many had nothing wrong with them and were taken in.
  package private(set) var taken = 0
  /// How often something wrong was taken in.
  package private(set) var accepted = 0
  /// Everything that must not be.
  package private(set) var breaches: [String] = []
  package var count: Int { kinds.values.reduce(0, +) }

  private let scene: MutantScene
  private let seed: UInt64
  private let disk: DiskStore?
  private let every: Int

  /// - Parameters:
  ///   - disk: also shown one of so many mutants that are bundles.
  package init(seed: UInt64, disk: (store: DiskStore, every: Int)? = nil) throws {
    scene = try MutantScene()
    (self.seed, self.disk, every) = (seed, disk?.store, disk?.every ?? 1)
    try self.disk?.fill(from: scene.store)
  }

  /// All kinds of mutants.
  package static let mutations =
    Mutation.headers + Mutation.packs + Mutation.frames + Mutation.orders + Mutation.trees
    + Mutation.entries + Mutation.meanings + Mutation.statements + Mutation.names

  /// Rules that no mutant has met.
  package var neverHit: [String] { Rules.all.subtracting(refused.keys).sorted() }

  /// Makes the mutant of a number; the same number and seed make the same again.
  package mutating func run(_ number: Int) throws {
    var random = SeededRandom(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
    let first = Self.mutations[number % Self.mutations.count]
    let isDouble = number >= Self.mutations.count && number % 7 == 0
    let mutation = isDouble ? first.joined(using: &random) : first
    let before = breaches.count
    kinds[first.name, default: 0] += 1
    if mutation.name != first.name { doubles += 1 }
    switch mutation.change {
    case .bundle(let change): try run(mutation, change, &random, number)
    case .statement(let change):
      var statement = try scene.statement(&random)
      change(&statement)
      let made = try statement.made()
      judge(Verdict.name(of: made.bytes, signature: made.signature), mutation)
    case .name(let change):
      let name = "\(scene.chain).4-5.\(scene.held[0].id).bundle"
      judge(Verdict.name(ofFile: change(name)), mutation)
    }
    for at in breaches.indices.dropFirst(before) {
      breaches[at] = "mutant \(number), \(mutation.name): \(breaches[at])"
    }
  }

  private mutating func judge(_ verdict: String, _ mutation: Mutation) {
    if verdict == "taken" || verdict == "partly" {
      taken += mutation.isWrong ? 0 : 1
      accepted += mutation.isWrong ? 1 : 0
    } else {
      refused[verdict, default: 0] += 1
      let isKnown = Rules.all.contains(verdict) || Rules.optional.contains(verdict)
      if !isKnown { breaches.append("no rule is named \(verdict)") }
    }
    guard !mutation.rules.contains(verdict) else { return }
    breaches.append("\(verdict) instead of \(mutation.rules.sorted().joined(separator: ", "))")
  }

  private mutating func run(
    _ mutation: Mutation,
    _ change: (inout ForgedBundle, inout SeededRandom, MutantScene) throws -> Void,
    _ random: inout SeededRandom, _ number: Int
  ) throws {
    var bundle = try scene.bundle(&random)
    let honest = try bundle.made()
    try change(&bundle, &random, scene)
    let mutant = try bundle.made()
    let order = Int.random(in: 0..<3, using: &random)
    let store = WatchedStore(MemoryStore(copying: scene.store))
    if mutation.isWrong && order == 2 { try cross(honest, mutant, store) }
    let fresh = WatchedStore(MemoryStore(copying: scene.store))
    for _ in 0...(mutation.isWrong ? order % 2 : 0) {
      judge(try Verdict.name(of: mutant.bytes, into: fresh), mutation)
    }
    if mutation.isWrong {
      if fresh.writes > 0 { breaches.append("the store was written to") }
      try cross(honest, mutant, fresh)
    }
    guard let disk, number % every == 0 else { return }
    if mutation.isWrong {
      try breaches += disk.refuses(mutant.bytes)
    } else {
      try breaches += disk.takes(mutant.bytes, as: mutation.rules)
    }
  }

  /// The honest bundle comes in after and before the mutant, and the mutant changes nothing.
  private mutating func cross(
    _ honest: ForgedBundle.Made, _ mutant: ForgedBundle.Made, _ store: WatchedStore
  ) throws {
    let verdict = try Verdict.name(of: honest.bytes, into: store)
    guard verdict == "taken", let head = honest.commits.last else {
      return breaches.append("the honest bundle then: \(verdict)")
    }
    let (heads, writes) = (try store.heads(), store.writes)
    let late = try Verdict.name(of: mutant.bytes, into: store)
    let isSame = try heads[scene.chain] == head && store.heads() == heads && store.writes == writes
    if !isSame || late == "taken" || late == "partly" {
      breaches.append("after the honest bundle it was \(late)")
    }
  }
}
