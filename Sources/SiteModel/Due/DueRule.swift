/// A day by which something of a record is to be done, as its type declares it: `x-due`.
///
/// Facts hold the days people wrote. Whether one is near or past is computed when somebody looks,
/// so it needs no network and no clerk.
package struct DueRule: Sendable, Hashable {
  /// Which rule it is: `DUE-07`. Windows are set by rule.
  package let rule: String
  /// What is to be done.
  package let title: BilingualText
  /// The day it is due, or from which the time runs.
  package let on: Expression
  /// The time that runs from ``on``; nil: none.
  package let term: Term?
  /// What must hold of the record, and of the row; nil: always.
  package let condition: Expression?
  /// The day it was done; nil: what ends it is ``condition``.
  package let done: Expression?
  /// The field of who does it, `each.` before it where it is the row's.
  package let person: String?
  /// The field of the department, as ``person``.
  package let department: String?
  /// The field whose rows are each due on their own; nil: the record is.
  package let rows: String?
  /// The field whose rows say that the day was put off.
  package let extensions: String?
  /// Its place in the schema file.
  package let place: String

  /// A time that sites may set.
  package enum Term: Sendable, Hashable {
    case days(Int)
    case months(Int)
    /// By the holiday table.
    case workingDays(Int)
  }
}

extension DueRule {
  /// What begins a name that stands for the day on which an action was last signed: `signed.accept`;
  /// `-` in an action is `_` here.
  static let signed = "signed."

  /// The expressions of this rule, each with its member.
  var expressions: [(member: String, expression: Expression)] {
    [("on", on), ("when", condition), ("done", done)].compactMap { member, expression in
      expression.map { (member, $0) }
    }
  }

  /// What each name stands for in an expression of `x-due`: the fields, the row's, `today`,
  /// `closed`, the record's `state`, `since`, the day it came into it, and `signed.…`.
  ///
  /// - Parameter states: those of the lifecycle; empty where nobody has looked yet.
  static func kinds(
    of expression: Expression, _ readings: [String: FieldReading], rows: String?,
    states: Set<String> = []
  ) -> [String: Expression.Kind] {
    var kinds = kinds(readings, rows: rows).merging(["state": .text(states), "since": .day]) { $1 }
    for name in expression.names where name.hasPrefix(signed) { kinds[name] = .day }
    return kinds
  }

  /// The fields, and the row's.
  static func kinds(
    _ readings: [String: FieldReading], rows: String?
  ) -> [String: Expression.Kind] {
    var kinds = AsOf.kinds(readings)
    if let rows, case .rows(let fields)? = readings[rows] {
      for (name, reading) in fields { kinds["each.\(name)"] = reading.kind }
    }
    return kinds
  }
}

extension RecordSchema {
  /// Makes sure that the rules of this type name only actions and states that its lifecycle has.
  ///
  /// - Throws: ``SchemaFault/recordType(at:member:)``, ``SchemaFault/expression(at:_:)``.
  package func checkDue(by lifecycle: Lifecycle?) throws(SchemaFault) {
    let states = Set(lifecycle?.states.map(\.name) ?? [])
    for rule in rules.due {
      for (member, expression) in rule.expressions {
        let place = "\(rule.place)/\(member)"
        for name in expression.names where name.hasPrefix(DueRule.signed) {
          guard lifecycle?[action: DueRule.action(name)] != nil else {
            throw .recordType(at: place, member: name)
          }
        }
        let kinds = DueRule.kinds(of: expression, readings, rows: rule.rows, states: states)
        do { _ = try expression.kind(kinds) } catch { throw .expression(at: place, error) }
      }
    }
  }
}

extension DueRule {
  /// The action that a name such as `signed.analyse_only` stands for.
  static func action(_ name: String) -> String {
    String(name.dropFirst(signed.count)).replacing("_", with: "-")
  }
}
