/// One keyword of a schema, ready to be applied. Schemas are numbered; a rule names others by number.
struct SchemaRule: Sendable {
  /// As the schema spells it.
  let keyword: String
  /// The keyword's value, for people.
  let asked: JSON
  /// What it does.
  let test: Test

  enum Test: Sendable {
    /// `false`: nothing is allowed.
    case nothing
    case types([String])
    /// One of these, in ``JSON/comparable`` form: `enum`, `const`.
    case values(Set<JSON>)
    /// A number against a limit.
    case number(@Sendable (JSONNumber) -> Bool)
    /// How long a text, in Unicode scalars, or a list is.
    case length(of: Measured, ClosedRange<Int>)
    case pattern(String)
    case format(Format)
    case unique
    case required([String])
    case dependentRequired([String: [String]])
    case properties([String: Int])
    /// What members must be that are not among the names.
    case others(than: Set<String>, Int)
    case names(Int)
    case items(Int)
    case all([Int])
    case any([Int])
    case one([Int])
    case not(Int)
    case condition(if: Int, then: Int?, else: Int?)
    case reference(Int)
  }

  enum Measured: Sendable { case text, list }

  /// The formats that are checked; every other one is refused when the schema is read.
  enum Format: String, Sendable {
    case date
    case dateTime = "date-time"
  }

  /// The schemas this rule applies to the very same value.
  var inPlace: [Int] {
    switch test {
    case .all(let schemas), .any(let schemas), .one(let schemas): schemas
    case .not(let schema), .reference(let schema): [schema]
    case .condition(let condition, let then, let other):
      [condition] + [then, other].compactMap(\.self)
    default: []
    }
  }
}
