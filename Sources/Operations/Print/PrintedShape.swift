import SiteModel

/// What a schema says of a value that a print needs: choices, references, columns.
///
/// The same for a field and for a column of its rows.
struct PrintedShape: Sendable {
  let choices: [String: BilingualText]
  /// The values to choose from, in the order of the schema.
  let options: [String]
  let references: [String]
  let isTruth: Bool
  let isDay: Bool
  /// Whether it takes more than a line to write.
  let isLong: Bool
  /// Of an array: what its items are.
  private let item: [PrintedShape]
  /// Of an object: its members, in order.
  let members: [Member]

  /// A member of an object, or a column of rows.
  struct Member: Sendable {
    let name: String
    let title: BilingualText
    let unit: String?
    let shape: PrintedShape
  }

  /// - Parameter definitions: what stands under `$defs`.
  init(_ schema: JSON, _ definitions: [String: JSON]) {
    let schema = Self.whole(schema, definitions)
    options = schema["enum"]?.array?.compactMap(\.string) ?? []
    choices = (schema["x-choices"]?.object ?? [:]).compactMapValues(BilingualText.init(json:))
    references =
      schema["x-ref"].map { $0.string.map { [$0] } ?? $0.array?.compactMap(\.string) ?? [] } ?? []
    isTruth = schema["type"]?.string == "boolean"
    isDay = schema["format"]?.string == "date"
    isLong = (schema["maxLength"]?.number.flatMap { Int($0) } ?? 0) > 500
    item = schema["items"].map { [PrintedShape($0, definitions)] } ?? []
    members = Self.members(schema, definitions)
  }

  /// What the items of an array are; an array's choices and references are its items'.
  var items: PrintedShape? { item.first }

  /// The columns of rows; empty for everything that is no array of objects.
  var columns: [Member] { items?.members ?? [] }

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
