/// The keywords that hold no schema: annotations, and limits on the value itself.
enum SchemaKeywords {
  static let dialect = "https://json-schema.org/draft/2020-12/schema"

  /// What the keyword tests, or nil if it only remarks.
  static func test(
    _ value: JSON, _ place: SchemaReader.Place
  ) throws(SchemaFault) -> SchemaRule.Test? {
    switch place.keyword {
    case "title", "description", "$comment", "$id", "$schema", "default", "examples":
      guard isRemark(value, place) else { throw place.malformed }
      return nil
    case "type": return .types(try types(value, place))
    case "const": return .values([value.comparable])
    case "enum":
      guard let items = value.array else { throw place.malformed }
      return .values(Set(items.map(\.comparable)))
    case "required": return .required(try names(value, place))
    case "dependentRequired": return try dependents(value, place)
    case "uniqueItems":
      guard let unique = value.bool else { throw place.malformed }
      return unique ? .unique : nil
    case "pattern": return try pattern(value, place)
    case "format":
      guard let format = value.string.flatMap(SchemaRule.Format.init) else { throw place.malformed }
      return .format(format)
    case let keyword where keyword.hasPrefix("x-"): return nil
    default: return try limit(value, place)
    }
  }

  private static func isRemark(_ value: JSON, _ place: SchemaReader.Place) -> Bool {
    switch place.keyword {
    case "default": true
    case "examples": value.array != nil
    case "$schema": value.string == dialect
    // A name below the root would move what `#` means.
    case "$id": value.string != nil && place.pointer.isEmpty
    default: value.string != nil
    }
  }

  private static func limit(
    _ value: JSON, _ place: SchemaReader.Place
  ) throws(SchemaFault) -> SchemaRule.Test {
    switch place.keyword {
    case "minItems": return .length(of: .list, try count(value, place)...Int.max)
    case "maxItems": return .length(of: .list, 0...(try count(value, place)))
    case "minLength": return .length(of: .text, try count(value, place)...Int.max)
    case "maxLength": return .length(of: .text, 0...(try count(value, place)))
    case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
      guard let limit = value.number.map(JSONNumber.init) else { throw place.malformed }
      return .number(bound(place.keyword, limit))
    default: throw .unknownKeyword(at: place.pointer, keyword: place.keyword)
    }
  }

  private static func bound(
    _ keyword: String, _ limit: JSONNumber
  ) -> @Sendable (JSONNumber) -> Bool {
    switch keyword {
    case "minimum": { $0 >= limit }
    case "maximum": { $0 <= limit }
    case "exclusiveMinimum": { $0 > limit }
    default: { $0 < limit }
    }
  }

  private static func count(_ value: JSON, _ place: SchemaReader.Place) throws(SchemaFault) -> Int {
    guard let count = value.number.flatMap({ JSONNumber($0).count }) else { throw place.malformed }
    return count
  }

  private static let known: Set<String> = [
    "null", "boolean", "object", "array", "number", "string", "integer",
  ]

  private static func types(
    _ value: JSON, _ place: SchemaReader.Place
  ) throws(SchemaFault) -> [String] {
    let types = value.string.map { [$0] } ?? (value.array ?? []).compactMap(\.string)
    guard !types.isEmpty, types.count == value.array?.count ?? 1, known.isSuperset(of: types)
    else { throw place.malformed }
    return types
  }

  private static func names(
    _ value: JSON, _ place: SchemaReader.Place
  ) throws(SchemaFault) -> [String] {
    guard let items = value.array else { throw place.malformed }
    let names = items.compactMap(\.string)
    guard names.count == items.count else { throw place.malformed }
    return names
  }

  private static func dependents(
    _ value: JSON, _ place: SchemaReader.Place
  ) throws(SchemaFault) -> SchemaRule.Test {
    guard let members = value.object else { throw place.malformed }
    var result: [String: [String]] = [:]
    for (name, items) in members { result[name] = try names(items, place) }
    return .dependentRequired(result)
  }

  private static func pattern(
    _ value: JSON, _ place: SchemaReader.Place
  ) throws(SchemaFault) -> SchemaRule.Test {
    guard let pattern = value.string else { throw place.malformed }
    guard TextPattern(pattern) != nil else {
      throw .pattern(at: place.pointer, pattern: pattern)
    }
    return .pattern(pattern)
  }
}

/// A regular expression as schemas mean it: like ECMAScript's, by Unicode scalars, not anchored.
struct TextPattern {
  private let regex: Regex<AnyRegexOutput>

  /// Answers nil if the text is no regular expression.
  init?(_ pattern: String) {
    guard let regex = try? Regex(pattern) else { return nil }
    self.regex = regex.matchingSemantics(.unicodeScalar).wordBoundaryKind(.simple)
      .asciiOnlyDigits().asciiOnlyWordCharacters()
  }

  func matches(_ text: String) -> Bool { text.firstMatch(of: regex) != nil }
}
