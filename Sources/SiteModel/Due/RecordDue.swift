/// What a record's due days are computed from, beside its fields.
package struct DueStanding: Sendable {
  /// The day it is asked for, and since when the record is closed.
  package let day: AsOf
  /// Where it is in its lifecycle; nil where its type has none.
  package let state: String?
  /// The day it came there; nil while nobody has signed anything.
  package let since: CivilDate?
  /// The day each action was last signed.
  package let signed: [String: CivilDate]

  package init(
    _ day: AsOf, state: String?, since: CivilDate? = nil, signed: [String: CivilDate] = [:]
  ) {
    (self.day, self.state, self.since, self.signed) = (day, state, since, signed)
  }

  var values: [String: Expression.Value] {
    var values = day.values
    values["state"] = state.map { .text($0) }
    values["since"] = since.map { .day($0) }
    for (action, day) in signed {
      values[DueRule.signed + action.replacing("-", with: "_")] = .day(day)
    }
    return values
  }

  var isClosed: Bool { day.closing != .open }
}

/// One day by which something is to be done.
package struct RecordDue: Sendable, Hashable {
  /// By which rule.
  package let rule: String
  package let title: BilingualText
  /// The last day in time.
  package let due: CivilDate
  /// nil while it is not done.
  package let done: CivilDate?
  /// The ids of those who do it.
  package let people: [String]
  /// The ids of the departments.
  package let departments: [String]
  /// How often the day was put off.
  package let extensions: Int
  /// Years whose working days were counted Monday to Friday.
  package let unknownYears: Set<Int>

  package init(
    rule: String, title: BilingualText, due: CivilDate, done: CivilDate? = nil,
    people: [String] = [], departments: [String] = [], extensions: Int = 0,
    unknownYears: Set<Int> = []
  ) {
    (self.rule, self.title, self.due, self.done) = (rule, title, due, done)
    (self.people, self.departments) = (people, departments)
    (self.extensions, self.unknownYears) = (extensions, unknownYears)
  }
}

extension RecordSchema {
  /// What of a record is to be done, or was, and by when.
  package func dues(
    of record: [String: JSON], _ standing: DueStanding, _ windows: DueWindows,
    _ workingDays: WorkingDays
  ) -> [RecordDue] {
    let names = FieldReading.values(of: record, readings).merging(standing.values) { $1 }
    return rules.due.flatMap { rule in
      rows(of: rule, record).compactMap { row -> RecordDue? in
        let names = names.merging(row.values) { $1 }
        let done = rule.done.flatMap { Self.day($0, names) }
        // Nothing waits for what a closed record has left open.
        guard rule.holds(names), done != nil || !standing.isClosed,
          let on = Self.day(rule.on, names)
        else { return nil }
        let last = Self.last(rule, from: on, windows, workingDays)
        return RecordDue(
          rule: rule.rule, title: rule.title, due: last.day, done: done,
          people: Self.ids(rule.person, record, row.members),
          departments: Self.ids(rule.department, record, row.members),
          extensions: rule.extensions.flatMap { record[$0]?.array?.count } ?? 0,
          unknownYears: last.unknown)
      }
    }
  }

  private static func day(
    _ expression: Expression, _ names: [String: Expression.Value]
  ) -> CivilDate? {
    ((try? expression.answer(names)) ?? nil)?.day
  }

  private typealias Row = (members: [String: JSON], values: [String: Expression.Value])

  private func rows(of rule: DueRule, _ record: [String: JSON]) -> [Row] {
    guard let name = rule.rows else { return [([:], [:])] }
    guard case .rows(let fields)? = readings[name] else { return [] }
    return (record[name]?.array ?? []).map { row in
      let members = row.object ?? [:]
      let values = FieldReading.values(of: members, fields)
      return (members, Dictionary(uniqueKeysWithValues: values.map { ("each.\($0)", $1) }))
    }
  }

  private static func last(
    _ rule: DueRule, from on: CivilDate, _ windows: DueWindows, _ workingDays: WorkingDays
  ) -> (day: CivilDate, unknown: Set<Int>) {
    switch rule.term.map({ windows.term(of: rule.rule, $0) }) {
    case nil: (on, [])
    case .days(let days): (CivilDate(days: on.days + Int64(days)), [])
    case .months(let months): (on.adding(months: months), [])
    case .workingDays(let days): workingDays.day(days, after: on)
    }
  }

  /// The ids in a field, or in a column of the row.
  private static func ids(
    _ name: String?, _ record: [String: JSON], _ row: [String: JSON]
  ) -> [String] {
    guard let name else { return [] }
    let value = name.hasPrefix("each.") ? row[String(name.dropFirst(5))] : record[name]
    return value?.string.map { [$0] } ?? (value?.array ?? []).compactMap(\.string)
  }
}

extension DueRule {
  /// Whether it is asked of a record at all; what is not known does not hold.
  fileprivate func holds(_ names: [String: Expression.Value]) -> Bool {
    guard let condition else { return true }
    return (try? condition.answer(names)) == .truth(true)
  }
}
