/// A formula written as text, computed in exact fractions and checked for units before it is used.
///
/// ```
/// quantity * ncv * cc * of * (44/12)[tCO2/tC]
/// if(a == 0[t], 0[t], max(a, b)) and not c < 3
/// ```
/// Numbers (`12.5`, `1e-3`), names (`electricity.quantity`), `+ - * / ^` with a whole exponent,
/// parentheses, comparisons (`< <= > >= == !=`, also `≤ ≥ ≠ × −`), `and or not`, and the functions
/// `min max abs if`. A unit in brackets behind a number or a parenthesis gives it that unit; it is
/// the only way to turn carbon into carbon dioxide. At most 4096 bytes, nested at most 64 deep.
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

  /// What the number this formula gives would measure.
  ///
  /// - Parameter units: the unit of each name.
  /// - Throws: ``ExpressionFault`` where unlike things are added or compared, a name has no unit,
  ///   or the formula says yes or no instead of a number.
  package func dimension(_ units: [String: Unit]) throws(ExpressionFault) -> Unit.Dimension {
    try DimensionCheck(units: units).dimension(root)
  }

  /// Makes sure that the formula says yes or no, and compares only like things.
  ///
  /// - Throws: ``ExpressionFault``, as ``dimension(_:)`` does.
  package func checkTruth(_ units: [String: Unit]) throws(ExpressionFault) {
    try DimensionCheck(units: units).truth(root)
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
    return Quantity(try ExactValue(inputs: inputs).number(root) / unit.scale, unit)
  }

  /// Whether what the formula says holds.
  ///
  /// - Throws: as ``value(_:in:)`` does.
  package func truth(_ inputs: [String: Quantity]) throws(ExpressionFault) -> Bool {
    try checkTruth(inputs.mapValues(\.unit))
    return try ExactValue(inputs: inputs).truth(root)
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
    case min, max, abs
    case choice = "if"
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
