/// An exact decimal of at most 18 digits, as a meter shows it: `8021.12` is 802112 with 2 decimals.
///
/// The number of decimals is kept, so `12.50` prints as `12.50`. Equality compares the text form;
/// use ``isSameNumber(as:)`` where `12.50` and `12.5` are the same reading.
package struct Decimal18: Sendable, Hashable, CustomStringConvertible {
  /// The number in units of 10^-``decimals``; |units| < 10^18.
  package let units: Int64
  /// Digits behind the point, 0 … 18.
  package let decimals: UInt8

  /// The first magnitude that no longer fits: 10^18.
  package static let limit: Int64 = 1_000_000_000_000_000_000

  package init(units: Int64, decimals: UInt8) {
    precondition(decimals <= 18 && units > -Self.limit && units < Self.limit)
    self.units = units
    self.decimals = decimals
  }

  /// Reads `[+-]digits[.digits][e±digits]`, or answers nil: no blanks, no thousands, no NaN.
  ///
  /// An exponent is applied and not kept, the sign of zero is lost, leading zeros go.
  package init?(_ text: some StringProtocol) {
    self.init(bytes: Array(text.utf8)[...])
  }

  /// Reads the same from bytes; see ``init(_:)``.
  package init?(bytes: ArraySlice<UInt8>) {
    var scan = DecimalScan(bytes)
    guard let result = scan.read() else { return nil }
    self = result
  }

  /// Whether both are one number, however many zeros are written at the end.
  package func isSameNumber(as other: Decimal18) -> Bool {
    let (a, b) = (normalised, other.normalised)
    return a.units == b.units && a.decimals == b.decimals
  }

  /// The same number without zeros at the end: one form for each number.
  package var normalised: Decimal18 {
    var (units, decimals) = (units, decimals)
    while decimals > 0 && units % 10 == 0 { (units, decimals) = (units / 10, decimals - 1) }
    return Decimal18(units: units, decimals: decimals)
  }

  /// The same number with at least so many decimals; nil where it would not fit 18 digits.
  package func widened(to decimals: UInt8) -> Decimal18? {
    guard decimals > self.decimals else { return self }
    var widened = units
    for _ in self.decimals..<decimals {
      guard widened.magnitude < Self.limit / 10 else { return nil }
      widened *= 10
    }
    return decimals <= 18 ? Decimal18(units: widened, decimals: decimals) : nil
  }

  package var description: String {
    var digits = String(units.magnitude)
    if decimals > 0 {
      let missing = Int(decimals) + 1 - digits.count
      if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -Int(decimals)))
    }
    return units < 0 ? "-" + digits : digits
  }
}

/// Reads one number from bytes, front to back.
private struct DecimalScan {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func read() -> Decimal18? {
    let negative = sign()
    var (digits, count): (UInt64, Int) = (0, 0)
    guard take(&digits, &count) else { return nil }
    var places = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      let whole = count
      guard take(&digits, &count) else { return nil }
      places = count - whole
    }
    guard count > 0, let exponent = exponent(), rest.isEmpty else { return nil }
    return Self.scaled(digits, places - exponent, negative)
  }

  private mutating func sign() -> Bool {
    guard let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    else { return false }
    rest.removeFirst()
    return first == UInt8(ascii: "-")
  }

  /// Takes digits as long as they come; false if the number leaves 18 digits.
  private mutating func take(_ digits: inout UInt64, _ count: inout Int) -> Bool {
    while let byte = rest.first, byte &- 48 < 10 {
      rest.removeFirst()
      digits = digits * 10 + UInt64(byte & 15)
      count += 1
      guard digits < UInt64(Decimal18.limit), count <= 64 else { return false }
    }
    return true
  }

  private mutating func exponent() -> Int? {
    guard let mark = rest.first, mark | 32 == UInt8(ascii: "e") else { return 0 }
    rest.removeFirst()
    let negative = sign()
    var (digits, count): (UInt64, Int) = (0, 0)
    guard take(&digits, &count), count > 0, digits <= 64 else { return nil }
    return negative ? -Int(digits) : Int(digits)
  }

  private static func scaled(_ digits: UInt64, _ places: Int, _ negative: Bool) -> Decimal18? {
    var (units, places) = (digits, places)
    while places < 0 {
      guard units < UInt64(Decimal18.limit) / 10 else { return nil }
      (units, places) = (units * 10, places + 1)
    }
    guard places <= 18 else { return nil }
    return Decimal18(units: negative ? -Int64(units) : Int64(units), decimals: UInt8(places))
  }
}
