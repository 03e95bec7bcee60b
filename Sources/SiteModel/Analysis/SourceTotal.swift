/// What an inventory says of one source as a whole, however many lines it has.
package struct SourceTotal: Sendable, Hashable {
  package let source: String
  package let name: String
  /// What it adds to the total, exports below zero; nil where a line has no result.
  package let emission: Rational?
  /// 活动数据: the sum of the first activity that its rules name, in their unit; nil where it is not
  /// known, or lines of several rules do not measure the same.
  package let activity: Quantity?

  package init(source: String, name: String, emission: Rational?, activity: Quantity?) {
    (self.source, self.name) = (source, name)
    (self.emission, self.activity) = (emission, activity)
  }
}

extension Inventory {
  /// The sources that count in the total, by number.
  package var sourceTotals: [SourceTotal] {
    Dictionary(grouping: lines.filter { $0.rules.share != .standsApart }, by: \.source)
      .sorted { $0.key < $1.key }.map { source, lines in
        let known = lines.allSatisfy { $0.evaluation != nil }
        return SourceTotal(
          source: source, name: lines[0].name,
          emission: known ? lines.map(\.signed).reduce(.zero, +) : nil,
          activity: Self.sum(lines.map(\.activity)))
      }
  }

  /// The total, where every line that counts has a result; nil: a part of it is no total.
  package var knownTotal: Rational? {
    sourceTotals.allSatisfy { $0.emission != nil } ? total : nil
  }

  private static func sum(_ parts: [Quantity?]) -> Quantity? {
    guard let unit = parts.first??.unit else { return nil }
    var sum = Rational.zero
    for part in parts {
      guard let part, part.unit == unit else { return nil }
      sum = sum + part.value
    }
    return Quantity(sum, unit)
  }
}

extension Inventory.Line {
  /// The first activity its rules name, in their unit.
  fileprivate var activity: Quantity? {
    guard let wanted = rules.inputs.first(where: { $0.role == .activity }) else { return nil }
    // The rules were evaluated with it, so that it converts; what does not is not known.
    return inputs.first { $0.name == wanted.name }?.quantity
      .flatMap { try? $0.converted(to: wanted.unit) }
  }
}
