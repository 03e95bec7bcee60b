package import SiteModel

/// What a schema says of a value that a print or a form needs: choices, references, columns.
///
/// The same for a field and for a column of its rows.
package struct PrintedShape: Sendable {
  /// What the values to choose from are called.
  package let choices: [String: BilingualText]
  /// The values to choose from, in the order of the schema.
  package let options: [String]
  package let references: [String]
  package let isTruth: Bool
  package let isDay: Bool
  /// Whether it is a whole number, and no decimal text.
  package let isWhole: Bool
  /// Whether it takes more than a line to write.
  package let isLong: Bool
  /// Of an array: what its items are.
  private let item: [PrintedShape]
  /// Of an object: its members, in order.
  package let members: [Member]

  /// A member of an object, or a column of rows.
  package struct Member: Sendable {
    package let name: String
    package let title: BilingualText
    package let unit: String?
    package let shape: PrintedShape
  }

  /// - Parameter definitions: what stands under `$defs`.
  package init(_ schema: JSON, _ definitions: [String: JSON]) {
    let schema = Self.whole(schema, definitions)
    options = schema["enum"]?.array?.compactMap(\.string) ?? []
    choices = (schema["x-choices"]?.object ?? [:]).compactMapValues(BilingualText.init(json:))
    references =
      schema["x-ref"].map { $0.string.map { [$0] } ?? $0.array?.compactMap(\.string) ?? [] } ?? []
    isTruth = schema["type"]?.string == "boolean"
    isWhole = schema["type"]?.string == "integer"
    isDay = schema["format"]?.string == "date"
    isLong = (schema["maxLength"]?.number.flatMap { Int($0) } ?? 0) > 500
    item = schema["items"].map { [PrintedShape($0, definitions)] } ?? []
    members = Self.members(schema, definitions)
  }

  /// What the items of an array are; an array's choices and references are its items'.
  package var items: PrintedShape? { item.first }

  /// The columns of rows; empty for everything that is no array of objects.
  package var columns: [Member] { items?.members ?? [] }

  private static func members(_ schema: JSON, _ definitions: [String: JSON]) -> [Member] {
    let properties = schema["properties"]?.object ?? [:]
    let order = schema["x-order"]?.array?.compactMap(\.string) ?? []
    let rest = properties.keys.filter { !order.contains($0) }.sorted()
    return (order + rest).compactMap { name in
      guard let schema = properties[name] else { return nil }
      let title = schema["x-title"].flatMap(BilingualText.init(json:))
      return Member(
        name: name, title: title ?? BilingualText(zh: name, en: name),
        unit: schema["x-unit"]?.string, shape: PrintedShape(schema, definitions))
    }
  }

  // What stands beside a reference says it more closely.
  private static func whole(_ schema: JSON, _ definitions: [String: JSON]) -> JSON {
    let name = schema["$ref"]?.string?.split(separator: "/").last.map(String.init)
    guard let name, let members = definitions[name]?.object, members["$ref"] == nil else {
      return schema
    }
    return .object(members.merging(schema.object ?? [:]) { $1 })
  }
}

extension BilingualText {
  fileprivate init?(json: JSON) {
    guard let zh = json["zh"]?.string, let en = json["en"]?.string else { return nil }
    self.init(zh: zh, en: en)
  }
}
