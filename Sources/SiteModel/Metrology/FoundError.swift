/// How far an instrument was off when somebody looked.
package struct FoundError: Sendable, Hashable {
  /// What the error is a part of.
  package enum Basis: String, Sendable, Hashable, CaseIterable {
    /// 相对示值: true = reading − error × reading.
    case reading
    /// 相对标准值: reading = true + error × true.
    case standard = "true"
  }

  /// Signed: reading low is negative.
  package let percent: Rational
  package let basis: Basis

  package init(percent: Rational, of basis: Basis) {
    (self.percent, self.basis) = (percent, basis)
  }

  /// What is to be added to a quantity that was read, as a part of it; nil for an error of −100 % of
  /// the standard's value or less, by which nothing can be told.
  package var correction: Rational? {
    let error = percent / Rational(100)
    guard basis == .standard else { return -error }
    let read = Rational.one + error
    return read > .zero ? Rational.one / read - Rational.one : nil
  }

  /// What a calibration says: the error that was written down, else the largest of its rows.
  init?(calibration fields: [String: JSON]) {
    if let percent = fields.number("errorFound") {
      let basis = fields["errorBasis"]?.string.flatMap(Basis.init) ?? .reading
      self.init(percent: percent, of: basis)
      return
    }
    let rows = fields.rows("results").compactMap(CalibrationPoint.init).compactMap(\.percent)
    guard let largest = rows.max(by: { $0.magnitude < $1.magnitude }) else { return nil }
    self.init(percent: largest, of: .standard)
  }
}
