import SiteModel

/// Made-up records of ``SampleType``, with texts that break parsers.
struct SampleRecords {
  var random: SeededRandom
  let meters: [String]

  private static let letters = Array("=+-@\t\r\n'\"a甲,;；=|_x0041_ 0｛[{:😀\u{1}\u{301}\u{FEFF}，\\/")

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// Any text with something to see in it.
  mutating func text() -> String {
    let count = number(1...8)
    let text = String((0..<count).map { _ in Self.letters[number(0...(Self.letters.count - 1))] })
    return text.allSatisfy(\.isWhitespace) ? text + "x" : text
  }

  mutating func decimal() -> String {
    let whole = chance(20) ? "123456789012345678" : String(number(0...99_999))
    let rest =
      chance(60) ? "." + (0..<number(1...4)).map { _ in String(number(0...9)) }.joined() : ""
    let sign = chance(30) && (whole + rest).contains { "123456789".contains($0) } ? "-" : ""
    return sign + whole + rest
  }

  mutating func day() -> String {
    let (year, month, day) = (number(1880...2060), number(1...12), number(1...28))
    return CivilDate(year: year, month: month, day: day)?.description ?? ""
  }

  /// A value for a field, of its kind.
  mutating func value(_ field: String) -> JSON {
    switch field {
    case "number": .string("N-\(number(0...Int(Int32.max)))" + text())
    case "text":
      .string(
        chance(20)
          ? ["00123", "202301170000012345", "1E5", "true", "2025-7-1"][number(0...4)] : text())
    case "kind": .string(["coal", "gas", "odd"][number(0...2)])
    case "flag": .bool(chance(50))
    case "count": .number(String(number(-1_000_000...1_000_000)))
    case "weight", "cost": .number(String(number(-999_999_999_999_999...999_999_999_999_999)))
    case "mass": .string(decimal())
    case "day", "from", "until", "due": .string(day())
    case "meter": .string(meters[number(0...(meters.count - 1))])
    case "meters":
      .array((0..<number(0...3)).map { _ in .string(meters[number(0...(meters.count - 1))]) })
    case "words", "tags": .array((0..<number(0...3)).map { _ in .string(text()) })
    case "marks": .array((0..<number(0...2)).map { _ in .string(chance(50) ? "a" : "b") })
    case "rows": .array((0..<number(0...3)).map { _ in row() })
    case "title": .object(["zh": .string(text()), "en": .string(text())])
    default:
      .object(["任意": .string(text()), "n": .number(String(number(0...99))), "x": [.null, true]])
    }
  }

  private mutating func row() -> JSON {
    var row: [String: JSON] = ["what": .string(text())]
    for name in ["due", "cost", "tags"] where chance(50) { row[name] = value(name) }
    return .object(row)
  }

  mutating func record(_ fields: [String]) -> [String: JSON] {
    var record: [String: JSON] = [:]
    for field in fields where field == "number" || chance(70) { record[field] = value(field) }
    return record
  }
}
