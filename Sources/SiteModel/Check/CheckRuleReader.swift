/// Reads the rule of a check and makes sure that every expression in it says yes or no.
struct CheckRuleReader {
  let owner: ClauseCheckReader
  /// The check it belongs to: where faults are.
  let id: String
  let settings: [CheckSetting]

  /// What a rule of each shape may say beside the word it begins with.
  private static let members: [String: Set<String>] = [
    "every": ["holds", "least", "of", "where"], "some": ["least", "of", "where"],
    "cover": ["field", "none", "of", "values", "where"],
    "share": ["holds", "of", "percent", "where"], "person": [], "all": [], "any": [],
    "function": [],
  ]

  func rule(_ json: JSON) throws(SchemaFault) -> CheckRule {
    let words = Set((json.object ?? [:]).keys)
    guard let shape = words.first(where: { Self.members[$0] != nil }),
      let known = Self.members[shape], words.subtracting(known) == [shape]
    else { throw .recordType(at: id, member: "rule") }
    if let type = json["every"]?.string {
      return .every(
        try population(json, type), holds: try truth(json["holds"], type),
        least: json["least"]?.number.flatMap { Int($0) } ?? 1)
    }
    if let type = json["some"]?.string {
      return .some(
        try population(json, type), least: json["least"]?.number.flatMap { Int($0) } ?? 1)
    }
    if let type = json["cover"]?.string { return try cover(json, type) }
    if let type = json["share"]?.string {
      return .share(
        try population(json, type), holds: try truth(json["holds"], type),
        percent: try number(json["percent"]))
    }
    if let evidence = json["person"] { return .person(evidence: try rule(evidence)) }
    if let rules = json["all"]?.array { return .all(try list(rules)) }
    if let rules = json["any"]?.array { return .any(try list(rules)) }
    if let name = json["function"]?.string, CheckFunctions.all[name] != nil {
      return .function(name)
    }
    throw .recordType(at: id, member: "rule")
  }

  private func list(_ items: [JSON]) throws(SchemaFault) -> [CheckRule] {
    var rules: [CheckRule] = []
    for item in items { rules.append(try rule(item)) }
    return rules
  }

  private func cover(_ json: JSON, _ type: String) throws(SchemaFault) -> CheckRule {
    let population = try population(json, type)
    guard let name = json["field"]?.string, let field = owner.schemas[type]?[name] else {
      throw .recordType(at: id, member: "field")
    }
    return .cover(
      population, field: name, values: try values(json["values"], field),
      none: json["none"]?.bool ?? false)
  }

  /// `values` is a list, `"clauses"` for all sub-clauses, or left out: all choices of the field.
  private func values(
    _ json: JSON?, _ field: FieldSchema
  ) throws(SchemaFault) -> [CheckRule.CoveredValue] {
    if json == "clauses" {
      return owner.clauses.map { .init(value: $0.number, title: $0.title) }
    }
    let titles = Dictionary(
      uniqueKeysWithValues: field.allChoices.map { ($0.value, $0.title) })
    let values = json?.texts ?? field.allChoices.map(\.value)
    guard !values.isEmpty else { throw .recordType(at: id, member: "values") }
    return values.map {
      .init(value: $0, title: titles[$0] ?? BilingualText(zh: $0, en: $0))
    }
  }

  private func population(
    _ json: JSON, _ type: String
  ) throws(SchemaFault) -> CheckRule.Population {
    guard owner.schemas[type] != nil else { throw .recordType(at: id, member: type) }
    let condition = try json["where"].map { json throws(SchemaFault) in try truth(json, type) }
    return .init(type: type, condition: condition, all: json["of"] == "all")
  }

  private func number(_ json: JSON?) throws(SchemaFault) -> CheckNumber {
    guard let text = json?.string else { throw .recordType(at: id, member: "percent") }
    if settings.contains(where: { $0.name == text }) { return .setting(text) }
    guard let value = Rational(text) else { throw .recordType(at: id, member: "percent") }
    return .fixed(value)
  }

  private func truth(_ json: JSON?, _ type: String) throws(SchemaFault) -> Expression {
    guard let text = json?.string, let schema = owner.schemas[type] else {
      throw .recordType(at: id, member: "holds")
    }
    do throws(ExpressionFault) {
      let expression = try Expression(text)
      var kinds = PictureNames(schema: schema, schemas: owner.schemas)
        .kinds(of: expression.names)
      for setting in settings { kinds[setting.name] = .count }
      guard try expression.kind(kinds) == .truth else {
        throw ExpressionFault.wrongKind(offset: 0)
      }
      return expression
    } catch { throw .expression(at: id, error) }
  }
}

extension FieldSchema {
  /// The choices of the field, or of the items of its list.
  var allChoices: [Choice] {
    guard choices.isEmpty, let items = schema["items"] else { return choices }
    return (items["enum"]?.array ?? []).compactMap(\.string).map { value in
      let name = items["x-choices"]?[value]
      let title = BilingualText(
        zh: name?["zh"]?.string ?? value, en: name?["en"]?.string ?? value)
      return Choice(value: value, title: title)
    }
  }
}
