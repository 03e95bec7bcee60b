/// What the expression language cannot say: named functions, all of them in these two tables.
///
/// Lifecycles name checks (`"check": "complete"`), schemas name values
/// (`"x-computed": {…: {"function": "recurrences"}}`). A name that is not here is refused when the
/// file is read.
package enum RecordFunctions {
  /// Whether something is so; asked at the door, before an act is signed.
  package typealias Check = @Sendable (RecordQuestion) throws -> Guard.Answer
  /// A computed value; nil where what it needs is missing.
  package typealias Value = @Sendable (RecordQuestion) throws -> JSON?

  /// By name, as guards of lifecycles call them.
  package static let checks: [String: Check] = [
    "complete": { $0.complete },
    "effect-date-reached": { $0.effectDateReached },
    "evidence": { $0.evidence },
    "measures-assigned": { $0.measuresAssigned },
    "measures-done": { try $0.measuresDone() },
    "unused": { try $0.unused() },
  ]

  /// By name, as computed fields call them.
  package static let values: [String: Value] = [
    "recurrences": { try $0.recurrences() }
  ]
}

/// What is asked about one record, and who is asked about the others.
package struct RecordQuestion {
  /// The record.
  package let key: RecordKey
  /// Its type.
  package let schema: RecordSchema
  /// Its values by register, as an act would sign them.
  package let text: [String: JSON]
  /// The day it is asked, and the day it was closed.
  package let day: AsOf
  /// The other records.
  package let others: any OtherRecords
  /// ``text`` by field.
  package let record: [String: JSON]

  package init(
    _ key: RecordKey, _ schema: RecordSchema, text: [String: JSON], asOf day: AsOf,
    others: any OtherRecords
  ) {
    (self.key, self.schema, self.text) = (key, schema, text)
    (self.day, self.others) = (day, others)
    record = schema.fields(of: text)
  }
}

/// What is asked about records other than the one in question.
package protocol OtherRecords {
  /// The records that refer to one and are not closed, ascending.
  func users(of key: RecordKey) throws -> [RecordKey]

  /// What follows from the last act of each action on a record, and the state each is in; nil for
  /// what nobody has begun.
  func followers(of key: RecordKey) throws -> [(record: FollowingRecord, state: String?)]

  /// How many records of the type, but this one, have these texts in these fields, and a day in
  /// this span in `dayField`.
  func count(_ likes: RecordLikeness, but key: RecordKey) throws -> Int
}

/// What makes records alike: the same texts in some fields, within some days.
package struct RecordLikeness: Sendable, Hashable {
  /// The type.
  package let type: String
  /// Field → text.
  package let texts: [String: String]
  /// The field that holds the day.
  package let dayField: String
  /// The days, both included.
  package let days: ClosedRange<CivilDate>
}

extension RecordQuestion {
  /// Answers a guard's question.
  ///
  /// - Throws: what the one who knows the other records throws.
  package func answer(_ question: Guard.Question) throws -> Guard.Answer {
    switch question {
    case .fields(let fields):
      let missing = fields.filter { (text[$0] ?? record[$0] ?? .null) == .null }
      return missing.isEmpty
        ? .met(.array(fields.map(JSON.string))) : .refused(missing.joined(separator: ", "))
    case .check(let name):
      guard let check = RecordFunctions.checks[name] else { return .refused(name) }
      return try check(self)
    case .expression(let text): return answer(expression: text)
    }
  }

  // What is not known is no yes.
  private func answer(expression text: String) -> Guard.Answer {
    guard let expression = try? Expression(text),
      let answer = try? expression.answer(schema.values(of: record, asOf: day))
    else { return .refused(text) }
    return answer == .truth(true) ? .met(.string(text)) : .refused(text)
  }

  /// The fields without which the record does not leave draft; see ``RecordSchema``.
  package var missing: [String] { schema.missing(in: record, asOf: day) }

  /// All computed values, those of functions too.
  package func computed() throws -> [String: JSON] {
    var values = schema.computed(of: record, asOf: day)
    for field in schema.rules.computed {
      guard case .function(let name) = field.formula, let value = RecordFunctions.values[name]
      else { continue }
      values[field.name] = try value(self)
    }
    return values
  }
}
