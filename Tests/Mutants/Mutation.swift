package import SiteModel

/// One way in which something from outside can be wrong, and the rules that may find it out.
package struct Mutation: Sendable {
  package let name: String
  package let part: Part
  /// The verdicts that are right, see ``Verdict``: names of rules; `taken` and `waits …` where
  /// nothing is wrong.
  package let rules: Set<String>
  package let change: Change

  /// What it changes. Two mutations of different parts do not undo each other.
  package enum Part: String, Sendable, Hashable, CaseIterable {
    case header, pack, frame, order, tree, entry, meaning, statement, name
  }

  /// What is made wrong.
  package enum Change: Sendable {
    case bundle(@Sendable (inout ForgedBundle, inout SeededRandom, MutantScene) throws -> Void)
    case statement(@Sendable (inout ForgedStatement) -> Void)
    /// The name of a bundle's file.
    case name(@Sendable (String) -> String)
  }

  /// Whether what it makes is to be refused, or kept waiting, and never taken in.
  package var isWrong: Bool { rules.isDisjoint(with: ["taken", "partly"]) }

  static func bundle(
    _ name: String, _ part: Part, _ rules: String...,
    change:
      @escaping @Sendable (
        inout ForgedBundle, inout SeededRandom, MutantScene
      ) throws -> Void
  ) -> Mutation {
    Mutation(name: name, part: part, rules: Set(rules), change: .bundle(change))
  }

  /// - Parameter change: is handed any one commit of the bundle, and its number.
  static func commit(
    _ name: String, _ part: Part, _ rules: String...,
    change: @escaping @Sendable (inout ForgedCommit, Int, MutantScene) throws -> Void
  ) -> Mutation {
    Mutation(
      name: name, part: part, rules: Set(rules),
      change: .bundle { bundle, random, scene in
        let at = Int.random(in: 0..<bundle.drafts.count, using: &random)
        try change(&bundle.drafts[at], at + 4, scene)
      })
  }
}

extension Mutation {
  /// This and another that changes another part, where both make a bundle wrong; itself otherwise.
  ///
  /// Which rule finds two faults first says nothing, so every rule is right.
  func joined(using random: inout SeededRandom) -> Mutation {
    let others = MutantRun.mutations.filter { $0.part != part && $0.isWrong && $0.isOfBundle }
    guard isWrong, case .bundle(let mine) = change,
      let other = others.randomElement(using: &random), case .bundle(let theirs) = other.change
    else { return self }
    // What leaves commits out comes last, because others choose among them.
    let (a, b) = part == .order ? (theirs, mine) : (mine, theirs)
    return Mutation(
      name: "\(name) + \(other.name)", part: part, rules: Rules.all.union(Rules.optional),
      change: .bundle { bundle, random, scene in
        try a(&bundle, &random, scene)
        try b(&bundle, &random, scene)
      })
  }

  private var isOfBundle: Bool { if case .bundle = change { true } else { false } }
}
