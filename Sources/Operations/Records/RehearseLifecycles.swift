package import SiteModel

/// Rehearses every lifecycle that a version of a record type goes through.
package struct RehearseLifecycles: Sendable {
  /// Each lifecycle, and the types whose records go through it; by name and version.
  package let lifecycles: [(lifecycle: Lifecycle, types: [String])]
  /// Everything tried.
  package let trials: [LifecycleTrial]

  package init(_ shelf: SchemaShelf) {
    let uses = shelf.uses
    lifecycles = shelf.lifecycles.all.map { lifecycle in
      (lifecycle, uses.filter { $0.lifecycle == lifecycle }.map(\.type).sorted())
    }
    trials = lifecycles.flatMap { $0.lifecycle.rehearsed() }
  }

  /// Ways that had to be open, and were.
  package var taken: [LifecycleTrial] {
    trials.filter { $0.passed && ["taken", "becomes"].contains($0.rule) }
  }

  /// Rules and guards that had to refuse, and did.
  package var refused: [LifecycleTrial] {
    trials.filter { $0.passed && !["taken", "becomes"].contains($0.rule) }
  }

  /// What went otherwise than the lifecycle says.
  package var failed: [LifecycleTrial] { trials.filter { !$0.passed } }
}
