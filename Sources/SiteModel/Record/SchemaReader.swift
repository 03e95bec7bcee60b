/// Reads a schema into numbered lists of rules; 0 is the root.
struct SchemaReader {
  private(set) var schemas: [[SchemaRule]] = []
  /// The pointer of each schema, and the way back.
  private var pointers: [String] = []
  private var numbers: [String: Int] = [:]
  /// Each `$ref`, until all schemas have a number: where it stands and what it names.
  private var references: [(schema: Int, target: String, asked: JSON)] = []

  init(_ json: JSON) throws(SchemaFault) {
    _ = try read(json, "")
    try resolve()
    try refuseCircles()
  }

  /// Gives a schema its number and reads it.
  private mutating func read(_ json: JSON, _ pointer: String) throws(SchemaFault) -> Int {
    let number = schemas.count
    schemas.append([])
    pointers.append(pointer)
    numbers[pointer] = number
    switch json {
    case .bool(true): break
    case .bool(false):
      schemas[number] = [SchemaRule(keyword: "false", asked: json, test: .nothing)]
    case .object(let members):
      for (keyword, value) in members.sorted(by: { $0.key < $1.key }) {
        let place = Place(schema: number, pointer: pointer, keyword: keyword, siblings: members)
        if let test = try test(value, place) {
          schemas[number].append(SchemaRule(keyword: keyword, asked: value, test: test))
        }
      }
    default: throw .malformed(at: pointer, keyword: "schema")
    }
    return number
  }

  /// Where a keyword stands.
  struct Place {
    let schema: Int
    let pointer: String
    let keyword: String
    let siblings: [String: JSON]

    var malformed: SchemaFault { .malformed(at: pointer, keyword: keyword) }

    /// The pointer of what stands under the keyword.
    func below(_ steps: String...) -> String {
      ([pointer, keyword] + steps.map(JSON.pointerStep)).joined(separator: "/")
    }
  }

  private mutating func test(
    _ value: JSON, _ place: Place
  ) throws(SchemaFault) -> SchemaRule.Test? {
    switch place.keyword {
    case "properties": return .properties(try map(value, place))
    case "additionalProperties":
      return .others(
        than: Set((place.siblings["properties"]?.object ?? [:]).keys),
        try read(value, place.below()))
    case "propertyNames": return .names(try read(value, place.below()))
    case "items": return .items(try read(value, place.below()))
    case "allOf": return .all(try list(value, place))
    case "anyOf": return .any(try list(value, place))
    case "oneOf": return .one(try list(value, place))
    case "not": return .not(try read(value, place.below()))
    case "if": return try condition(value, place)
    case "then", "else":
      // Read beside its `if`; alone it means nothing, but must be well-formed all the same.
      if place.siblings["if"] == nil { _ = try read(value, place.below()) }
      return nil
    case "$defs":
      _ = try map(value, place)
      return nil
    case "$ref":
      guard let target = value.string else { throw place.malformed }
      references.append((place.schema, target, value))
      return nil
    default: return try SchemaKeywords.test(value, place)
    }
  }

  private mutating func map(_ value: JSON, _ place: Place) throws(SchemaFault) -> [String: Int] {
    guard let members = value.object else { throw place.malformed }
    var result: [String: Int] = [:]
    for (name, schema) in members.sorted(by: { $0.key < $1.key }) {
      result[name] = try read(schema, place.below(name))
    }
    return result
  }

  private mutating func list(_ value: JSON, _ place: Place) throws(SchemaFault) -> [Int] {
    guard let items = value.array, !items.isEmpty else { throw place.malformed }
    var result: [Int] = []
    for (index, schema) in items.enumerated() {
      result.append(try read(schema, place.below(String(index))))
    }
    return result
  }

  private mutating func condition(
    _ value: JSON, _ place: Place
  ) throws(SchemaFault) -> SchemaRule.Test {
    let condition = try read(value, place.below())
    var branches: [Int?] = []
    for branch in ["then", "else"] {
      let schema = place.siblings[branch]
      branches.append(
        try schema.map { schema throws(SchemaFault) in
          try read(schema, "\(place.pointer)/\(branch)")
        })
    }
    return .condition(if: condition, then: branches[0], else: branches[1])
  }

  private mutating func resolve() throws(SchemaFault) {
    for (schema, target, asked) in references {
      guard let pointer = Self.localPointer(target), let number = numbers[pointer]
      else { throw .reference(at: pointers[schema], target: target) }
      schemas[schema].append(
        SchemaRule(keyword: "$ref", asked: asked, test: .reference(number)))
    }
  }

  /// `#/$defs/a%25b` without `#` and percent signs; nil for what leads out of the file.
  private static func localPointer(_ reference: String) -> String? {
    guard reference.first == "#" else { return nil }
    var bytes: [UInt8] = []
    var rest = reference.utf8.dropFirst()
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Refuses schemas that come back to themselves on one and the same value.
  private func refuseCircles() throws(SchemaFault) {
    var done: Set<Int> = []
    for schema in schemas.indices where !done.contains(schema) {
      var path: Set<Int> = []
      try follow(schema, &path, &done)
    }
  }

  private func follow(
    _ schema: Int, _ path: inout Set<Int>, _ done: inout Set<Int>
  ) throws(SchemaFault) {
    guard !done.contains(schema) else { return }
    guard path.insert(schema).inserted else { throw .endless(at: pointers[schema]) }
    for rule in schemas[schema] {
      for next in rule.inPlace { try follow(next, &path, &done) }
    }
    path.remove(schema)
    done.insert(schema)
  }
}

extension JSON {
  /// A member's name as one step of a JSON pointer: `~` and `/` are escaped.
  static func pointerStep(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
    else { return name }
    return name.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined()
  }
}
