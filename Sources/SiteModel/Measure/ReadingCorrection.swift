/// What a person's correction says of one cell: which statements it denies, and what stands instead.
///
/// `model.md` §5: originals are identified by their content, corrections by their name.
package struct ReadingCorrection: Sendable, Hashable {
  /// A statement that is denied.
  package enum Denied: Sendable, Hashable {
    /// An original: the value as a number, and its unit.
    case original(Decimal18, unit: String)
    /// An earlier correction of the same cell.
    case correction(EntryName)
  }

  /// What stands instead.
  package enum Given: Sendable, Hashable {
    /// One of the originals is right after all.
    case adopted(Decimal18)
    /// A value of its own.
    case own(Decimal18)
    /// Nothing: the cell is a gap.
    case gap
  }

  /// The cell: the instant, or the start of the interval, in seconds since 1970 in UTC.
  package let at: Int64
  /// Seconds of the interval; 0 for an instant.
  package let length: Int32
  /// The unit of what is given.
  package let unit: String
  package let denied: Set<Denied>
  package let given: Given
  /// Flags of what is given, such as `rollover`.
  package let flags: [String]

  /// - Parameter denied: values are compared as numbers.
  package init(
    at: Int64, length: Int32, unit: String, denied: some Sequence<Denied>, given: Given,
    flags: [String] = []
  ) {
    (self.at, self.length, self.unit) = (at, length, unit)
    (self.given, self.flags) = (given, flags)
    self.denied = Set(denied.map(\.normalised))
  }

  /// The value that it gives; nil for a gap.
  package var value: Decimal18? {
    switch given {
    case .adopted(let value), .own(let value): value
    case .gap: nil
    }
  }
}

extension ReadingCorrection.Denied {
  var normalised: Self {
    if case .original(let value, let unit) = self {
      .original(value.normalised, unit: unit)
    } else {
      self
    }
  }
}

/// A correction where it stands in a store.
package struct PlacedCorrection: Sendable, Hashable {
  /// The commit that brought it; at most one correction of a cell has it.
  package let name: EntryName
  /// The caller's number of its segment; conflicts name it.
  package let segment: Int
  /// Whether no undo names its segment.
  package let isLive: Bool
  package let correction: ReadingCorrection

  package init(
    name: EntryName, segment: Int, isLive: Bool, _ correction: ReadingCorrection
  ) {
    (self.name, self.segment, self.isLive) = (name, segment, isLive)
    self.correction = correction
  }
}
