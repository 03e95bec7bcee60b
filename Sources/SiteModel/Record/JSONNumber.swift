import BigInt

/// The exact value of a JSON number, however it is written: `1`, `1.0` and `10e-1` are one.
///
/// It is never expanded, so `1e999999999` costs no more than `1`.
struct JSONNumber: Sendable, Hashable, Comparable {
  private let isNegative: Bool
  /// 0 … 9, without zeros at either end; empty for zero.
  private let digits: [UInt8]
  /// The value is 0.d₁d₂d₃… × 10^place.
  private let place: BigInt

  /// Reads a number that the JSON grammar has already accepted.
  init(_ text: String) {
    let halves = text.utf8.split(omittingEmptySubsequences: false) { $0 | 32 == UInt8(ascii: "e") }
    let parts = halves[0].drop { $0 == UInt8(ascii: "-") }
      .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let exponent = halves.count > 1 ? BigInt(Self.unsigned(halves[1])) ?? 0 : 0
    var all = parts.flatMap { $0.map { $0 & 15 } }[...]
    let leading = all.prefix { $0 == 0 }.count
    all = all.dropFirst(leading)
    while all.last == 0 { all.removeLast() }
    digits = Array(all)
    isNegative = text.utf8.first == UInt8(ascii: "-") && !digits.isEmpty
    place = digits.isEmpty ? 0 : exponent + BigInt(parts[0].count - leading)
  }

  private static func unsigned(_ exponent: Substring.UTF8View) -> String {
    String(decoding: exponent.drop { $0 == UInt8(ascii: "+") }, as: UTF8.self)
  }

  /// Whether it has no part behind the point.
  var isWhole: Bool { place >= BigInt(digits.count) }

  /// The number where it counts something: nil if it is broken or below 0, else at most 2^31.
  var count: Int? {
    guard isWhole, !isNegative else { return nil }
    guard place <= 9 else { return 1 << 31 }
    let zeros = Int(place) - digits.count
    return digits.reduce(0) { $0 * 10 + Int($1) } * (0..<zeros).reduce(1) { power, _ in power * 10 }
  }

  /// One text for each value.
  var normal: String {
    digits.isEmpty
      ? "0" : (isNegative ? "-" : "") + digits.map { String($0) }.joined() + "e\(place)"
  }

  static func < (a: JSONNumber, b: JSONNumber) -> Bool {
    if a.isNegative != b.isNegative { return a.isNegative }
    return a.isNegative ? a.exceeds(b) : b.exceeds(a)
  }

  /// Whether its magnitude is the larger one.
  private func exceeds(_ other: JSONNumber) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return !digits.isEmpty }
    if place != other.place { return place > other.place }
    return other.digits.lexicographicallyPrecedes(digits)
  }
}

extension JSON {
  /// The same value with every number in one form: what `enum`, `const` and `uniqueItems` compare.
  var comparable: JSON {
    switch self {
    case .null, .bool, .string: self
    case .number(let text): .number(JSONNumber(text).normal)
    case .array(let items): .array(items.map(\.comparable))
    case .object(let members): .object(members.mapValues(\.comparable))
    }
  }
}
