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
