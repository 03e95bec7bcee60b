/// What was consumed from one moment until another, and what is not known of it.
package struct Consumed: Sendable, Hashable {
  /// From the first moment up to, and without, the last.
  package let span: Range<Instant>
  /// The exact sum of what is known; nil if nothing is known: a blank is never zero.
  package let sum: ExactSum?
  /// Of the sum.
  package let unit: String
  /// What is not known, ascending and disjoint; touching gaps of one reason are one.
  package let gaps: [Gap]
  /// Readings whose time lies in the span; one that stands at its end belongs to what follows.
  package let readings: Int
  /// Cells in the span that count as missing because their statements do not agree.
  package let conflicts: Int
  /// Quantities that stand for missing readings, and are in the sum.
  package internal(set) var fills: [GapFill] = []

  /// The exact value; nil if nothing is known.
  package var value: Rational? { sum?.value }
  /// Whether the whole span is known, or filled.
  package var complete: Bool { gaps.isEmpty }

  /// A stretch of which nothing is known.
  package struct Gap: Sendable, Hashable {
    /// The first moment that is not known.
    package let from: Instant
    /// The first moment after it that is; always later than `from`.
    package let until: Instant
    /// Why, in one word of a closed list.
    package let reason: Reason

    package init(from: Instant, until: Instant, reason: Reason) {
      (self.from, self.until, self.reason) = (from, until, reason)
    }
  }

  /// Why a stretch is not known.
  package enum Reason: String, Sendable, Hashable, CaseIterable {
    /// No reading covers it; a register has none at the boundary.
    case noReading = "no-reading"
    /// Statements do not agree, so they count as missing.
    case conflict
    /// An interval reaches across the boundary; its parts are not known.
    case crosses
    /// The register fell, and nobody decided between rollover and reset.
    case fall
    /// A rollover was decided, but the digits of the register are not known or do not fit.
    case digits
    /// Multiplier, unit or kind changed, and no reading stands at the change.
    case change
    /// Measured in another unit than the beginning of the span.
    case unit
    /// No setting of the point says yet what its readings mean.
    case noSetting = "no-setting"

    /// How the reason is said.
    package var phrase: Phrase { Phrase("gap.\(rawValue)") }
  }
}

extension [Consumed.Gap] {
  /// Adds a gap behind the last, joined with it if both touch and have one reason.
  mutating func add(_ from: Int64, _ until: Int64, _ reason: Consumed.Reason) {
    guard from < until else { return }
    let end = Instant(seconds: until)
    if let last, last.until.seconds == from, last.reason == reason {
      self[count - 1] = Consumed.Gap(from: last.from, until: end, reason: reason)
    } else {
      append(Consumed.Gap(from: Instant(seconds: from), until: end, reason: reason))
    }
  }

  /// Adds gaps that lie behind those here.
  mutating func add(_ gaps: [Consumed.Gap]) {
    for gap in gaps { add(gap.from.seconds, gap.until.seconds, gap.reason) }
  }
}
