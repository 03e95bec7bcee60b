/// A formula written as text, computed exactly and checked for kinds and units before it is used.
///
/// ```
/// quantity * ncv * cc * of * (44/12)[tCO2/tC]
/// if(a == 0[t], 0[t], max(a, b)) and not c < 3
/// grade in ("major", "minor") and count(measures, not has(done)) == 0
/// (today - foundOn) / 1[d]
/// ```
/// Numbers (`12.5`, `1e-3`), texts (`"major"`, `'major'`), `true false`, names (`electricity.quantity`),
/// `+ - * / ^` with a whole exponent, parentheses, comparisons (`< <= > >= == !=`, also `≤ ≥ ≠ × −`),
/// `in (…)`, `and or not`, and the functions `min max abs if has count sum`. A unit in brackets
/// behind a number or a parenthesis gives it that unit; it is the only way to turn carbon into
/// carbon dioxide. `rows.field` is the list of one field of all rows; `count(rows, condition)` asks
/// the condition of each row. At most 4096 bytes, nested at most 64 deep.
package struct Expression: Sendable, Hashable, CustomStringConvertible {
  /// The formula as written.
  package let text: String
  /// The names that must be given a value.
  package let names: Set<String>
  let root: Node

  /// Reads a formula.
  ///
  /// - Throws: ``ExpressionFault`` with the byte that could not be read.
  package init(_ text: String) throws(ExpressionFault) {
    var parser = try ExpressionParser(text)
    self.text = text
    root = try parser.whole()
    names = parser.names
  }

  package var description: String { text }

  /// What kind of thing this formula says.
  ///
  /// - Parameter names: what each name stands for.
  /// - Throws: ``ExpressionFault`` where unlike things are added or compared, or a name is unknown.
  package func kind(_ names: [String: Kind]) throws(ExpressionFault) -> Kind {
    try KindCheck(names: names).kind(root)
  }

  /// What the formula says where names have these values; nil where what it needs has none.
  ///
  /// - Parameter values: of the kinds that ``kind(_:)`` has been asked about.
  package func answer(_ values: [String: Value]) throws(ExpressionFault) -> Value? {
    try ExactValue(values: values).value(root)
  }

  /// What the number this formula gives would measure.
  ///
  /// - Parameter units: the unit of each name.
  /// - Throws: ``ExpressionFault`` where unlike things are added or compared, a name has no unit,
  ///   or the formula says yes or no instead of a number.
  package func dimension(_ units: [String: Unit]) throws(ExpressionFault) -> Unit.Dimension {
    try KindCheck(numbers: units).dimension(root)
  }

  /// Makes sure that the formula says yes or no, and compares only like things.
  ///
  /// - Throws: ``ExpressionFault``, as ``dimension(_:)`` does.
  package func checkTruth(_ units: [String: Unit]) throws(ExpressionFault) {
    try KindCheck(numbers: units).truth(root)
  }

  /// The exact value, in `unit`.
  ///
  /// - Throws: ``ExpressionFault``, also where a divisor is 0 or a number outgrows 4096 bits.
  package func value(
    _ inputs: [String: Quantity], in unit: Unit
  ) throws(ExpressionFault) -> Quantity {
    let found = try dimension(inputs.mapValues(\.unit))
    guard found == unit.dimension else {
      throw .unlike(offset: 0, found: found.description, expected: unit.symbol)
    }
    // Every name has a value: the check has found its unit.
    guard let number = try ExactValue(numbers: inputs).number(root) else {
      throw .wrongKind(offset: root.at)
    }
    return Quantity(number / unit.scale, unit)
  }

  /// Whether what the formula says holds.
  ///
  /// - Throws: as ``value(_:in:)`` does.
  package func truth(_ inputs: [String: Quantity]) throws(ExpressionFault) -> Bool {
    try checkTruth(inputs.mapValues(\.unit))
    return try ExactValue(numbers: inputs).truth(root) ?? false
  }

  /// Whether a formula could use this name: ASCII letters, digits, `_` and `.` between them.
  package static func isName(_ text: String) -> Bool {
    guard var parser = try? ExpressionParser(text), let word = parser.word() else { return false }
    return word == text && ExpressionParser.isFree(word)
  }
}

extension Expression {
  /// A place of the formula and what stands there.
  struct Node: Sendable, Hashable {
    /// Bytes before it.
    let at: Int
    let form: Form
  }

  indirect enum Form: Sendable, Hashable {
    case number(Rational)
    case text(String)
    case truth(Bool)
    case name(String)
    case inUnit(Node, Unit)
    /// Marked terms are subtracted.
    case sum([Term])
    /// Marked terms divide.
    case product([Term])
    case power(Node, Int)
    case call(Function, [Node])
    case compare(Comparison, Node, Node)
    case all([Node])
    case any([Node])
    case not(Node)
  }

  struct Term: Sendable, Hashable {
    let marked: Bool
    let node: Node
  }

  enum Function: String, Sendable {
    case min, max, abs, has, count, sum
    case choice = "if"

    /// Whether it can take so many values.
    func takes(_ count: Int) -> Bool {
      switch self {
      case .min, .max: true
      case .abs, .has, .sum: count == 1
      case .count: count == 1 || count == 2
      case .choice: count == 3
      }
    }
  }

  enum Comparison: Sendable {
    case less, lessOrEqual, equal, unequal, greaterOrEqual, greater

    func holds(_ a: Rational, _ b: Rational) -> Bool {
      switch self {
      case .less: a < b
      case .lessOrEqual: a <= b
      case .equal: a == b
      case .unequal: a != b
      case .greaterOrEqual: a >= b
      case .greater: a > b
      }
    }
  }
}

extension KindCheck {
  fileprivate init(numbers units: [String: Unit]) {
    names = units.mapValues { .number($0.dimension) }
  }
}

extension ExactValue {
  fileprivate init(numbers: [String: Quantity]) {
    values = numbers.mapValues { .number($0.value * $0.unit.scale) }
  }
}
