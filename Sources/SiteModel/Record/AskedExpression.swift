/// Expressions that look at other records, too: demands (`x-holds`) and guards, which may name
/// functions that say what they give.
extension RecordQuestion {
  /// The demands of the type that the record is known to break, in both languages, each with what
  /// the lists named in it hold.
  func brokenDemands() throws -> [String] {
    try schema.rules.holds.compactMap { demand in
      let asked = try asked(demand.expression)
      guard asked.answer == .truth(false) else { return nil }
      return "\(demand.title.zh) \(demand.title.en)" + asked.listed
    }
  }

  /// What a guard's expression says of the record; what is not known is no yes.
  func answer(expression text: String) throws -> Guard.Answer {
    guard let expression = try? Expression(text) else { return .refused(text) }
    let asked = try asked(expression)
    return asked.answer == .truth(true) ? .met(.string(text)) : .refused(text + asked.listed)
  }

  private func asked(
    _ expression: Expression
  ) throws -> (answer: Expression.Value?, listed: String) {
    var values = schema.values(of: record, asOf: day)
    var listed: [String] = []
    for field in schema.rules.computed where expression.names.contains(field.name) {
      guard case .function(let name) = field.formula,
        let json = try RecordFunctions.values[name]?(self)
      else { continue }
      values[field.name] = field.reading?.value(of: json)
      listed += (json.array ?? []).compactMap(\.string)
    }
    return ((try? expression.answer(values)) ?? nil, Self.sentence(listed))
  }

  // Ten show what is meant; the record itself lists all.
  private static func sentence(_ items: [String]) -> String {
    guard !items.isEmpty else { return "" }
    let rest = items.count > 10 ? " … (\(items.count))" : ""
    return ": " + items.prefix(10).joined(separator: ", ") + rest
  }
}
