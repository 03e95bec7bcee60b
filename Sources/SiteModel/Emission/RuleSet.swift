/// One way to compute one line of an inventory, read from data and checked as a whole.
///
/// A rule set that was read has formulas that can be computed for every input in range, each gives
/// what its unit says, the result is a mass of carbon dioxide unless it is information only, and
/// every example comes out.
package struct RuleSet: Sendable, Hashable {
  /// The id, unique among rule sets, such as `purchased-electricity`.
  package let id: String
  /// Counts the editions of this rule set, from 1.
  package let version: Int
  /// What the line is called in an inventory.
  package let title: BilingualText
  /// The first day of the periods this rule set is for.
  package let effectiveFrom: CivilDate
  /// The last such day; nil while no end is known.
  package let effectiveUntil: CivilDate?
  /// The gas whose emission is computed.
  package let gas: Gas
  /// Where the line stands.
  package let category: Category
  /// Which GWPs the formulas hold, such as `IPCC AR5`; always there if the result is in CO2e.
  package let gwp: String?
  /// Whether what is captured, used, stored or handed on is taken off the total: only where the
  /// rule's own source says so.
  package let deducts: Bool
  /// In the order a form shows them.
  package let inputs: [Input]
  /// In the order they are computed; each may use the inputs and the equations before it.
  package let equations: [Equation]
  /// The name of the equation that is the line.
  package let result: String
  /// The decimals the line is rounded to, once.
  package let decimals: Int
  /// Where the rule comes from; at least one.
  package let citations: [Citation]
  /// What a person must be told that nobody here has confirmed.
  package let notConfirmed: [Remark]
  /// Worked examples; each was found to come out.
  package let examples: [Example]

  /// The seven groups of GB/T 32150 3.1.
  package enum Gas: String, Sendable, Hashable, CaseIterable {
    case co2 = "CO2"
    case ch4 = "CH4"
    case n2o = "N2O"
    case hfcs = "HFCs"
    case pfcs = "PFCs"
    case sf6 = "SF6"
    case nf3 = "NF3"
  }

  /// Where the line stands in an inventory. Carbon that leaves in products or waste and what is
  /// exported are taken off; those from `captured` on are lines apart, in no total.
  package enum Category: String, Sendable, Hashable, CaseIterable {
    case fuelCombustion = "fuel-combustion"
    case process
    case waste
    case fugitive
    case purchasedElectricity = "purchased-electricity"
    case purchasedHeat = "purchased-heat"
    case exportedElectricity = "exported-electricity"
    case exportedHeat = "exported-heat"
    case carbonOut = "carbon-out"
    case captured
    /// CO2 that goes into a product or a process.
    case used
    case stored
    /// CO2 that others take over.
    case handedOn = "handed-on"
    case biomass
    case removal
    /// No emission, such as an intensity: it is added to nothing.
    case information
  }

  /// A value somebody has to provide.
  package struct Input: Sendable, Hashable {
    /// As the formulas call it.
    package let name: String
    /// The unit the formulas and ``least``, ``most`` are in; anything convertible may be handed in.
    package let unit: Unit
    /// What a form calls it.
    package let title: BilingualText
    /// Whether it is measured here or looked up.
    package let role: Role
    /// The smallest value that is believed; 0 where the data says nothing.
    package let least: Rational
    /// The largest value that is believed; nil where any is.
    package let most: Rational?
  }

  /// Whether a value says what happened or what it emits.
  package enum Role: String, Sendable, Hashable, CaseIterable {
    /// 活动数据: what happened here.
    case activity
    /// 排放因子 and its parts: what it emits each.
    case factor
  }

  /// One named formula.
  package struct Equation: Sendable, Hashable {
    /// As later formulas and ``RuleSet/result`` call it.
    package let name: String
    /// Over the inputs and the equations before this one.
    package let expression: Expression
    /// The unit of the step; the formula was found to give it.
    package let unit: Unit
    /// Decimals for showing this step; the next step always gets the unrounded value.
    package let decimals: Int?
  }

  /// Where a rule comes from.
  package struct Citation: Sendable, Hashable {
    /// A standard with its clause, or another source.
    package let text: String
    /// How well the source is known.
    package let mark: ConfidenceMark
  }

  /// A caution that outputs must carry.
  package struct Remark: Sendable, Hashable {
    /// A whole sentence.
    package let text: BilingualText
    /// Only for periods that end on this day or later; nil: for all.
    package let from: CivilDate?
  }

  /// The cautions for a period whose last day is `last`.
  package func remarks(forPeriodEnding last: CivilDate) -> [BilingualText] {
    notConfirmed.filter { $0.from.map { $0 <= last } ?? true }.map(\.text)
  }

  /// Whether a period from `first` to `last` lies within the days this rule set is for.
  package func covers(_ first: CivilDate, _ last: CivilDate) -> Bool {
    effectiveFrom <= first && effectiveUntil.map { last <= $0 } ?? true
  }
}
