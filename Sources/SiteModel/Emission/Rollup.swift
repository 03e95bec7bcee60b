/// The figure of a group (集团汇总): what its entities have written down, added up, and what they
/// sell one another taken out.
///
/// Nothing is computed anew and nobody is corrected. The entities' numbers are added as they were
/// rounded there, so that a person can check the sum; nothing is rounded again.
///
/// GB/T 32150 draws its boundary around one reporting entity, and its total adds purchased and takes
/// off exported energy at that boundary (7.5.6 – 7.5.8); no rule for groups is held here. Within the
/// group nothing is purchased or exported, so of a transfer whose two figures are there **both** lines are left
/// out of the net. Where seller and buyer agree and the seller's rules take exports off, they cancel
/// already; where they do not, what was counted twice, or not at all, is what is left out.
package struct Rollup: Sendable {
  /// By entity, ascending.
  package let parts: [Part]
  /// By number.
  package let transfers: [InternalTransfer.Match]
  /// Exports of which nobody has said that they stay in the group.
  package let unassigned: [(entity: String, line: EntityFigure.Line)]

  /// One entity that is followed.
  package struct Part: Sendable {
    package let entity: String
    package let place: GroupPlace?
    /// nil: it is missing, which is no zero.
    package let figure: EntityFigure?
    /// Whether the figure is the approved one of its period; else it is the newest draft.
    package let isApproved: Bool

    package init(entity: String, place: GroupPlace?, figure: EntityFigure?, isApproved: Bool) {
      (self.entity, self.place) = (entity, place)
      (self.figure, self.isApproved) = (figure, isApproved)
    }

    /// Whether its figure can no longer change: every month of it is frozen.
    package var isFrozen: Bool { figure.map { !$0.isProvisional } ?? false }

    /// What belongs to the group by its share, unrounded; nil where one of both is not known.
    package var attributed: Rational? {
      guard let figure, let share = place?.share else { return nil }
      return figure.total * share / Rational(100)
    }
  }

  /// - Parameters:
  ///   - transfers: all that are known; those of other times are left out.
  ///   - days: those of the period.
  package init(
    _ parts: [Part], transfers: [InternalTransfer], over days: ClosedRange<CivilDate>
  ) {
    self.parts = parts.sorted { $0.entity < $1.entity }
    let figures = Dictionary(
      parts.compactMap { part in part.figure.map { (part.entity, $0) } }
    ) { $1 }
    let mine = transfers.filter { $0.touches(days) }.sorted { $0.number < $1.number }
    self.transfers = mine.map { $0.match(in: figures, over: days) }
    let named = Set(mine.map(\.seller))
    unassigned = figures.sorted { $0.key < $1.key }.flatMap { entity, figure in
      figure.lines.filter { line in
        line.category.isExport && !named.contains(.init(entity: entity, source: line.source))
      }.map { (entity, $0) }
    }
  }
}

extension RuleSet.Category {
  fileprivate var isExport: Bool { self == .exportedElectricity || self == .exportedHeat }
}

extension Rollup {
  /// Those that have a figure.
  package var reported: [Part] { parts.filter { $0.figure != nil } }

  /// 缺: those that have none, by name.
  package var missing: [String] { parts.filter { $0.figure == nil }.map(\.entity) }

  package var frozen: Int { parts.count(where: \.isFrozen) }

  /// The sum of what the entities say; nil where nobody says anything.
  package var gross: Rational? { Self.sum(parts) }

  /// What both lines of all matched transfers add to ``gross``.
  package var eliminated: Rational { transfers.map(\.counted).reduce(.zero, +) }

  package var net: Rational? { gross.map { $0 - eliminated } }

  /// The sum by the group's shares, transfers not taken out; nil where no share is known.
  package var attributed: Rational? {
    let known = parts.compactMap(\.attributed)
    return known.isEmpty ? nil : known.reduce(.zero, +)
  }

  /// Those of which nobody has said what share the group holds.
  package var shareUnknown: [String] { parts.filter { $0.place?.share == nil }.map(\.entity) }

  /// An equivalent as soon as one figure is one; nil where there is none.
  package var unit: String? {
    let units = Set(reported.compactMap(\.figure?.unit))
    return units.contains("tCO2e") ? "tCO2e" : units.first
  }

  static func sum(_ parts: some Sequence<Part>) -> Rational? {
    let totals = parts.compactMap(\.figure?.total)
    return totals.isEmpty ? nil : totals.reduce(.zero, +)
  }
}
