import BigInt

extension Rational {
  /// The square root to so many significant digits, rounded by GB/T 8170; of 0 it is 0.
  ///
  /// The only number of the program that is not exact: uncertainties and correlations have roots.
  ///
  /// - Parameter digits: 1 or more; the last of them is right to half a unit.
  /// - Precondition: the number is not below 0.
  package func squareRoot(digits: Int) -> Rational {
    precondition(self >= .zero, "a variance is never below 0")
    guard self != .zero else { return .zero }
    let places = rootPlaces(digits)
    // Half a unit too much or too little is told apart by the square, not by more digits.
    let floor = scaledRoot(places)
    let middle = Rational(floor * 2 + 1, over: 2).unscaled(places)
    let square = middle * middle
    let isUp = square < self || square == self && floor % 2 != 0
    return Rational(floor + (isUp ? 1 : 0), over: 1).unscaled(places)
  }

  /// How many places behind the point make the root so many digits; below 0: before it.
  private func rootPlaces(_ digits: Int) -> Int {
    let (above, below) = (String(numerator).utf8.count, String(denominator).utf8.count)
    // Surely too many; the root itself tells how many less.
    var places = digits - (above - below) / 2 + 2
    while String(scaledRoot(places)).utf8.count > digits { places -= 1 }
    return places
  }

  /// ⌊√self × 10^places⌋.
  private func scaledRoot(_ places: Int) -> BigInt {
    let power = BigInt(100).power(abs(places))
    let scaled = places >= 0 ? numerator * power / denominator : numerator / (denominator * power)
    return scaled.squareRoot()
  }

  private func unscaled(_ places: Int) -> Rational {
    let power = Rational(BigInt(10).power(abs(places)), over: 1)
    return places >= 0 ? self / power : self * power
  }
}
