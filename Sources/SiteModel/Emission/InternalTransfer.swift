/// Electricity or heat that one entity of a group sells to another: which line of the one's
/// inventory is which line of the other's.
package struct InternalTransfer: Sendable, Hashable {
  /// The number people use.
  package let number: String
  package let carrier: Carrier
  package let seller: End
  package let buyer: End
  /// Since when, and how long.
  package let days: OpenDays

  /// What is sold.
  package enum Carrier: String, Sendable, Hashable { case electricity, heat }

  /// A source of one entity.
  package struct End: Sendable, Hashable {
    package let entity: String
    package let source: String

    package init(entity: String, source: String) {
      (self.entity, self.source) = (entity, source)
    }
  }

  /// Reads the fields of an `internal-transfer` record; nil where one is missing or in dispute.
  package init?(_ fields: [String: JSON]) {
    func end(_ role: String) -> End? {
      guard let entity = fields[role]?.string, let source = fields["\(role)Source"]?.string else {
        return nil
      }
      return End(entity: entity, source: source)
    }
    guard let number = fields["number"]?.string, let seller = end("seller"),
      let buyer = end("buyer"),
      let carrier = fields["carrier"]?.string.flatMap({ Carrier(rawValue: $0) })
    else { return nil }
    (self.number, self.carrier, self.seller, self.buyer) = (number, carrier, seller, buyer)
    days = OpenDays(
      from: fields["from"]?.string.flatMap { CivilDate($0) },
      until: fields["until"]?.string.flatMap { CivilDate($0) })
  }
}

extension InternalTransfer {
  /// What the entities themselves say of it.
  package struct Match: Sendable, Hashable {
    package let transfer: InternalTransfer
    /// nil where the entity's inventory does not say.
    package let seller: Side?
    package let buyer: Side?
    /// Why a figure is missing; empty where both are there.
    package let why: [Lack]

    /// Whether both figures are there.
    package var isMatched: Bool { why.isEmpty }

    /// The seller's energy less the buyer's, in the seller's unit; nil where they cannot be compared.
    package var difference: Quantity? {
      guard let sold = seller?.energy, let bought = try? buyer?.energy?.converted(to: sold.unit)
      else { return nil }
      return Quantity(sold.value - bought.value, sold.unit)
    }

    /// Whether the two do not say the same; the energy decides where it is known.
    package var differs: Bool {
      guard let seller, let buyer else { return false }
      return difference.map { $0.value != .zero } ?? (seller.counted + buyer.counted != .zero)
    }

    /// What both lines add to the sum of the entities' totals.
    package var counted: Rational {
      guard isMatched, let seller, let buyer else { return .zero }
      return seller.counted + buyer.counted
    }
  }

  /// One entity's figure.
  package struct Side: Sendable, Hashable {
    package let end: End
    package let energy: Quantity?
    /// What the lines add to the entity's total.
    package let counted: Rational
    package let gas: RuleSet.Gas
  }

  /// Why there is no figure.
  package enum Lack: Sendable, Hashable {
    /// The entity is not followed, or has no inventory of the period.
    case missing(Role)
    /// Its inventory has no line of this source with a result.
    case noLine(Role)
    /// The supply is not for the whole period, and the lines are.
    case partOfPeriod
  }

  /// Which end of it.
  package enum Role: String, Sendable, Hashable { case seller, buyer }

  /// Looks both ends up.
  ///
  /// - Parameters:
  ///   - figures: by entity.
  ///   - days: those of the period.
  func match(
    in figures: [String: EntityFigure], over days: ClosedRange<CivilDate>
  ) -> Match {
    let sides = [(Role.seller, seller), (.buyer, buyer)].map { role, end in
      Self.side(role, end, figures[end.entity])
    }
    let isWhole = self.days.holds(days.lowerBound) && self.days.holds(days.upperBound)
    return Match(
      transfer: self, seller: sides[0].side, buyer: sides[1].side,
      why: sides.compactMap(\.lack) + (isWhole ? [] : [.partOfPeriod]))
  }

  private static func side(
    _ role: Role, _ end: End, _ figure: EntityFigure?
  ) -> (side: Side?, lack: Lack?) {
    guard let figure else { return (nil, .missing(role)) }
    let lines = figure.lines.filter { $0.source == end.source }
    let counted = lines.compactMap(\.counted)
    guard let gas = lines.first?.gas, counted.count == lines.count else {
      return (nil, .noLine(role))
    }
    let side = Side(
      end: end, energy: sum(lines.map(\.energy)), counted: counted.reduce(.zero, +), gas: gas)
    return (side, nil)
  }

  /// nil as soon as one part is not known.
  private static func sum(_ parts: [Quantity?]) -> Quantity? {
    guard var sum = parts.first ?? nil else { return nil }
    for part in parts.dropFirst() {
      guard let next = try? part?.converted(to: sum.unit) else { return nil }
      sum = Quantity(sum.value + next.value, sum.unit)
    }
    return sum
  }

  /// Whether any day of it lies in a period.
  func touches(_ days: ClosedRange<CivilDate>) -> Bool {
    self.days.from.map { $0 <= days.upperBound } ?? true
      && self.days.until.map { days.lowerBound <= $0 } ?? true
  }
}
