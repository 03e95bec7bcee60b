extension Inventory {
  /// How the months of a period stand.
  package struct Months: Sendable, Hashable {
    /// Those that are frozen, and nothing else counts since.
    package var frozen: [Frozen] = []
    /// The others, which can still change.
    package var open: [Period] = []
    /// Of the others, those that were frozen, and in which other readings count since.
    package var changed: [Period] = []

    package init() {}
  }

  /// A month whose readings no longer change.
  package struct Frozen: Sendable, Hashable {
    package let period: Period
    /// Of what was frozen.
    package let digest: ContentHash

    package init(_ period: Period, _ digest: ContentHash) {
      (self.period, self.digest) = (period, digest)
    }
  }
}

extension Inventory.Months {
  /// `frozen [{period, digest}]`, `open`, `changed`.
  var members: [String: JSON] {
    [
      "frozen": .array(
        frozen.map {
          ["period": .string($0.period.description), "digest": .string($0.digest.description)]
        }),
      "open": .array(open.map { .string($0.description) }),
      "changed": .array(changed.map { .string($0.description) }),
    ]
  }
}
