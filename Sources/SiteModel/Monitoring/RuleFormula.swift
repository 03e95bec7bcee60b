/// The formula of a rule, over totals of its points: `E-101 = E-102 + E-103`, `E-101 / P-1`.
///
/// Points stand in it by the numbers people use, as an expression would name them.
package struct RuleFormula: Sendable {
  /// What stands before `=`, and what it is held against; a formula without `=` has only the first.
  private let left: Expression, right: Expression?
  private let names: [String: String]

  /// - Parameter numbers: of the rule's points, by their ids.
  /// - Throws: ``DataRuleFault/formula(_:)`` where it cannot be read, has two `=`, or names anything else.
  package init(_ text: String, numbers: [String: String]) throws(DataRuleFault) {
    let known = numbers.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let names = Dictionary(
      uniqueKeysWithValues: zip(known.map(\.key), known.indices.map { "p\($0)_" }))
    let replaced = known.map { (number: $0.value, name: names[$0.key] ?? "") }
    let sides = text.split(separator: "=", omittingEmptySubsequences: false)
      .map { Self.named($0, replaced) }
    let parsed = sides.compactMap { try? Expression($0) }
    let allowed = Set(names.values)
    guard let first = parsed.first, parsed.count == sides.count, sides.count <= 2,
      parsed.allSatisfy({ $0.names.isSubset(of: allowed) && Self.isNumber($0) })
    else { throw .formula(text) }
    (self.names, left, right) = (names, first, parsed.count == 2 ? parsed[1] : nil)
  }

  private static func isNumber(_ side: Expression) -> Bool {
    let names = Dictionary(side.names.map { ($0, Expression.Kind.count) }) { $1 }
    guard case .number? = try? side.kind(names) else { return false }
    return true
  }

  /// The text with every number of a point, the longest first, as a name that expressions can read.
  private static func named(
    _ text: Substring, _ known: [(number: String, name: String)]
  ) -> String {
    var (rest, result) = (text, "")
    while let next = rest.first {
      let before = result.last.map { $0.isLetter || $0.isNumber } ?? false
      if !before, let found = known.first(where: { rest.hasPrefix($0.number) }) {
        result += found.name
        rest = rest.dropFirst(found.number.count)
      } else {
        result.append(next)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// Whether it has two sides.
  package var isBalance: Bool { right != nil }

  /// Its sides over totals, by point id; nil where they have no value, as after a division by zero.
  package func figures(_ totals: [String: Rational]) -> (left: Rational, right: Rational?)? {
    let values = Dictionary(
      uniqueKeysWithValues: totals.compactMap { id, total in
        names[id].map { ($0, Expression.Value.number(total)) }
      })
    guard case .number(let first)? = try? left.answer(values) else { return nil }
    guard let right else { return (first, nil) }
    guard case .number(let second)? = try? right.answer(values) else { return nil }
    return (first, second)
  }
}
