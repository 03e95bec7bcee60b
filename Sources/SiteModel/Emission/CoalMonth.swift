/// The coal of one month, as its samples say: X = Σ(X_j × FC_j) / ΣFC_j.
package struct CoalMonth: Sendable, Hashable {
  /// In the order they were given.
  package let samples: [CoalSample]

  package init(_ samples: [CoalSample]) { self.samples = samples }

  /// The coal all samples stand for; 0 without samples.
  package var quantity: Quantity {
    Quantity(samples.reduce(.zero) { $0 + $1.quantity.value }, CoalUnits.mass)
  }

  /// Carbon as received, in tC/t, weighted by quantity; nil without samples.
  package var carbon: Quantity? { mean(CoalUnits.carbon, of: \.carbonAsReceived) }

  /// Net calorific value as received, in GJ/t, weighted by quantity; nil if any sample lacks it:
  /// what is not known of a part is not known of the whole.
  package var ncv: Quantity? { mean(CoalUnits.heat, of: \.ncv) }

  /// What the carbon of a month rests on.
  package struct Stated: Sendable, Hashable {
    /// In tC/t.
    package let quantity: Quantity
    /// The ids of the defaults it was computed from; none where it was measured.
    package let factors: [String]
    /// How well those defaults are known; nil where it was measured.
    package let mark: ConfidenceMark?
  }

  /// The defaults that a guide states for coal that was not measured.
  package struct Standard: Sendable, Hashable {
    let carbonPerHeat: Factor
    let ncv: Factor

    /// - Throws: ``UnitFault`` if they are no carbon per heat and no heat per mass.
    package init(carbonPerHeat: Factor, ncv: Factor) throws(UnitFault) {
      _ = try carbonPerHeat.value.converted(to: CoalUnits.carbonPerHeat)
      _ = try ncv.value.converted(to: CoalUnits.heat)
      (self.carbonPerHeat, self.ncv) = (carbonPerHeat, ncv)
    }
  }

  /// The measured carbon; of a month without samples what the guide states for it, which is never
  /// the mean of other months and never 0.
  package func carbon(or standard: Standard) -> Stated {
    if let carbon { return Stated(quantity: carbon, factors: [], mark: nil) }
    let defaults = [standard.carbonPerHeat, standard.ncv]
    let base = defaults.reduce(Rational.one) { $0 * $1.value.value * $1.value.unit.scale }
    let marks = defaults.map(\.mark.rawValue)
    return Stated(
      quantity: Quantity(base / CoalUnits.carbon.scale, CoalUnits.carbon),
      factors: defaults.map(\.id), mark: marks.max().flatMap(ConfidenceMark.init))
  }

  /// Carbon per heat, in tC/GJ; nil where either is not known.
  package var carbonPerHeat: Quantity? {
    guard let carbon, let ncv else { return nil }
    return Quantity(carbon.value / ncv.value, CoalUnits.carbonPerHeat)
  }

  /// Whether carbon and heat do not go together: outside 0.024 … 0.030 tC/GJ, both included.
  ///
  /// The range is this program's own, not a guide's: it flags and never refuses.
  package var isImplausible: Bool {
    guard let found = carbonPerHeat?.value else { return false }
    let range = Rational(units: 24, decimals: 3)...Rational(units: 30, decimals: 3)
    return !range.contains(found)
  }

  private func mean(_ unit: Unit, of value: (CoalSample) -> Quantity?) -> Quantity? {
    let products = samples.compactMap { sample in
      value(sample).map { $0.value * sample.quantity.value }
    }
    guard !samples.isEmpty, products.count == samples.count else { return nil }
    return Quantity(products.reduce(.zero, +) / quantity.value, unit)
  }
}
