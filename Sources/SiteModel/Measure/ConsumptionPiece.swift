/// What the readings of one stretch of time say for themselves, so that it can be joined with what
/// the neighbours say.
///
/// A register's rise between the last reading of one day and the first of the next belongs to
/// neither; so a piece keeps its first and last reading, and ``ConsumptionTally`` adds the rise when
/// a period covers both. In the same way an interval that begins here and ends later is kept apart
/// in ``out``. Joined pieces give exactly what one piece over the whole time gives.
package struct ConsumptionPiece: Sendable, Hashable {
  /// Seconds since 1970; the piece holds readings of `from` ≤ time < `until`.
  package let from: Int64
  /// Seconds since 1970; equal to `from` for the piece that only closes a register.
  package let until: Int64
  /// Rises between readings inside, or intervals that end by `until`; times the multiplier.
  package var sum = ExactSum.zero
  /// Whether the sum says something: a blank is never zero.
  package var measured = false
  /// What is not known inside, without the parts that a neighbour may still explain.
  package var gaps: [Consumed.Gap] = []
  /// Readings inside.
  package var readings = 0
  /// Cells inside whose statements do not agree.
  package var conflicts = 0
  /// Whether the statements at the moment `from` do not agree.
  package var startsInConflict = false
  /// A register's first standing. Elsewhere only a standing exactly at `from`, where one ended.
  package var first: RegisterMark?
  /// A register's last standing.
  package var last: RegisterMark?
  /// Where an interval ends that began earlier and reaches inside; `from` if there is none.
  package var entersUntil: Int64
  /// The interval that begins here and ends after `until`.
  package var out: Crosser?

  /// An interval that reaches across a border.
  package struct Crosser: Sendable, Hashable {
    /// Seconds since 1970.
    package let from: Int64
    /// Seconds since 1970, after the piece it is kept in.
    package let until: Int64
    /// All of it, times the multiplier.
    package let amount: ExactSum

    package init(from: Int64, until: Int64, amount: ExactSum) {
      (self.from, self.until, self.amount) = (from, until, amount)
    }
  }

  package init(from: Int64, until: Int64) {
    (self.from, self.until, entersUntil) = (from, until, from)
  }
}
