/// What a record type says beyond the form of its fields: what is needed when, what follows, and
/// how the paper form is called.
package struct RecordRules: Sendable {
  /// The fields without which a record does not leave draft.
  package let complete: [String]
  /// Further fields, each needed only where a condition holds.
  package let conditions: [Condition]
  /// What must hold before a record leaves draft: `x-holds`.
  package let holds: [Demand]
  /// Values that are shown and never stored, in the order of the file's names.
  package let computed: [ComputedField]
  /// Records that follow from acts.
  package let effects: [RecordEffect]
  /// What records may begin from in one step.
  package let origins: [RecordOrigin]
  /// Days by which something is to be done.
  package let due: [DueRule]
  /// The paper form; nil where the type has none.
  package let form: Form?
  /// How long records are kept; nil where nothing is said.
  package let retention: Retention?
  /// What begins the numbers that the program gives: `NC` in `NC-xj-017-2025-0001`.
  package let numberPrefix: String?
  /// How the form is to be filled in (填写要求); nil where nothing needs to be said.
  package let filling: BilingualText?
  /// What stays as it was signed while work goes on; nil: nothing.
  package let fixed: FixedFields?
  /// What is asked of the type and not built yet.
  package let pending: Pending

  /// Names of computed values and of effects: `x-pending`.
  package struct Pending: Sendable, Hashable {
    package let computed: [String]
    package let effects: [String]
  }

  /// A sentence that must hold; where it is not known, it is not broken.
  package struct Demand: Sendable, Hashable {
    /// What it says, for people.
    package let title: BilingualText
    /// What must hold.
    package let expression: Expression
  }

  /// A field that is needed where something holds: `x-required-when`.
  package struct Condition: Sendable, Hashable {
    /// The field.
    package let field: String
    /// What must hold; where it is not known, the field is not needed.
    package let expression: Expression
  }

  /// A paper form's number and revision, such as CM-R-1011 A/0.
  package struct Form: Sendable, Hashable {
    package let number: String
    package let revision: String
  }

  /// How long a record is kept.
  package enum Retention: String, Sendable, CaseIterable {
    case permanent = "P"
    /// The life of the thing and five years.
    case lifeAndFive = "L+5"
    /// Five years from closing.
    case fiveYears = "Y5"
    case tenYears = "Y10"
    /// While employed, and five years.
    case employedAndFive = "X"
  }
}

/// A value that follows from a record: `x-computed`. Facts are kept, answers are computed.
package struct ComputedField: Sendable, Hashable {
  /// No field of the type is called so.
  package let name: String
  /// What it is called.
  package let title: BilingualText
  /// How it is found.
  package let formula: Formula
  /// The unit it is shown in; nil for what is no number, and for plain numbers.
  package let unit: String?
  /// Digits behind the point; nil: as many as there are.
  package let decimals: Int?
  /// What each text it may say is called; empty where it is shown as it is.
  package let choices: [String: BilingualText]
  let reading: FieldReading?

  /// Where a value comes from.
  package enum Formula: Sendable, Hashable {
    /// An expression over the record's fields, `today` and `closed`.
    case expression(Expression)
    /// A function of ``RecordFunctions/values``.
    case function(String)
  }
}

extension [ComputedField] {
  /// The functions that demands and guards may name, and what kind of thing each gives.
  var given: [String: Expression.Kind] {
    reduce(into: [:]) { kinds, field in
      if case .function = field.formula { kinds[field.name] = field.reading?.kind }
    }
  }
}

extension RecordSchema {
  /// The fields a record lacks before it may leave draft, in the order of forms.
  ///
  package func missing(in record: [String: JSON], asOf day: AsOf) -> [String] {
    let values = values(of: record, asOf: day)
    let needed = rules.conditions.filter { condition in
      (try? condition.expression.answer(values)) == .truth(true)
    }
    let names = Set(rules.complete + needed.map(\.field) + fields.filter(\.isRequired).map(\.name))
    return fields.map(\.name).filter { name in
      names.contains(name) && !Self.isFilled(record[name])
    }
  }

  // An empty list is nothing; text of no characters is refused by the schema already.
  private static func isFilled(_ value: JSON?) -> Bool {
    switch value {
    case nil, .null: false
    case .array(let items): !items.isEmpty
    default: true
    }
  }

  /// What expressions see of a record.
  func values(of record: [String: JSON], asOf day: AsOf) -> [String: Expression.Value] {
    FieldReading.values(of: record, readings).merging(day.values) { $1 }
  }

  /// What each name stands for in the demands and guards of this type.
  package var kinds: [String: Expression.Kind] {
    AsOf.kinds(readings).merging(rules.computed.given) { own, _ in own }
  }

  /// Makes sure that an expression over this type's fields says yes or no.
  ///
  /// - Throws: ``SchemaFault/expression(at:_:)``.
  package func checkTruth(_ text: String, at place: String) throws(SchemaFault) {
    let kind: Expression.Kind
    do { kind = try Expression(text).kind(kinds) } catch { throw .expression(at: place, error) }
    guard kind == .truth else { throw .expression(at: place, .wrongKind(offset: 0)) }
  }

  /// The computed values that expressions give; what they need may be missing, then so are they.
  ///
  /// Functions that look at other records are asked by ``RecordQuestion/computed()``.
  package func computed(of record: [String: JSON], asOf day: AsOf) -> [String: JSON] {
    let values = values(of: record, asOf: day)
    return rules.computed.reduce(into: [:]) { result, field in
      guard case .expression(let expression) = field.formula, day.answers(expression),
        let value = (try? expression.answer(values)) ?? nil
      else { return }
      result[field.name] = field.reading?.json(of: value, decimals: field.decimals)
    }
  }
}
