/// How expressions read a field's JSON, and how what they say is written as a field.
indirect enum FieldReading: Sendable, Hashable {
  /// A number of a unit; decimals stand in facts as texts, counts as numbers.
  case number(Unit, isText: Bool)
  case truth
  /// A text, perhaps one of some choices.
  case text(Set<String>)
  case day
  case list(FieldReading)
  case rows([String: FieldReading])

  /// What the field stands for in expressions.
  var kind: Expression.Kind {
    switch self {
    case .number(let unit, _): .number(unit.dimension)
    case .truth: .truth
    case .text(let choices): .text(choices)
    case .day: .day
    case .list(let item): .list(item.kind)
    case .rows(let fields): .rows(fields.mapValues(\.kind))
    }
  }

  /// The value in a field; nil where there is none, or it is none that the schema allows.
  func value(of json: JSON) -> Expression.Value? {
    switch self {
    case .number(let unit, _):
      (json.number ?? json.string).flatMap { Rational($0) }.map { .number($0 * unit.scale) }
    case .truth: json.bool.map { .truth($0) }
    case .text: json.string.map { .text($0) }
    case .day: json.string.flatMap { CivilDate($0) }.map { .day($0) }
    case .list(let item): json.array.map { .list($0.compactMap { item.value(of: $0) }) }
    case .rows(let fields):
      json.array.map { .rows($0.map { Self.row($0, fields) }, columns: Set(fields.keys)) }
    }
  }

  private static func row(
    _ json: JSON, _ fields: [String: FieldReading]
  ) -> [String: Expression.Value] {
    values(of: json.object ?? [:], fields)
  }

  /// The values of some fields, by name.
  static func values(
    of record: [String: JSON], _ fields: [String: FieldReading]
  ) -> [String: Expression.Value] {
    record.reduce(into: [:]) { values, member in
      values[member.key] = fields[member.key]?.value(of: member.value)
    }
  }

  /// The JSON of a value of this kind.
  ///
  /// - Parameter decimals: rounds by GB/T 8170, once; nil: as many as there are.
  func json(of value: Expression.Value, decimals: Int? = nil) -> JSON? {
    switch (self, value) {
    case (.number(let unit, let isText), .number(let number)):
      let amount = number / unit.scale
      let text = decimals.map { amount.text(decimals: $0) } ?? amount.text
      return isText ? .string(text) : .number(text)
    case (.truth, .truth(let truth)): return .bool(truth)
    case (.text, .text(let text)): return .string(text)
    case (.day, _): return value.day.map { .string($0.description) }
    case (.list(let item), .list(let items)): return .array(items.compactMap { item.json(of: $0) })
    case (.list(let item), _): return item.json(of: value).map { .array([$0]) }
    default: return nil
    }
  }
}

extension FieldReading {
  /// Reads a field's schema; nil for a field that expressions cannot name, such as an object.
  ///
  /// - Parameter definitions: the file's `$defs`.
  init?(
    _ schema: JSON, _ definitions: JSON?, at place: String
  ) throws(SchemaFault) {
    let target = (schema["$ref"]?.string?.split(separator: "/").last).map(String.init)
    let whole = target.flatMap { definitions?[$0]?.object } ?? [:]
    let members = whole.merging(schema.object ?? [:]) { $1 }
    if let choices = members["enum"]?.array {
      self = .text(Set(choices.compactMap(\.string)))
      return
    }
    switch members["type"]?.string {
    case "boolean": self = .truth
    case "integer", "number":
      self = .number(try Self.unit(members, place) ?? .one, isText: false)
    case "string":
      let unit = try Self.unit(members, place)
      if target == "decimal" || unit != nil {
        self = .number(unit ?? .one, isText: true)
      } else {
        self = members["format"]?.string == "date" ? .day : .text([])
      }
    case "array":
      guard let list = try Self.list(members["items"], definitions, place) else { return nil }
      self = list
    default: return nil
    }
  }

  private static func unit(
    _ members: [String: JSON], _ place: String
  ) throws(SchemaFault) -> Unit? {
    guard let text = members["x-unit"] else { return nil }
    guard let unit = text.string.flatMap({ try? Unit($0) }) else {
      throw .recordType(at: place, member: "x-unit")
    }
    return unit
  }

  private static func list(
    _ items: JSON?, _ definitions: JSON?, _ place: String
  ) throws(SchemaFault) -> FieldReading? {
    guard let items else { return nil }
    guard let properties = items["properties"]?.object else {
      return try FieldReading(items, definitions, at: "\(place)/items").map { .list($0) }
    }
    var fields: [String: FieldReading] = [:]
    for (name, schema) in properties {
      let inner = "\(place)/items/properties/\(name)"
      fields[name] = try FieldReading(schema, definitions, at: inner)
    }
    return .rows(fields)
  }
}
