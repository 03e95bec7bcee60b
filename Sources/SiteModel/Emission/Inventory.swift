/// An emission inventory (排放清单) before it is written down: lines, what is missing, the total.
package struct Inventory: Sendable {
  /// The time it covers.
  package let period: Period
  /// The frame in which days are counted.
  package let calendar: ProductionCalendar
  /// The rules it is computed by; see ``engineNumber``.
  package let engine: Int
  /// By source number and day, ascending.
  package var lines: [Line]
  /// How its months stand.
  package let months: Months

  /// Sources that are left out, by number.
  package var excluded: [Excluded] = []

  package init(
    period: Period, calendar: ProductionCalendar, engine: Int, lines: [Line], months: Months
  ) {
    (self.period, self.calendar, self.engine) = (period, calendar, engine)
    (self.lines, self.months) = (lines, months)
  }

  /// 暂估: whether a month of it can still change.
  package var isProvisional: Bool { !months.open.isEmpty }

  /// One source's part, or a part of it where its bindings change within the period.
  package struct Line: Sendable {
    /// The source's number, such as S-EL.
    package let source: String
    /// The source's name.
    package let name: String
    /// The rule set it is computed by.
    package let rules: RuleSet
    /// The SHA-256 of the rule set's bytes.
    package let rulesHash: ContentHash
    /// What each input was, in the order of the rule set.
    package let inputs: [Input]
    /// What came out; nil if an input is not known at all.
    package let evaluation: Evaluation?
    /// The unit (机组) or group the source belongs to; nil: none.
    package var group: String?
    /// The production days it is for; nil: the whole period.
    package var days: ClosedRange<CivilDate>?

    package init(
      source: (number: String, name: String), rules: RuleSet, hash: ContentHash, inputs: [Input],
      evaluation: Evaluation?
    ) {
      (self.source, name) = source
      (self.rules, rulesHash, self.inputs, self.evaluation) = (rules, hash, inputs, evaluation)
    }
  }

  /// One input of a line, and where it came from.
  package struct Input: Sendable {
    package let name: String
    /// nil: nothing is known of it.
    package let quantity: Quantity?
    package let origin: Origin

    package init(name: String, quantity: Quantity?, origin: Origin) {
      (self.name, self.quantity, self.origin) = (name, quantity, origin)
    }
  }

  /// Where an input came from.
  package enum Origin: Sendable {
    /// Readings of a point; the blobs of the segments they lie in.
    case point(MeasurementPoint, Consumed, segments: [String])
    /// A factor, the name of the record that holds it here, and who of the plant confirmed it.
    case factor(Factor, record: RecordKey, FactorConfirmation?)
    /// A value that stands in the source's record.
    case constant(Constant, record: RecordKey)
  }

  /// A value that a person typed, or that was computed outside the readings, with its evidence.
  package struct Constant: Sendable, Hashable {
    /// As it was typed.
    package let text: String
    package let quantity: Quantity
    /// What it rests on, in words.
    package let evidence: String
    /// Of the defaults it was computed from; nil without any.
    package let mark: ConfidenceMark?
  }

  /// The exact sum of all lines that count, in tCO₂; lines apart (biomass, captured, removals) are
  /// never netted, exports and carbon that leaves unburnt are taken off.
  package var total: Rational {
    lines.reduce(.zero) { sum, line in
      guard let result = line.evaluation?.result.value else { return sum }
      switch line.rules.share {
      case .adds: return sum + result
      case .takesOff: return sum - result
      case .standsApart: return sum
      }
    }
  }

  /// The unit of ``total``: an equivalent as soon as one line that counts is one.
  package var totalUnit: String {
    let counted = lines.filter { $0.rules.share != .standsApart }
    return counted.contains { $0.rules.gwp != nil } ? "tCO2e" : "tCO2"
  }

  /// Whether every input of every line is wholly known.
  package var isComplete: Bool {
    lines.allSatisfy { line in
      line.evaluation != nil
        && line.inputs.allSatisfy { input in
          if case .point(_, let consumed, _) = input.origin { consumed.complete } else { true }
        }
    }
  }
}

extension RuleSet.Category {
  /// What a line does to the total.
  package enum Share: Sendable { case adds, takesOff, standsApart }

  /// Exports and carbon that leaves unburnt are taken off; what is captured, used, stored, handed on,
  /// biogenic, removed or no emission is shown apart.
  package var share: Share {
    switch self {
    case .exportedElectricity, .exportedHeat, .carbonOut: .takesOff
    case .captured, .used, .stored, .handedOn, .biomass, .removal, .information: .standsApart
    default: .adds
    }
  }

  /// Whether a rule set may take it off the total.
  var mayBeDeducted: Bool { [.captured, .used, .stored, .handedOn].contains(self) }
}

extension RuleSet {
  /// What a line of it does to the total; `design.md` §6: "never netted unless the rule set says so".
  package var share: Category.Share { deducts ? .takesOff : category.share }
}
