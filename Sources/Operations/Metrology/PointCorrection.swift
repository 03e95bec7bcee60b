import SiteModel

/// That what a point measured in some time is to be taken otherwise: what an inventory would be
/// were its meter right. Nothing that is drawn up and signed is ever computed with it.
struct PointCorrection: Sendable {
  /// The id of the point.
  let point: String
  let span: Range<Instant>
  /// What is added to a quantity, as a part of it.
  let part: Rational
}

extension PointReadings {
  /// What the meter itself measured in a stretch of time, without what people put in the place of
  /// readings that are missing; nil for kinds that have no consumption.
  func measured(over span: Range<Instant>) throws -> Consumed? {
    do { return try Consumption.over(span, of: shown(span)) } catch let fault {
      guard case .notConsumed? = fault as? ConsumptionFault else { throw fault }
      return nil
    }
  }
}

extension InventoryBasis {
  /// What corrections add to the consumption of a point in a stretch, in a unit.
  func correction(
    of point: MeasurementPoint, _ readings: PointReadings, over stretch: Range<Instant>,
    in unit: SiteModel.Unit
  ) throws -> Rational {
    var sum = Rational.zero
    for correction in corrections where correction.point == point.id {
      let span = correction.span.clamped(to: stretch)
      guard !span.isEmpty, let consumed = try readings.measured(over: span),
        let value = consumed.value
      else { continue }
      let own = try Quantity(value, SiteModel.Unit(consumed.unit)).converted(to: unit)
      sum = sum + own.value * correction.part
    }
    return sum
  }
}
