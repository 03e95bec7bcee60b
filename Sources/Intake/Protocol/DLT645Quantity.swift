/// What a data identifier of DL/T 645-2007 names, for those whose form is known here.
///
/// Standings of the meter now, of all tariffs together or of one: `00 kk tt 00`. A standing of an
/// earlier settlement day (last byte not 0) was not read at the frame's time, so it is none.
/// Current and power are forms known and not confirmed by a published frame ([K]).
struct DLT645Quantity {
  let bytes: Int
  private let decimals: Int
  let unit: String
  /// Whether the highest bit may be a sign.
  private let mayBeSigned: Bool

  /// - Parameter identifier: four bytes, the highest first.
  init?(_ identifier: [UInt8]) {
    switch (identifier[0], identifier[1], identifier[2], identifier[3]) {
    case (0, 0...2, 0...0x3F, 0): self.init(4, 2, "kWh", identifier[1] == 0)
    case (0, 3...8, 0...0x3F, 0): self.init(4, 2, "kvarh", identifier[1] < 5)
    case (2, 1, 1...3, 0): self.init(2, 1, "V", false)
    case (2, 2, 1...3, 0): self.init(3, 3, "A", true)
    case (2, 3, 0...3, 0): self.init(3, 4, "kW", true)
    default: return nil
    }
  }

  private init(_ bytes: Int, _ decimals: Int, _ unit: String, _ mayBeSigned: Bool) {
    (self.bytes, self.decimals) = (bytes, decimals)
    (self.unit, self.mayBeSigned) = (unit, mayBeSigned)
  }

  /// The digits, the lowest byte first as the line has them.
  ///
  /// Where the highest bit may be a sign, a number that has it set is refused: whether a meter means
  /// 80 or minus is not known here.
  func number(_ content: ArraySlice<UInt8>) -> NumberInFrame {
    let digits = content.reversed().flatMap { [$0 >> 4, $0 & 15] }
    let shown = Hex.text(content.reversed())
    guard digits.allSatisfy({ $0 < 10 }) else {
      return .flaw(FrameFlaw(.value, found: shown, expected: "BCD"))
    }
    guard !mayBeSigned || digits[0] < 8 else {
      return .flaw(FrameFlaw(.value, found: shown, expected: "0…79"))
    }
    let text = digits.map(String.init).joined()
    return .value(text.dropLast(decimals) + "." + text.suffix(decimals))
  }
}
