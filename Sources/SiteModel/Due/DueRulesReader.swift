/// Reads `x-due` and makes sure that every name and expression in it stands for something.
struct DueRulesReader {
  let json: JSON
  let readings: [String: FieldReading]

  private static let members: Set<String> = [
    "rule", "title", "on", "days", "months", "workingDays", "when", "done", "person", "department",
    "each", "extensions",
  ]

  func rules() throws(SchemaFault) -> [DueRule] {
    guard let items = json["x-due"] else { return [] }
    guard let list = items.array else { throw .recordType(at: "", member: "x-due") }
    var rules: [DueRule] = []
    for (index, item) in list.enumerated() { rules.append(try rule(item, "/x-due/\(index)")) }
    return rules
  }

  private func rule(_ json: JSON, _ place: String) throws(SchemaFault) -> DueRule {
    let strange = (json.object ?? ["": .null]).keys.filter { !Self.members.contains($0) }.min()
    if let strange { throw .recordType(at: place, member: strange) }
    guard let name = json["rule"]?.string, DueWindows.isRule(name) else {
      throw .recordType(at: place, member: "rule")
    }
    let rows = try rows(json, "each", place)
    let title = try RecordSchemaReader(json: json).bilingual(json["title"], place, "title")
    guard let on = try expression(json, "on", .day, rows, place) else {
      throw .recordType(at: place, member: "on")
    }
    return DueRule(
      rule: name, title: title, on: on, term: try term(json, place),
      condition: try expression(json, "when", .truth, rows, place),
      done: try expression(json, "done", .day, rows, place),
      person: try field(json, "person", rows, place),
      department: try field(json, "department", rows, place), rows: rows,
      extensions: try self.rows(json, "extensions", place), place: place)
  }

  private func term(_ json: JSON, _ place: String) throws(SchemaFault) -> DueRule.Term? {
    let days = try count(json, "days", place).map { DueRule.Term.days($0) }
    let months = try count(json, "months", place).map { DueRule.Term.months($0) }
    let workingDays = try count(json, "workingDays", place).map { DueRule.Term.workingDays($0) }
    let said = [days, months, workingDays].compactMap(\.self)
    guard said.count <= 1 else { throw .recordType(at: place, member: "workingDays") }
    return said.first
  }

  private func count(
    _ json: JSON, _ member: String, _ place: String
  ) throws(SchemaFault) -> Int? {
    guard let json = json[member] else { return nil }
    guard let count = json.number.flatMap({ Int($0) }), (1...999).contains(count) else {
      throw .recordType(at: place, member: member)
    }
    return count
  }

  private func rows(
    _ json: JSON, _ member: String, _ place: String
  ) throws(SchemaFault) -> String? {
    guard let json = json[member] else { return nil }
    guard let rows = json.string, case .rows? = readings[rows] else {
      throw .recordType(at: place, member: member)
    }
    return rows
  }

  /// The name of a field that holds an id or several: the record's, or `each.` the row's.
  private func field(
    _ json: JSON, _ member: String, _ rows: String?, _ place: String
  ) throws(SchemaFault) -> String? {
    guard let json = json[member] else { return nil }
    switch json.string.flatMap({ DueRule.kinds(readings, rows: rows)[$0] }) {
    case .text?, .list(.text)?: return json.string
    default: throw .recordType(at: place, member: member)
    }
  }

  private func expression(
    _ json: JSON, _ member: String, _ wanted: Expression.Kind, _ rows: String?, _ place: String
  ) throws(SchemaFault) -> Expression? {
    guard let json = json[member] else { return nil }
    guard let text = json.string else { throw .recordType(at: place, member: member) }
    let found: (expression: Expression, kind: Expression.Kind)
    do {
      let expression = try Expression(text)
      found = (expression, try expression.kind(DueRule.kinds(of: expression, readings, rows: rows)))
    } catch { throw .expression(at: "\(place)/\(member)", error) }
    guard wanted.takes(found.kind) else {
      throw .expression(
        at: "\(place)/\(member)",
        .unlike(offset: 0, found: "\(found.kind)", expected: "\(wanted)"))
    }
    return found.expression
  }
}
