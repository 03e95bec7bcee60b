import SiteModel

/// The steps from a table's texts to a proposal.
struct ProposalDraft {
  let table: TableSniff
  let encoding: TextEncoding
  let header: HeaderSniff
  /// Rows of readings, each as wide as the table.
  let rows: [[String]]
  let contents: [ColumnContent]
  /// Which columns name points and which hold values.
  let roles: ColumnRoles
  /// What the table is if each row holds a day or a month.
  let stretches: StretchDraft?

  init(_ table: TableSniff, _ encoding: TextEncoding) {
    if let run = HeadingRun(table.rows) {
      let draft = ProposalDraft(table, encoding, HeaderSniff(table, heading: run.row), run)
      if draft.stretches != nil {
        self = draft
        return
      }
    }
    self.init(table, encoding, HeaderSniff(table), nil)
  }

  private init(
    _ table: TableSniff, _ encoding: TextEncoding, _ header: HeaderSniff, _ run: HeadingRun?
  ) {
    (self.table, self.encoding, self.header) = (table, encoding, header)
    let leading = header.skippedRows + header.headerRows
    let rows = table.rows.dropFirst(leading)
      .filter { $0.count >= table.columns && !Self.isWords($0) }
    let contents = (0..<table.columns).map { column in
      let title = header.titles.indices.contains(column) ? header.titles[column].title : ""
      return ColumnContent(rows.map { $0[column] }, title)
    }
    let roles = ColumnRoles(titles: header.titles.map(\.title), contents: contents, rows: rows)
    (self.rows, self.contents, self.roles) = (rows, contents, roles)
    stretches = run.flatMap { StretchDraft($0, roles, above: table.rows[...$0.row]) }
  }

  /// Whether a row is a sum, a note or blank: it says nothing about the columns.
  private static func isWords(_ row: [String]) -> Bool {
    row.prefix(3).contains { Aggregate($0) != nil } || row.count { !$0.isEmpty } < 2
  }

  var proposal: IntakeProposal {
    let time = self.time
    let isNumbered = stretches.map { $0.month != nil || $0.needsMonth } ?? (dayColumn != nil)
    let order = isNumbered || isMonths ? .ymd : time.flatMap { self.order(of: $0) }
    let midnight = stretches == nil ? self.midnight(time) : (.nextDate, isOpen: false)
    var proposal = IntakeProposal(
      encoding: encoding, delimiter: table.delimiter, skippedRows: header.skippedRows,
      headerRows: header.headerRows, columns: columns, firstRows: table.rows,
      layout: time.flatMap { layout($0) }, time: time, dateOrder: order, midnight: midnight.value,
      labelsCarryOffset: time.map { carriesOffset($0) } ?? false, questions: [])
    proposal.month = stretches?.month ?? dayColumn.flatMap { _ in titleMonth }
    (proposal.side, proposal.length) = (stretches?.side, stretches?.length)
    (proposal.sums, proposal.fixed) = (stretches?.sums ?? [], fixed(proposal.layout))
    (proposal.labelsAreDays, proposal.ends) = (labelsAreDays, ends(time))
    proposal.questions = questions(proposal, midnightIsOpen: midnight.isOpen)
    if isNumbered && proposal.month == nil { proposal.questions.append(.month) }
    return proposal
  }

  private var columns: [ProposedColumn] {
    zip(header.titles, contents).map {
      ProposedColumn(title: $0.title, unit: $0.unit, content: $1)
    }
  }

  private func questions(
    _ proposal: IntakeProposal, midnightIsOpen: Bool
  ) -> [IntakeQuestion] {
    IntakeQuestion.allCases.filter { question in
      switch question {
      case .time: proposal.time == nil
      case .layout: proposal.layout == nil
      case .dateOrder: proposal.dateOrder == nil
      case .month: false
      case .offset: !proposal.labelsCarryOffset
      case .midnight: midnightIsOpen
      case .kind, .label: true
      case .thousands: hasOpenThousands
      }
    }
  }

  private var hasOpenThousands: Bool {
    rows.contains { row in
      zip(row, contents).contains { $1 == .number && ColumnContent.mayGroupThousands($0) }
    }
  }
}
