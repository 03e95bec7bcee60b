extension RuleSet {
  /// Reads and checks one rule set.
  ///
  /// - Parameters:
  ///   - text: JSON, as in `site-template/rules`.
  ///   - file: the name that faults show.
  /// - Throws: ``EmissionDataFault`` with the first thing that is wrong.
  package init(json text: String, file: String) throws(EmissionDataFault) {
    let json: JSON
    do { json = try JSON.parse(text) } catch { throw .notJSON(file: file, error) }
    let members = try DataMembers(json, at: file + "#", known: Self.known)
    // A later engine's file may mean something else by every other member.
    let engine = try members.optionalWhole("engine", 1...1_000_000) ?? 1
    guard engine <= engineNumber else {
      throw .needsNewerEngine(place: members.place(of: "engine"), needed: engine)
    }
    id = try members.text("id")
    version = try members.whole("version", 1...1_000_000)
    title = try members.bilingual("title")
    (effectiveFrom, effectiveUntil) = try Self.effective(members)
    gas = try members.choice("gas")
    category = try members.choice("category")
    gwp = try members.optionalText("gwp")
    deducts = try Self.deducts(members, category)
    inputs = try Self.inputs(members)
    equations = try Self.equations(members, inputs)
    result = try members.text("result")
    decimals = try members.whole("decimals", 0...12)
    citations = try Self.citations(members)
    notConfirmed = try Self.remarks(members)
    examples = try Self.examples(members, inputs)
    try checkUse(members)
    try checkResult(members)
    try checkExamples(members)
  }

  private static let known: Set = [
    "engine", "id", "version", "title", "effective", "gas", "category", "deducted", "gwp",
    "inputs", "equations", "result", "decimals", "citations", "notConfirmed", "examples",
  ]

  private static func effective(
    _ members: DataMembers
  ) throws(EmissionDataFault) -> (CivilDate, CivilDate?) {
    let days = try DataMembers(
      members["effective"], at: members.place(of: "effective"), known: ["from", "until"])
    guard let from = try days.optionalDate("from") else {
      throw .missing(place: days.place(of: "from"))
    }
    let until = try days.optionalDate("until")
    if let until, until < from { throw .malformed(place: days.place, expected: "period") }
    return (from, until)
  }

  private static func deducts(
    _ members: DataMembers, _ category: Category
  ) throws(EmissionDataFault) -> Bool {
    guard let said = members["deducted"] else { return false }
    guard said == .bool(true), category.mayBeDeducted else {
      throw .malformed(place: members.place(of: "deducted"), expected: "true")
    }
    return true
  }

  private static func inputs(_ members: DataMembers) throws(EmissionDataFault) -> [Input] {
    var (inputs, taken): ([Input], Set<String>) = ([], [])
    let known: Set = ["name", "unit", "title", "role", "range"]
    for item in try members.objects("inputs", known: known) {
      let range = try DataMembers(
        item["range"] ?? [:], at: item.place(of: "range"), known: ["min", "max"])
      let least = try range.optionalRational("min") ?? .zero
      let most = try range.optionalRational("max")
      if let most, most < least { throw .malformed(place: range.place, expected: "range") }
      inputs.append(
        Input(
          name: try freshName(item, &taken), unit: try item.unit("unit"),
          title: try item.bilingual("title"), role: try item.choice("role"), least: least,
          most: most))
    }
    guard !inputs.isEmpty else { throw .missing(place: members.place(of: "inputs")) }
    return inputs
  }

  private static func equations(
    _ members: DataMembers, _ inputs: [Input]
  ) throws(EmissionDataFault) -> [Equation] {
    var units = Dictionary(inputs.map { ($0.name, $0.unit) }) { first, _ in first }
    var taken = Set(units.keys)
    var equations: [Equation] = []
    let known: Set = ["name", "expression", "unit", "decimals"]
    for item in try members.objects("equations", known: known) {
      let equation = Equation(
        name: try freshName(item, &taken), expression: try formula(item),
        unit: try item.unit("unit"), decimals: try item.optionalWhole("decimals", 0...12))
      try check(equation, units, item.place(of: "expression"))
      units[equation.name] = equation.unit
      equations.append(equation)
    }
    return equations
  }

  private static func formula(_ item: DataMembers) throws(EmissionDataFault) -> Expression {
    let text = try item.text("expression")
    do { return try Expression(text) } catch {
      throw .formula(place: item.place(of: "expression"), error)
    }
  }

  private static func check(
    _ equation: Equation, _ units: [String: Unit], _ place: String
  ) throws(EmissionDataFault) {
    do throws(ExpressionFault) {
      let found = try equation.expression.dimension(units)
      guard found == equation.unit.dimension else {
        throw .unlike(offset: 0, found: found.description, expected: equation.unit.symbol)
      }
    } catch { throw .formula(place: place, error) }
  }

  private static func freshName(
    _ item: DataMembers, _ taken: inout Set<String>
  ) throws(EmissionDataFault) -> String {
    let name = try item.text("name")
    let place = item.place(of: "name")
    guard Expression.isName(name) else { throw .malformed(place: place, expected: "name") }
    guard taken.insert(name).inserted else { throw .duplicate(place: place, name: name) }
    return name
  }

  private static func citations(_ members: DataMembers) throws(EmissionDataFault) -> [Citation] {
    var citations: [Citation] = []
    for item in try members.objects("citations", known: ["text", "mark"]) {
      citations.append(Citation(text: try item.text("text"), mark: try item.choice("mark")))
    }
    guard !citations.isEmpty else { throw .missing(place: members.place(of: "citations")) }
    return citations
  }

  private static func remarks(_ members: DataMembers) throws(EmissionDataFault) -> [Remark] {
    var remarks: [Remark] = []
    for item in try members.objects("notConfirmed", known: ["zh", "en", "from"]) {
      let text = BilingualText(zh: try item.text("zh"), en: try item.text("en"))
      remarks.append(Remark(text: text, from: try item.optionalDate("from")))
    }
    return remarks
  }

  private func checkUse(_ members: DataMembers) throws(EmissionDataFault) {
    let used = equations.reduce(into: Set<String>()) { $0.formUnion($1.expression.names) }
    for input in inputs where !used.contains(input.name) {
      throw .unused(place: members.place(of: "inputs"), input: input.name)
    }
  }

  private func checkResult(_ members: DataMembers) throws(EmissionDataFault) {
    let place = members.place(of: "result")
    guard let line = equations.first(where: { $0.name == result }) else {
      throw .malformed(place: place, expected: equations.map(\.name).joined(separator: " "))
    }
    let symbol = line.unit.symbol
    let isEquivalent = line.unit.dimension.exponents[.equivalent] != nil
    // Information is added to nothing, so it may measure anything.
    if category == .information, !isEquivalent || gwp != nil { return }
    // Without its GWP an equivalent says nothing; a mass of CO2 needs none.
    guard symbol == "tCO2" && gas == .co2 || symbol == "tCO2e" && gwp != nil else {
      throw .resultNotCarbonDioxide(place: place, unit: symbol)
    }
  }
}
