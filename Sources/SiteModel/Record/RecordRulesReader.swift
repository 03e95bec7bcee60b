/// Reads the rules of a record type and makes sure that every name and expression in them stands
/// for something.
struct RecordRulesReader {
  let json: JSON
  let readings: [String: FieldReading]

  func rules() throws(SchemaFault) -> RecordRules {
    let reader = RecordSchemaReader(json: json)
    let complete = try reader.texts(json["x-complete"], "", "x-complete")
    for name in complete where !isField(name) {
      throw .recordType(at: "/x-complete", member: name)
    }
    let computed = try computed()
    return RecordRules(
      complete: complete, conditions: try conditions(), holds: try holds(seeing: computed),
      computed: computed, effects: try effects(),
      origins: try RecordOriginReader(json: json).origins(),
      due: try DueRulesReader(json: json, readings: readings).rules(), form: try form(),
      retention: try retention(), numberPrefix: try numberPrefix(),
      filling: try json["x-filling"].map { _ throws(SchemaFault) in
        try reader.bilingual(json["x-filling"], "", "x-filling")
      }, fixed: try fixed(), pending: try pending())
  }

  private func isField(_ name: String) -> Bool { json["properties"]?[name] != nil }

  private var kinds: [String: Expression.Kind] { AsOf.kinds(readings) }

  private func members(_ keyword: String) throws(SchemaFault) -> [(key: String, value: JSON)] {
    guard let member = json[keyword] else { return [] }
    guard let members = member.object else { throw .recordType(at: "", member: keyword) }
    return members.sorted { $0.key < $1.key }
  }

  private func expression(_ json: JSON?, _ place: String) throws(SchemaFault) -> Expression {
    guard let text = json?.string else { throw .recordType(at: place, member: "expression") }
    do { return try Expression(text) } catch { throw .expression(at: place, error) }
  }

  private func kind(
    _ expression: Expression, _ names: [String: Expression.Kind], _ place: String
  ) throws(SchemaFault) -> Expression.Kind {
    do { return try expression.kind(names) } catch { throw .expression(at: place, error) }
  }

  private func truth(
    _ json: JSON?, _ names: [String: Expression.Kind], _ place: String
  ) throws(SchemaFault) -> Expression {
    let expression = try expression(json, place)
    guard try kind(expression, names, place) == .truth else {
      throw .expression(at: place, .wrongKind(offset: 0))
    }
    return expression
  }

  private func conditions() throws(SchemaFault) -> [RecordRules.Condition] {
    var conditions: [RecordRules.Condition] = []
    for (field, text) in try members("x-required-when") {
      let place = "/x-required-when/\(field)"
      guard isField(field) else { throw .recordType(at: place, member: field) }
      conditions.append(.init(field: field, expression: try truth(text, kinds, place)))
    }
    return conditions
  }

  private func holds(
    seeing computed: [ComputedField]
  ) throws(SchemaFault) -> [RecordRules.Demand] {
    guard let items = json["x-holds"] else { return [] }
    guard let list = items.array else { throw .recordType(at: "", member: "x-holds") }
    let kinds = kinds.merging(computed.given) { own, _ in own }
    var demands: [RecordRules.Demand] = []
    for (index, item) in list.enumerated() {
      let place = "/x-holds/\(index)"
      demands.append(
        .init(
          title: try RecordSchemaReader(json: json).title(item, place),
          expression: try truth(item["expression"], kinds, place)))
    }
    return demands
  }

  private func form() throws(SchemaFault) -> RecordRules.Form? {
    guard let form = json["x-form"] else { return nil }
    guard let number = form["number"]?.string, !number.isEmpty,
      let revision = form["revision"]?.string, !revision.isEmpty
    else { throw .recordType(at: "", member: "x-form") }
    return .init(number: number, revision: revision)
  }

  private func fixed() throws(SchemaFault) -> FixedFields? {
    guard let json = json["x-fixed"] else { return nil }
    guard let fixed = FixedFields(json),
      fixed.names.allSatisfy({ isField($0.split(separator: ".").first.map(String.init) ?? "") })
    else { throw .recordType(at: "", member: "x-fixed") }
    return fixed
  }

  private func pending() throws(SchemaFault) -> RecordRules.Pending {
    let reader = RecordSchemaReader(json: json)
    let (place, members) = ("/x-pending", json["x-pending"])
    return .init(
      computed: try reader.texts(members?["computed"], place, "computed"),
      effects: try reader.texts(members?["effects"], place, "effects"))
  }

  private func retention() throws(SchemaFault) -> RecordRules.Retention? {
    guard let json = json["x-retention"] else { return nil }
    guard let retention = json.string.flatMap(RecordRules.Retention.init) else {
      throw .recordType(at: "", member: "x-retention")
    }
    return retention
  }

  private func numberPrefix() throws(SchemaFault) -> String? {
    guard let prefix = json["x-number"] else { return nil }
    let letters = prefix.string?.utf8 ?? "".utf8
    guard (1...8).contains(letters.count), letters.allSatisfy({ $0 &- 65 < 26 }),
      isField("number")
    else { throw .recordType(at: "", member: "x-number") }
    return prefix.string
  }
}

extension RecordRulesReader {
  private func computed() throws(SchemaFault) -> [ComputedField] {
    var fields: [ComputedField] = []
    for (name, json) in try members("x-computed") {
      let place = "/x-computed/\(name)"
      guard Grammar.isField(name), !isField(name) else {
        throw .recordType(at: place, member: name)
      }
      fields.append(try computed(name, json, place))
    }
    return fields
  }

  private func computed(
    _ name: String, _ json: JSON, _ place: String
  ) throws(SchemaFault) -> ComputedField {
    let title = try RecordSchemaReader(json: json).title(json, place)
    let decimals = json["decimals"]?.number.flatMap { Int($0) }
    guard json["decimals"] == nil || (0...12).contains(decimals ?? -1) else {
      throw .recordType(at: place, member: "decimals")
    }
    let choices = try choices(json, place)
    if let function = json["function"] {
      guard let known = function.string, RecordFunctions.values[known] != nil,
        json["expression"] == nil
      else { throw .recordType(at: place, member: "function") }
      return ComputedField(
        name: name, title: title, formula: .function(known), unit: json["unit"]?.string,
        decimals: decimals, choices: choices, reading: try given(json["gives"], place))
    }
    let expression = try expression(json["expression"], place)
    let reading = try reading(
      of: try kind(expression, kinds, place), json["unit"], decimals, place)
    return ComputedField(
      name: name, title: title, formula: .expression(expression), unit: json["unit"]?.string,
      decimals: decimals, choices: choices, reading: reading)
  }

  /// What a function says it gives, so that demands and guards can name it; nil: it is only shown.
  private func given(_ json: JSON?, _ place: String) throws(SchemaFault) -> FieldReading? {
    switch json {
    case nil: return nil
    case "number": return .number(.one, isText: true)
    case "text": return .text([])
    case "texts": return .list(.text([]))
    case "truth": return .truth
    default: throw .recordType(at: place, member: "gives")
    }
  }

  private func choices(
    _ json: JSON, _ place: String
  ) throws(SchemaFault) -> [String: BilingualText] {
    var choices: [String: BilingualText] = [:]
    for (value, name) in json["x-choices"]?.object ?? [:] {
      choices[value] = try RecordSchemaReader(json: json)
        .bilingual(name, "\(place)/x-choices/\(value)", value)
    }
    return choices
  }

  /// How the result is written: whole numbers as numbers, others as decimal texts, like facts.
  private func reading(
    of kind: Expression.Kind, _ unit: JSON?, _ decimals: Int?, _ place: String
  ) throws(SchemaFault) -> FieldReading {
    switch kind {
    case .number(let dimension):
      let text = unit?.string ?? "1"
      guard let shown = try? Unit(text) else { throw .recordType(at: place, member: "unit") }
      guard shown.dimension == dimension else {
        throw .expression(at: place, .unlike(offset: 0, found: "\(dimension)", expected: text))
      }
      return .number(shown, isText: decimals != 0)
    case .truth where unit == nil: return .truth
    case .text(let choices) where unit == nil: return .text(choices)
    case .day where unit == nil: return .day
    default: throw .recordType(at: place, member: "unit")
    }
  }

  private func effects() throws(SchemaFault) -> [RecordEffect] {
    guard let items = json["x-effects"] else { return [] }
    guard let list = items.array else { throw .recordType(at: "", member: "x-effects") }
    var effects: [RecordEffect] = []
    for (index, item) in list.enumerated() {
      effects.append(try effect(item, "/x-effects/\(index)"))
    }
    return effects
  }

  private func effect(_ json: JSON, _ place: String) throws(SchemaFault) -> RecordEffect {
    guard let action = json["on"]?.string, Grammar.isID(action) else {
      throw .recordType(at: place, member: "on")
    }
    guard let type = json["record"]?.string, Grammar.isID(type, limit: 30) else {
      throw .recordType(at: place, member: "record")
    }
    let rows = json["each"]?.string
    let reader = RecordSchemaReader(json: self.json)
    let effect = RecordEffect(
      action: action, rows: rows, linked: try reader.texts(json["linked"], place, "linked"),
      changed: try reader.texts(json["changed"], place, "changed"), condition: nil, type: type,
      set: [:], place: place)
    if json["each"] != nil {
      guard let rows, case .rows? = readings[rows], effect.linked.isEmpty else {
        throw .recordType(at: place, member: "each")
      }
    }
    guard effect.changed.allSatisfy(isField) else {
      throw .recordType(at: place, member: "changed")
    }
    let names = readings.mapValues(\.kind).merging(effect.names(readings)) { $1 }
    let condition = try json["when"].map { json throws(SchemaFault) in
      try truth(json, names, "\(place)/when")
    }
    guard let members = json["set"]?.object, !members.isEmpty else {
      throw .recordType(at: place, member: "set")
    }
    var set: [String: Expression] = [:]
    for (field, text) in members.sorted(by: { $0.key < $1.key }) {
      let inner = "\(place)/set/\(field)"
      set[field] = try expression(text, inner)
      if let expression = set[field] { _ = try kind(expression, names, inner) }
    }
    return RecordEffect(
      action: action, rows: rows, linked: effect.linked, changed: effect.changed,
      condition: condition, type: type, set: set, place: place)
  }
}
