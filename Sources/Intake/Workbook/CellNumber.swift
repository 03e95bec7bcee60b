/// A number in a cell, exactly: never a binary float, although spreadsheets compute with them.
///
/// A spreadsheet shows 15 digits and saves up to 17: what a person typed as 1.1 stands in the file
/// as 1.1000000000000001. ``shown`` is what the person sees.
package struct CellNumber: Sendable, Hashable {
  private let isNegative: Bool
  /// 0 … 9, without zeros at either end; empty for zero.
  private let digits: [UInt8]
  /// The value is 0.d₁d₂d₃… × 10^place.
  private let place: Int

  /// Reads `[+-]digits[.digits][E[+-]digits]`, as files and people write it.
  package init?(_ text: String) {
    let halves = text.utf8.split(omittingEmptySubsequences: false) { $0 | 32 == UInt8(ascii: "e") }
    guard halves.count <= 2, !text.isEmpty else { return nil }
    let exponent = halves.count == 2 ? Self.exponent(halves[1]) : 0
    var mantissa = Array(halves[0])[...]
    let isNegative = mantissa.first == UInt8(ascii: "-")
    if isNegative || mantissa.first == UInt8(ascii: "+") { mantissa = mantissa.dropFirst() }
    let parts = mantissa.split(
      separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    let all = parts.flatMap { $0 }
    guard parts.count <= 2, !all.isEmpty, all.count <= 400, all.allSatisfy({ $0 &- 48 < 10 }),
      let exponent
    else { return nil }
    self.init(
      isNegative: isNegative, digits: all.map { $0 & 15 }, place: parts[0].count + exponent)
  }

  private init(isNegative: Bool, digits: [UInt8], place: Int) {
    let leading = digits.prefix { $0 == 0 }.count
    var rest = digits.dropFirst(leading)
    while rest.last == 0 { rest.removeLast() }
    self.digits = Array(rest)
    self.isNegative = isNegative && !rest.isEmpty
    self.place = rest.isEmpty ? 0 : place - leading
  }

  private static func exponent(_ text: Substring.UTF8View) -> Int? {
    let digits = text.first == UInt8(ascii: "+") ? text.dropFirst() : text
    guard digits.count <= 4 else { return nil }
    return Int(Substring(digits))
  }

  /// How many digits it takes to write it, zeros at the ends not counted.
  package var precision: Int { digits.count }

  /// Whether it has no part behind the point.
  package var isWhole: Bool { place >= digits.count }

  /// The number as a spreadsheet shows it: rounded to 15 digits.
  package var shown: CellNumber { rounded(to: 15) }

  /// The number rounded to so many digits, a 5 away from zero.
  package func rounded(to count: Int) -> CellNumber {
    guard digits.count > count else { return self }
    var kept = Array(digits[..<count])
    guard digits[count] >= 5 else {
      return CellNumber(isNegative: isNegative, digits: kept, place: place)
    }
    while kept.last == 9 { kept.removeLast() }
    guard let last = kept.popLast() else {
      return CellNumber(isNegative: isNegative, digits: [1], place: place + 1)
    }
    return CellNumber(isNegative: isNegative, digits: kept + [last + 1], place: place)
  }

  /// All its digits and no exponent: `-0.00125`, `12000`.
  package var plain: String {
    guard !digits.isEmpty else { return "0" }
    let sign = isNegative ? "-" : ""
    let all = digits.map { String($0) }.joined()
    if place <= 0 { return sign + "0." + String(repeating: "0", count: -place) + all }
    if isWhole { return sign + all + String(repeating: "0", count: place - digits.count) }
    return sign + all.prefix(place) + "." + all.dropFirst(place)
  }

  /// Whole days, and seconds after midnight rounded to the next whole one; nil below 0 or from
  /// 10 million days on.
  var daysAndSeconds: (days: Int, seconds: Int)? {
    guard !isNegative, place <= 7 else { return nil }
    let padded = [UInt8](repeating: 0, count: max(0, -place)) + digits
    let whole = place <= 0 ? [] : Array(padded.prefix(place))
    let zeros = max(0, place - digits.count)
    let days = (whole + [UInt8](repeating: 0, count: zeros)).reduce(0) { $0 * 10 + Int($1) }
    let fraction = Array(padded.dropFirst(max(0, place)).prefix(12))
    let units = (fraction + [UInt8](repeating: 0, count: 12 - fraction.count))
      .reduce(0) { $0 * 10 + Int($1) }
    let seconds = (units * 86_400 + 500_000_000_000) / 1_000_000_000_000
    return (days + seconds / 86_400, seconds % 86_400)
  }
}

extension CellNumber {
  /// Reads a number as a person types it: full-width digits, blanks at the ends, and thousands
  /// where they can be nothing else.
  ///
  /// `1,234` may be a number or two: it is none here, while `1,234.5` and `1,234,567` are.
  package init?(typed text: String) {
    let bytes = Array(text.utf8)
    let plain = folded(bytes.span, .init(start: 0, end: bytes.count, isQuoted: false))
    var typed = String(decoding: plain, as: UTF8.self)
    if typed.contains(",") {
      guard let match = typed.wholeMatch(of: /[+-]?[0-9]{1,3}((?:,[0-9]{3})+)(\.[0-9]+)?/),
        match.1.utf8.count > 4 || match.2 != nil
      else { return nil }
      typed = typed.replacing(",", with: "")
    }
    self.init(typed)
  }
}
