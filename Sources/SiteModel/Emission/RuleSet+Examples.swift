extension RuleSet {
  /// A worked example (算例): whoever doubts a rule set computes it with a pencil.
  package struct Example: Sendable, Hashable {
    /// One value for each input of the rule set, in any unit that converts.
    package let inputs: [String: Quantity]
    /// What comes out, in the unit of the rule set's result.
    package let result: Rational
    /// The decimals ``result`` is rounded to, which may be more than those of the line.
    package let decimals: Int
    /// Whose numbers they are.
    package let source: String
  }

  static func examples(
    _ members: DataMembers, _ inputs: [Input]
  ) throws(EmissionDataFault) -> [Example] {
    var examples: [Example] = []
    let known: Set = ["inputs", "result", "decimals", "source"]
    for item in try members.objects("examples", known: known) {
      examples.append(
        Example(
          inputs: try quantities(item, inputs), result: try item.rational("result"),
          decimals: try item.whole("decimals", 0...12), source: try item.text("source")))
    }
    return examples
  }

  private static func quantities(
    _ item: DataMembers, _ inputs: [Input]
  ) throws(EmissionDataFault) -> [String: Quantity] {
    let given = try DataMembers(
      item["inputs"], at: item.place(of: "inputs"), known: Set(inputs.map(\.name)))
    var quantities: [String: Quantity] = [:]
    for input in inputs { quantities[input.name] = try given.quantity(input.name) }
    return quantities
  }

  /// Computes every example, so that a slip in a formula is found before anybody reports by it.
  func checkExamples(_ members: DataMembers) throws(EmissionDataFault) {
    for (index, example) in examples.enumerated() {
      let place = "\(members.place(of: "examples"))[\(index)]"
      let found = try result(of: example, at: place)
      guard found.rounded(decimals: example.decimals) == example.result else {
        throw .exampleDiffers(
          place: place, stated: example.result.text,
          computed: found.text(decimals: example.decimals))
      }
    }
  }

  private func result(
    of example: Example, at place: String
  ) throws(EmissionDataFault) -> Rational {
    do { return try evaluate(inputs: example.inputs).result.value } catch {
      throw .exampleFails(place: place, error)
    }
  }
}
