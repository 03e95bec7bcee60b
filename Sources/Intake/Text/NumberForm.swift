import SiteModel

/// What a value field can be.
enum NumberReading {
  case value(Decimal18)
  case gap
  case bad(RefusalReason, expected: String)
}

/// How a value field is read: the number exactly as written, never through a binary float.
struct NumberForm {
  private let placeholders: Set<[UInt8]>
  private let groupedThousands: Bool

  init(_ plan: IntakePlan) {
    self.init(placeholders: plan.placeholders, groupedThousands: plan.groupedThousands)
  }

  init(placeholders: [String], groupedThousands: Bool = false) {
    self.groupedThousands = groupedThousands
    self.placeholders = Set(
      placeholders.map {
        let text = Array($0.utf8)
        return lowered(folded(text.span, .init(start: 0, end: text.count, isQuoted: false)))
      })
  }

  /// Reads one field.
  func read(_ bytes: Span<UInt8>, _ field: RowSplitter.Field) -> NumberReading {
    if field.start == field.end { return .gap }
    if let plain = plainNumber(bytes, field.start, field.end) { return .value(plain) }
    return readText(folded(bytes, field))
  }

  private func readText(_ text: [UInt8]) -> NumberReading {
    if text.isEmpty || placeholders.contains(lowered(text)) { return .gap }
    if text.contains(UInt8(ascii: ",")) { return readGrouped(text) }
    return Self.number(text)
  }

  private func readGrouped(_ text: [UInt8]) -> NumberReading {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    var groups = parts[0].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    if let sign = groups[0].first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      groups[0].removeFirst()
    }
    guard parts.count <= 2, (1...3).contains(groups[0].count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy { $0 &- 0x30 < 10 } }),
      parts.count == 1 || !parts[1].contains(UInt8(ascii: ","))
    else { return .bad(.value, expected: "12.5") }
    let digits = text.filter { $0 != UInt8(ascii: ",") }
    guard groupedThousands || parts.count == 2 || groups.count > 2 else {
      let decimal = text.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
      let (one, other) = (
        String(decoding: digits, as: UTF8.self), String(decoding: decimal, as: UTF8.self)
      )
      return .bad(.thousands, expected: "\(one) / \(other)")
    }
    return Self.number(digits)
  }

  private static func number(_ text: [UInt8]) -> NumberReading {
    if let value = Decimal18(bytes: text[...]) { return .value(value) }
    let isLong = text.allSatisfy { $0 &- 0x30 < 10 || "+-.eE".utf8.contains($0) } && text.count > 18
    return isLong ? .bad(.digits, expected: "18") : .bad(.value, expected: "12.5")
  }
}

/// Reads `[-]digits[.digits]` with at most 18 digits; nil says that another form must be tried.
private func plainNumber(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Decimal18? {
  let isNegative = bytes[start] == UInt8(ascii: "-")
  let first = isNegative ? start &+ 1 : start
  var (at, units, point) = (first, 0 as Int64, -1)
  guard end &- first <= 19 else { return nil }
  while at < end {
    let byte = bytes[at]
    if byte &- 0x30 < 10 {
      let (tenfold, isOver) = units.multipliedReportingOverflow(by: 10)
      guard !isOver else { return nil }
      units = tenfold &+ Int64(byte &- 0x30)
    } else if byte == UInt8(ascii: "."), point < 0, at > first {
      point = at
    } else {
      return nil
    }
    at &+= 1
  }
  guard end > first, end &- first &- (point < 0 ? 0 : 1) <= 18, point != end &- 1 else {
    return nil
  }
  let decimals = point < 0 ? 0 : end &- 1 &- point
  return Decimal18(units: isNegative ? -units : units, decimals: UInt8(decimals))
}
