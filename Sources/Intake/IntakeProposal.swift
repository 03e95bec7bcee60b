package import SiteModel

/// What a file's beginning says about how to read it, and what it does not say.
package struct IntakeProposal: Sendable {
  package var encoding: TextEncoding
  package var delimiter: Delimiter
  /// Rows above the header.
  package var skippedRows: Int
  /// Rows of the header, with a row of units if there is one.
  package var headerRows: Int
  package var columns: [ProposedColumn]
  /// The first rows of the file as texts, leading rows included; at most 200.
  package var firstRows: [[String]]
  /// Where points and values seem to stand; nil if nothing looks like readings.
  package var layout: IntakeLayout?
  /// Where the label stands; nil if no column holds dates.
  package var time: TimeColumns?
  /// The order of dates, or nil if the rows allow more than one.
  package var dateOrder: DateOrder?
  /// Which midnight `0:00` is, or nil if the rows do not show it.
  package var midnight: Midnight?
  /// The month that rows or titles of numbered days belong to, if the file says it.
  package var month: CivilMonth?
  /// Which end of its stretch a heading names, where the headings themselves say it.
  package var side: LabelSide?
  /// Seconds of each stretch of a day or month row.
  package var length: Int?
  /// Columns with the sum of their row.
  package var sums: [Int] = []
  /// What columns that name the point say in every row.
  package var fixed: [Int: String] = [:]
  /// The column with the end of each interval, where rows name both ends.
  package var ends: Int?
  /// Whether labels are dates without a time of day.
  package var labelsAreDays = false
  /// Whether every label carries its own distance from UTC.
  package var labelsCarryOffset: Bool
  /// What a person must say before the file can be read, in this order.
  package var questions: [IntakeQuestion]
}

/// One column as the file's beginning shows it.
package struct ProposedColumn: Sendable, Equatable {
  /// The header's text without the unit; empty if the file has no header.
  package var title: String
  /// The unit as written in the header: `(kWh)`, `（kw）`, `_kWh` or a row of its own.
  package var unit: String?
  package var content: ColumnContent

  package init(title: String, unit: String?, content: ColumnContent) {
    (self.title, self.unit, self.content) = (title, unit, content)
  }
}

/// What a column seems to hold.
package enum ColumnContent: String, Sendable, Hashable { case date, clock, number, text, blank }

/// What a file cannot say by itself.
package enum IntakeQuestion: String, Sendable, Hashable, CaseIterable {
  /// No column holds dates.
  case time
  /// Nothing looks like points and values.
  case layout
  /// `3/4/2025`: day or month first?
  case dateOrder = "date-order"
  /// Never guessed: 北京 +08:00, 新疆 +06:00 or another.
  case offset
  /// Does `0:00` begin its date or end it?
  case midnight
  /// Which month do numbered days belong to?
  case month
  /// What the numbers are.
  case kind
  /// Which end of its interval a label names; only for interval and power.
  case label
  /// Is `1,234` a thousand or a decimal?
  case thousands

  /// The question for a person.
  package var phrase: Phrase { Phrase("intake.ask-" + rawValue) }
}

/// What a person said about a proposal; nil takes what the proposal found.
package struct IntakeAnswers: Sendable {
  package var kind: ReadingKind
  package var offset: Offset?
  package var label: LabelSide?
  package var length: Int?
  package var dateOrder: DateOrder?
  package var midnight: Midnight?
  package var layout: IntakeLayout?
  package var time: TimeColumns?
  package var month: CivilMonth?
  package var groupedThousands = false

  package init(
    kind: ReadingKind, offset: Offset?, label: LabelSide? = nil, length: Int? = nil
  ) {
    (self.kind, self.offset, self.label, self.length) = (kind, offset, label, length)
  }
}

extension IntakeProposal {
  /// The plan that proposal and answers make together.
  ///
  /// - Throws: ``IntakeFault/planIncomplete(field:)`` with the question that is still open.
  package func plan(_ answers: IntakeAnswers) throws(IntakeFault) -> IntakePlan {
    let layout: IntakeLayout = try settled(answers.layout, layout, .layout)
    let time: TimeColumns = try settled(answers.time, time, .time)
    let clock = LabelClock(
      offset: try settled(answers.offset, labelsCarryOffset ? .utc : nil, .offset),
      label: try label(answers, layout), length: length(answers))
    var plan = IntakePlan(
      columns: columns.count, layout: layout, time: time, clock: clock, kind: answers.kind)
    if questions.contains(.month) || month != nil {
      plan.month = try settled(answers.month, month, .month)
    }
    (plan.sums, plan.fixed) = (sums, fixed)
    if let ends {
      // A standing is read at the end of what it closes.
      let isOver = answers.kind == .interval || answers.kind == .power
      if isOver {
        plan.ends = ends
      } else if answers.time == nil {
        plan.time = TimeColumns(date: ends)
      }
    }
    plan.dateOrder = try settled(answers.dateOrder, dateOrder, .dateOrder)
    // Rows that never show a midnight do not depend on the answer.
    plan.midnight = try settled(
      answers.midnight, midnight ?? (questions.contains(.midnight) ? nil : .nextDate), .midnight)
    (plan.encoding, plan.delimiter) = (encoding, delimiter)
    (plan.skippedRows, plan.headerRows) = (skippedRows, headerRows)
    plan.groupedThousands = answers.groupedThousands
    return plan
  }

  /// Headings that say which end they name are believed; a standing under a date is at its
  /// beginning or at its end, and only a person knows.
  private func label(
    _ answers: IntakeAnswers, _ layout: IntakeLayout
  ) throws(IntakeFault) -> LabelSide {
    let isOver = answers.kind == .interval || answers.kind == .power
    switch layout {
    case .day where isOver && side != nil: return try settled(side, nil, .label)
    case .month where isOver: return .start
    case .day: return try settled(answers.label, isOver ? nil : .start, .label)
    default:
      if ends != nil { return .start }
      let mustAsk = isOver || answers.kind == .register && labelsAreDays
      return try settled(answers.label, mustAsk ? nil : .start, .label)
    }
  }

  private func length(_ answers: IntakeAnswers) -> Int? {
    let isOver = answers.kind == .interval || answers.kind == .power
    return answers.length ?? (isOver ? length : nil)
  }

  private func settled<Value>(
    _ answer: Value?, _ found: Value?, _ question: IntakeQuestion
  ) throws(IntakeFault) -> Value {
    guard let value = answer ?? found else { throw .planIncomplete(field: question.rawValue) }
    return value
  }
}
