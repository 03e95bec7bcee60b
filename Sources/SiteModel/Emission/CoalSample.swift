/// One coal sample as a laboratory reports it, and how much coal it stands for.
///
/// Conversions between bases: C_ar = C_ad × (100 − M_ar) / (100 − M_ad) and
/// C_ar = C_d × (100 − M_ar) / 100. Nobody here has confirmed them against the guide; whoever
/// prints what comes of them prints ``remark`` too.
package struct CoalSample: Sendable, Hashable {
  /// The number of the sample or of its report.
  package let number: String
  /// Coal as received that it stands for; > 0.
  package let quantity: Quantity
  /// Carbon in the coal as received, in tC/t.
  package let carbonAsReceived: Quantity
  /// Net calorific value as received, in GJ/t; nil: not reported.
  package let ncv: Quantity?

  /// The element carbon of a report, in percent, on the basis it was reported.
  package enum Carbon: Sendable, Hashable {
    /// C_ar (收到基).
    case asReceived(Rational)
    /// C_ad (空气干燥基), with the moisture M_ad in percent.
    case airDried(Rational, moisture: Rational)
    /// C_d (干燥基).
    case dry(Rational)
  }

  /// - Parameters:
  ///   - quantity: in t.
  ///   - moisture: total moisture M_ar in percent.
  ///   - ncv: in GJ/t as received.
  /// - Throws: ``CoalFault`` for what no coal has.
  package init(
    number: String, quantity: Rational, carbon: Carbon, moisture: Rational, ncv: Rational? = nil
  ) throws(CoalFault) {
    let check = SampleCheck(sample: number)
    try check("quantity", quantity, .zero < quantity)
    try check("moisture", moisture, .zero <= moisture && moisture < CoalUnits.whole)
    if let ncv { try check("ncv", ncv, .zero < ncv) }
    let percent = try carbon.asReceived(moisture: moisture, check)
    self.number = number
    self.quantity = Quantity(quantity, CoalUnits.mass)
    carbonAsReceived = Quantity(percent / CoalUnits.whole, CoalUnits.carbon)
    self.ncv = ncv.map { Quantity($0, CoalUnits.heat) }
  }

  /// What a person must be told beside every figure that rests on a conversion.
  package static let remark = BilingualText(
    zh: "煤样基准换算式和缺省值未经原文核对，请对照现行核算指南。",
    en:
      "The conversions between bases of coal and the defaults are not confirmed against the guide; check them there."
  )
}

extension CoalSample.Carbon {
  /// Percent of the coal as received.
  fileprivate func asReceived(
    moisture: Rational, _ check: SampleCheck
  ) throws(CoalFault) -> Rational {
    let whole = CoalUnits.whole
    switch self {
    case .asReceived(let value):
      try check("carbon", value, .zero < value && value + moisture <= whole)
      return value
    case .dry(let value):
      try check("carbon", value, .zero < value && value <= whole)
      return value * (whole - moisture) / whole
    case .airDried(let value, let dried):
      try check("moistureDried", dried, .zero <= dried && dried < whole)
      try check("carbon", value, .zero < value && value + dried <= whole)
      return value * (whole - moisture) / (whole - dried)
    }
  }
}

/// Refuses the values of one sample by name.
private struct SampleCheck {
  let sample: String

  func callAsFunction(
    _ field: String, _ value: Rational, _ isSound: Bool
  ) throws(CoalFault) {
    guard isSound else { throw CoalFault(sample: sample, field: field, value: value.text) }
  }
}

/// The units in which coal is computed.
enum CoalUnits {
  /// A hundred percent.
  static let whole = Rational(100)
  static let mass = unit("t")
  static let carbon = unit("tC/t")
  static let heat = unit("GJ/t")
  static let carbonPerHeat = unit("tC/GJ")

  // Each is known: tests read the symbols of what comes out.
  private static func unit(_ text: String) -> Unit {
    var reader = UnitReader(text)
    return reader.read() ?? .one
  }
}

/// A value of a sample that no coal has: a wrong unit, a wrong basis, or a point in the wrong place.
package struct CoalFault: Fault, Equatable {
  package let sample: String
  /// `quantity`, `carbon`, `moisture`, `moistureDried` or `ncv`; of a table also `date`, `basis`.
  package let field: String
  package let value: String

  package init(sample: String, field: String, value: String) {
    (self.sample, self.field, self.value) = (sample, field, value)
  }

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    Phrase("coal.value", ["sample": sample, "field": field, "value": value])
  }
}
