import BigInt

extension Expression {
  /// What kind of thing a name or a formula stands for.
  package indirect enum Kind: Sendable, Hashable, CustomStringConvertible {
    /// A number that measures this.
    case number(Unit.Dimension)
    /// Yes or no.
    case truth
    /// A text; of a choice, the values there are.
    case text(Set<String>)
    /// A day of the calendar. Two days are a time apart.
    case day
    /// Several things of one kind: `measures.due`.
    case list(Kind)
    /// Rows, each with these fields.
    case rows([String: Kind])

    /// A plain number: a count.
    package static let count = Kind.number(.none)
    /// How long something takes.
    package static let time = Kind.number(Unit.Dimension(.time))

    package var description: String {
      switch self {
      case .number(let dimension): dimension.description
      case .truth: "yes/no"
      case .text(let choices):
        choices.isEmpty ? "text" : choices.sorted().map { "'\($0)'" }.joined(separator: " | ")
      case .day: "date"
      case .list(let kind): "list of \(kind)"
      case .rows: "rows"
      }
    }

    /// Whether a value of another kind may stand for this one.
    package func takes(_ other: Kind) -> Bool {
      switch (self, other) {
      case (.number(let a), .number(let b)): a == b
      case (.text(let choices), .text(let given)):
        choices.isEmpty || !given.isEmpty && choices.isSuperset(of: given)
      case (.truth, .truth), (.day, .day): true
      case (.list(let a), .list(let b)): a.takes(b)
      case (.rows(let a), .rows(let b)): a == b
      default: false
      }
    }
  }

  /// What a name or a formula stands for in one record. What has no value is nil, not a value.
  package indirect enum Value: Sendable, Hashable {
    /// In base units: grams are a thousandth of `kg`, days 86 400 `s`.
    case number(Rational)
    case truth(Bool)
    case text(String)
    case list([Value])
    /// Each by what has a value in it; `columns` are all that a row can have: where one has no value, it
    /// is not what the record outside calls by the same name.
    case rows([[String: Value]], columns: Set<String> = [])

    /// A day, as the seconds at its beginning: so days and times add up by themselves.
    package static func day(_ date: CivilDate) -> Value {
      .number(Rational(units: Int128(date.days) * 86_400, decimals: 0))
    }

    /// The day a number of kind ``Kind/day`` means; nil for anything else.
    package var day: CivilDate? {
      guard case .number(let seconds) = self else { return nil }
      let days = (seconds / Rational(86_400)).floor
      return days.flatMap { Int64(exactly: $0) }.map { CivilDate(days: $0) }
    }

    /// Whether there is something in it: an empty list is nothing.
    var isSomething: Bool {
      switch self {
      case .list(let items): !items.isEmpty
      case .rows(let rows, _): !rows.isEmpty
      case .number, .truth, .text: true
      }
    }
  }
}

extension Rational {
  /// The largest whole number that is not larger; nil where it leaves ±10^15.
  fileprivate var floor: Int? {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    let whole = remainder < 0 ? quotient - 1 : quotient
    return abs(whole) < 1_000_000_000_000_000 ? Int(whole) : nil
  }
}
