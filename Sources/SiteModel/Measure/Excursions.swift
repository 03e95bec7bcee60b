/// Readings of a register that leave its way and come back: a dip below what stood before, or a
/// spike above what follows.
///
/// A register only counts, so where it falls something is wrong with one side of the fall. The
/// shorter side is, if without it the register goes on rising; a run that never comes back is none,
/// and stays a fall for a person to explain.
package enum Excursions {
  /// The readings that lie outside the way of the others, by their places, ascending.
  ///
  /// - Parameter values: the standings, by time.
  package static func places(in values: [Decimal18]) -> [Int] {
    var (way, outside) = ([Int](), [Int]())
    var next = 0
    while next < values.count {
      guard let last = way.last, values[next].isLess(than: values[last]) else {
        way.append(next)
        next += 1
        continue
      }
      let dip = lengthOfDip(at: next, below: values[last], values)
      let spike = lengthOfSpike(on: way, above: values[next], values)
      switch (dip, spike) {
      case (let dip?, let spike) where dip <= spike ?? .max:
        outside += next..<next + dip
        next += dip
      case (_, let spike?):
        outside += way.suffix(spike)
        way.removeLast(spike)
      default:
        way.append(next)
        next += 1
      }
    }
    return outside.sorted()
  }

  /// How many readings stand below before one reaches `base` again; nil if none does.
  private static func lengthOfDip(
    at first: Int, below base: Decimal18, _ values: [Decimal18]
  ) -> Int? {
    values[first...].firstIndex { !$0.isLess(than: base) }.map { $0 - first }
  }

  /// How many readings at the end of the way stand above one that follows; nil if all do.
  private static func lengthOfSpike(
    on way: [Int], above value: Decimal18, _ values: [Decimal18]
  ) -> Int? {
    let above = way.reversed().prefix { value.isLess(than: values[$0]) }.count
    return above < way.count ? above : nil
  }
}

extension Decimal18 {
  /// Whether the number is smaller, however many decimals either has.
  package func isLess(than other: Decimal18) -> Bool {
    if decimals == other.decimals { return units < other.units }
    return Rational(self) < Rational(other)
  }
}

extension ShownReadings {
  /// The flag of a reading that a person holds for wrong, and that stays as it is: it counts for
  /// nothing, as if nobody had read.
  package static let suspect = "suspect"

  /// The readings that count.
  package var trusted: ShownReadings {
    guard let rows = flags[Self.suspect], !rows.isEmpty else { return self }
    let left = Set(rows)
    let kept = times.indices.filter { !left.contains($0) }
    var trusted = self
    trusted.times = kept.map { times[$0] }
    trusted.lengths = kept.map { lengths[$0] }
    trusted.units = kept.map { units[$0] }
    trusted.decimals = kept.map { decimals[$0] }
    let places = Dictionary(uniqueKeysWithValues: zip(kept, 0...))
    trusted.flags = flags.mapValues { $0.filter { !left.contains($0) }.compactMap { places[$0] } }
    return trusted
  }
}
