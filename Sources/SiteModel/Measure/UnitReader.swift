/// Reads the text of a unit, front to back. Answers nil for whatever it does not know.
struct UnitReader {
  private var rest: Substring
  private var parts: [(unit: Unit, exponent: Int)] = []

  init(_ text: some StringProtocol) {
    rest = text.utf8.count <= 64 ? Self.plain(text)[...] : ""
  }

  mutating func read() -> Unit? {
    guard product(sign: 1, depth: 0), rest.isEmpty else { return nil }
    if parts.count == 1, let only = parts.first, only.exponent == 1 { return only.unit }
    return compound()
  }

  private func compound() -> Unit? {
    var (dimension, scale) = (Unit.Dimension.none, Rational.one)
    for (unit, exponent) in parts {
      guard let next = dimension.multiplied(by: unit.dimension, power: exponent) else { return nil }
      dimension = next
      for _ in 0..<abs(exponent) {
        scale = exponent > 0 ? scale * unit.scale : scale / unit.scale
      }
    }
    let symbols = parts.map { UnitPart(symbol: $0.unit.symbol, exponent: $0.exponent) }
    return Unit(symbol: UnitPart.text(symbols), dimension: dimension, scale: scale)
  }

  private mutating func product(sign: Int, depth: Int) -> Bool {
    guard factor(sign: sign, depth: depth) else { return false }
    while let mark = rest.first, mark == "/" || mark == "·" {
      rest.removeFirst()
      let before = parts.count
      guard factor(sign: mark == "/" ? -sign : sign, depth: depth) else { return false }
      if mark == "·" && parts.count == before + 1 { joinHours() }
    }
    return true
  }

  private mutating func factor(sign: Int, depth: Int) -> Bool {
    guard rest.first == "(" else { return symbol(sign: sign) }
    rest.removeFirst()
    guard depth < 4, product(sign: sign, depth: depth + 1), rest.first == ")" else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func symbol(sign: Int) -> Bool {
    let token = rest.prefix { !"/·()".contains($0) }
    rest = rest.dropFirst(token.count)
    if let unit = UnitRegistry.find(token) {
      parts.append((unit, sign))
      return true
    }
    guard let hat = token.lastIndex(of: "^"), let unit = UnitRegistry.find(token[..<hat]),
      let power = Int(token[token.index(after: hat)...]), (1...9).contains(abs(power.clampedPower))
    else { return false }
    parts.append((unit, sign * power))
    return true
  }

  /// `kW·h` is one unit wherever it stands: nobody means kg/kW times an hour by `kg/kW·h`.
  private mutating func joinHours() {
    guard let hours = parts.last, hours.unit.symbol == "h", let power = parts.dropLast().last,
      abs(power.exponent) == 1, abs(hours.exponent) == 1, power.unit.symbol.hasSuffix("W"),
      let joined = UnitRegistry.find(power.unit.symbol[...] + "h")
    else { return }
    parts.removeLast(2)
    parts.append((joined, power.exponent))
  }

  /// The text without blanks, in half-width letters and simplified characters.
  private static func plain(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      if let written = replacements[scalar] {
        result += written
      } else if (0xFF01...0xFF5E).contains(scalar.value),
        let narrow = Unicode.Scalar(scalar.value - 0xFEE0)
      {
        result += replacements[narrow] ?? String(narrow)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static let replacements: [Unicode.Scalar: String] = [
    "²": "2", "³": "3", "⁴": "^4", "₂": "2", "₃": "3", "₄": "4", "₆": "6", "㎥": "m3", "㎏": "kg",
    "㎾": "kW", "㎿": "MW", "*": "·", "×": "·", ".": "·", "⋅": "·", "•": "·", "∙": "·", "・": "·",
    "∕": "/", "萬": "万", "億": "亿", "噸": "吨", "瓩": "千瓦", "時": "时", "標": "标", "準": "准",
    "炭": "碳",
  ]
}

extension Int {
  // `abs` traps on the smallest Int.
  fileprivate var clampedPower: Int { Swift.max(self, -10) }
}
