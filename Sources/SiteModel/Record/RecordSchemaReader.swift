/// Reads what a record type says beyond JSON Schema.
struct RecordSchemaReader {
  let json: JSON

  /// Type and version out of `urn:karez:record:<type>:<version>`.
  func name() throws(SchemaFault) -> (String, Int) {
    let parts = (json["$id"]?.string ?? "").split(
      separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0...2] == ["urn", "karez", "record"],
      Grammar.isID(parts[3], limit: 30), let version = Grammar.counting(parts[4])
    else { throw .recordType(at: "", member: "$id") }
    return (String(parts[3]), version)
  }

  func fields() throws(SchemaFault) -> [FieldSchema] {
    let order = try texts(json["x-order"], "", "x-order")
    let properties = json["properties"]?.object ?? [:]
    guard Set(order) == Set(properties.keys), order.count == properties.count
    else { throw .recordType(at: "", member: "x-order") }
    var fields: [FieldSchema] = []
    for name in order {
      if let schema = properties[name] { fields.append(try field(name, schema)) }
    }
    let groups = fields.compactMap(\.group)
    // A group that is named like a field would be two registers in one.
    guard Set(groups).isDisjoint(with: order), groups.allSatisfy(Self.isFree)
    else { throw .recordType(at: "", member: "x-group") }
    return fields
  }

  /// How expressions read each field that they can name.
  func readings() throws(SchemaFault) -> [String: FieldReading] {
    var readings: [String: FieldReading] = [:]
    for (name, schema) in json["properties"]?.object ?? [:] {
      readings[name] = try FieldReading(schema, json["$defs"], at: "/properties/\(name)")
    }
    return readings
  }

  // What every record may have is no name for a field of some.
  private static func isFree(_ name: String) -> Bool {
    Grammar.isField(name) && Envelope.part(of: name) == nil
  }

  private func field(_ name: String, _ schema: JSON) throws(SchemaFault) -> FieldSchema {
    let place = "/properties/\(name)"
    guard Self.isFree(name) else { throw .recordType(at: place, member: "properties") }
    let one = schema["x-ref"]?.string
    let several = one == nil ? try texts(schema["x-ref"], place, "x-ref") : []
    return FieldSchema(
      name: name, title: try title(schema, place), group: schema["x-group"]?.string,
      references: one.map { [$0] } ?? several,
      unit: schema["x-unit"]?.string, isUnique: schema["x-unique"]?.bool ?? false,
      isRequired: json["required"]?.array?.contains(.string(name)) ?? false,
      filling: try schema["x-filling"].map { filling throws(SchemaFault) in
        try bilingual(filling, place, "x-filling")
      },
      choices: try choices(schema, place), schema: schema)
  }

  /// `enum` with the name of each value in `x-choices`; values without a name are shown as they are.
  private func choices(_ schema: JSON, _ place: String) throws(SchemaFault) -> [FieldSchema.Choice]
  {
    var choices: [FieldSchema.Choice] = []
    for value in (schema["enum"]?.array ?? []).compactMap(\.string) {
      let name = schema["x-choices"]?[value]
      let title = try name.map { name throws(SchemaFault) in
        try bilingual(name, "\(place)/x-choices/\(value)", value)
      }
      choices.append(.init(value: value, title: title ?? BilingualText(zh: value, en: value)))
    }
    return choices
  }

  func title(_ schema: JSON, _ place: String) throws(SchemaFault) -> BilingualText {
    try bilingual(schema["x-title"], place, "x-title")
  }

  func bilingual(
    _ json: JSON?, _ place: String, _ member: String
  ) throws(SchemaFault) -> BilingualText {
    guard let zh = json?["zh"]?.string, let en = json?["en"]?.string, !zh.isEmpty, !en.isEmpty
    else { throw .recordType(at: place, member: member) }
    return BilingualText(zh: zh, en: en)
  }

  func texts(_ json: JSON?, _ place: String, _ member: String) throws(SchemaFault) -> [String] {
    let items = json.map { $0.array ?? [.null] } ?? []
    let texts = items.compactMap(\.string)
    guard texts.count == items.count else { throw .recordType(at: place, member: member) }
    return texts
  }
}
