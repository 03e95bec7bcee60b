/// A schema that has been read and can say what a value breaks.
///
/// The keywords are a part of JSON Schema 2020-12, and they mean what they mean there, except that
/// `format` is checked (`date` and `date-time`) instead of only remarked. Numbers are compared
/// exactly; lengths of texts are counted in Unicode scalars.
package struct SchemaCheck: Sendable {
  private let schemas: [[SchemaRule]]

  /// Reads a schema.
  ///
  /// - Throws: ``SchemaFault`` for any keyword that is not supported, so that no rule is ever
  ///   silently not checked.
  package init(_ json: JSON) throws(SchemaFault) {
    schemas = try SchemaReader(json).schemas
  }

  /// What the value breaks, in the order of places and keywords; empty if it is as it should be.
  package func breaches(of value: JSON) -> [SchemaBreach] {
    var breaches: [SchemaBreach] = []
    check(value, 0, "", &breaches)
    return breaches
  }

  private func check(
    _ value: JSON, _ schema: Int, _ pointer: String, _ breaches: inout [SchemaBreach]
  ) {
    for rule in schemas[schema] {
      guard let found = apply(rule, value, pointer, &breaches) else { continue }
      breaches.append(
        SchemaBreach(
          pointer: pointer, keyword: rule.keyword, asked: rule.asked.excerpt, found: found))
    }
  }

  private func allows(_ value: JSON, _ schema: Int) -> Bool {
    var breaches: [SchemaBreach] = []
    check(value, schema, "", &breaches)
    return breaches.isEmpty
  }

  /// Applies one rule; answers what was found if the value itself breaks it.
  private func apply(
    _ rule: SchemaRule, _ value: JSON, _ pointer: String, _ breaches: inout [SchemaBreach]
  ) -> String? {
    switch rule.test {
    case .any(let schemas): return schemas.contains { allows(value, $0) } ? nil : value.excerpt
    case .one(let schemas):
      return schemas.filter { allows(value, $0) }.count == 1 ? nil : value.excerpt
    case .not(let schema): return allows(value, schema) ? value.excerpt : nil
    case .all(let schemas): for schema in schemas { check(value, schema, pointer, &breaches) }
    case .reference(let schema): check(value, schema, pointer, &breaches)
    case .condition(let condition, let then, let other):
      if let schema = allows(value, condition) ? then : other {
        check(value, schema, pointer, &breaches)
      }
    case .items(let schema):
      for (index, item) in (value.array ?? []).enumerated() {
        check(item, schema, "\(pointer)/\(index)", &breaches)
      }
    case .properties, .others, .names: members(rule, value, pointer, &breaches)
    default: return Self.breach(rule.test, value)
    }
    return nil
  }

  private func members(
    _ rule: SchemaRule, _ value: JSON, _ pointer: String, _ breaches: inout [SchemaBreach]
  ) {
    for (name, member) in (value.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      let place = "\(pointer)/\(JSON.pointerStep(name))"
      let named = { keyword in
        SchemaBreach(pointer: place, keyword: keyword, asked: rule.asked.excerpt, found: name)
      }
      switch rule.test {
      case .properties(let schemas):
        if let schema = schemas[name] { check(member, schema, place, &breaches) }
      case .others(let names, let schema) where !names.contains(name):
        if case .nothing = schemas[schema].first?.test {
          breaches.append(named(rule.keyword))
        } else {
          check(member, schema, place, &breaches)
        }
      case .names(let schema) where !allows(.string(name), schema):
        breaches.append(named(rule.keyword))
      default: break
      }
    }
  }

  /// What breaks a rule that looks at the value alone; nil if nothing does.
  private static func breach(_ test: SchemaRule.Test, _ value: JSON) -> String? {
    switch test {
    case .required(let names): missing(names, value)
    case .dependentRequired(let dependents):
      missing(
        dependents.filter { value[$0.key] != nil }.flatMap(\.value).sorted(), value)
    default: holds(test, value) ? nil : value.excerpt
    }
  }

  private static func missing(_ names: [String], _ value: JSON) -> String? {
    guard let members = value.object else { return nil }
    let missing = names.filter { members[$0] == nil }
    return missing.isEmpty ? nil : missing.joined(separator: ", ")
  }

  private static func holds(_ test: SchemaRule.Test, _ value: JSON) -> Bool {
    switch (test, value) {
    case (.nothing, _): false
    case (.types(let types), _): types.contains { value.isOfType($0) }
    case (.values(let values), _): values.contains(value.comparable)
    case (.number(let allows), .number(let text)): allows(JSONNumber(text))
    case (.length(.text, let range), .string(let text)): range.contains(text.unicodeScalars.count)
    case (.length(.list, let range), .array(let items)): range.contains(items.count)
    case (.pattern(let pattern), .string(let text)): TextPattern(pattern)?.matches(text) ?? false
    case (.format(let format), .string(let text)): format.accepts(text)
    case (.unique, .array(let items)): Set(items.map(\.comparable)).count == items.count
    default: true
    }
  }
}

extension JSON {
  /// Whether it is of a type as schemas name them; `1.0` is an integer too.
  fileprivate func isOfType(_ type: String) -> Bool {
    switch self {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    case .number(let text): type == "number" || type == "integer" && JSONNumber(text).isWhole
    }
  }
}
