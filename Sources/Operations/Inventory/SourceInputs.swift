import Indexing
package import SiteModel

/// The inputs of a source's rule set, and what could feed each: points and factors of a unit that converts.
package struct SourceInputs {
  /// One input.
  package struct Input: Sendable {
    package let name: String
    package let title: BilingualText
    package let unit: String
    /// Numbers of points or ids of factors, with the names people know them by.
    package let choices: [(target: String, name: BilingualText)]
    /// What feeds it now, the newest last.
    package let bound: [AskSources.Bound]
  }

  package let source: AskSources.Answer
  package let inputs: [Input]

  /// - Throws: ``SourceFault/unknown(number:)``, ``InventoryFault/noRules(source:rules:)``.
  package init(_ number: String, on site: Site) throws {
    guard let found = try AskSources.run(on: site).first(where: { $0.number == number }) else {
      throw SourceFault.unknown(number: number)
    }
    source = found
    let rules = try HeldRules(of: site).ruleSet(found.values["rules"]?.string ?? "", of: number).0
    let points = try Points(of: site).all().points
    var wide = AskFactors.Wishes()
    wide.isWide = true
    let factors = try AskFactors(site.surroundings.share, on: site).list(wide).answers.map(\.factor)
    inputs = rules.inputs.map { input in
      let choices =
        input.role == .factor
        ? Self.choices(of: factors, for: input) : Self.choices(of: points, for: input)
      return Input(
        name: input.name, title: input.title, unit: "\(input.unit)", choices: choices,
        bound: found.bindings.filter { $0.binding.input == input.name })
    }
  }

  private static func choices(
    of factors: [Factor], for input: RuleSet.Input
  ) -> [(target: String, name: BilingualText)] {
    factors.filter { $0.value.unit.dimension == input.unit.dimension }.map {
      let value = "\($0.text) [\($0.mark.rawValue)]"
      return (
        $0.id,
        BilingualText(
          zh: "\($0.id) · \($0.title.zh) · \(value)", en: "\($0.id) · \($0.title.en) · \(value)")
      )
    }
  }

  private static func choices(
    of points: [MeasurementPoint], for input: RuleSet.Input
  ) -> [(target: String, name: BilingualText)] {
    points.filter { point in
      (try? Unit(point.settings.latest.unit))?.dimension == input.unit.dimension
    }
    .map {
      ($0.number, BilingualText(zh: "\($0.number) \($0.name)", en: "\($0.number) \($0.name)"))
    }
  }
}

extension AskSources.Answer {
  /// What people call it by.
  package var number: String { values["number"]?.string ?? "" }
}

extension ShippedRules {
  /// Ids and titles of all rule sets, by id; nothing of them is checked.
  package func titles() throws -> [(id: String, title: BilingualText)] {
    try ruleIDs().map { id in
      let title = try JSON.parse(try rules(id))["title"]
      return (
        id, BilingualText(zh: title?["zh"]?.string ?? id, en: title?["en"]?.string ?? id)
      )
    }
  }
}
