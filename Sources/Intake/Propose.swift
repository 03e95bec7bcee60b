import SiteModel

/// How much of a file ``propose(head:fileName:)`` wants to see: 64 KiB.
package let headSize = 65_536

/// Looks at a file's beginning and proposes how to read it; what it cannot know it asks.
///
/// - Parameters:
///   - head: the first ``headSize`` bytes of the file or more; fewer are taken as the whole file.
///   - fileName: only said in faults; a name's ending proves nothing.
/// - Throws: ``IntakeFault/notText(file:looksLike:)`` for what is no text,
///   ``IntakeFault/notATable(file:)`` for text without columns.
package func propose(head: [UInt8], fileName: String) throws(IntakeFault) -> IntakeProposal {
  if let name = ForeignFormat.name(of: head) {
    throw .notText(file: fileName, looksLike: name)
  }
  let encoding = TextEncoding.sniff(head)
  let start = head.starts(with: TextEncoding.byteOrderMark) ? 3 : 0
  let text = encoding.decodeLossily(head[start...])
  guard let table = TableSniff(text, isWhole: head.count < headSize) else {
    throw .notATable(file: fileName)
  }
  return ProposalDraft(table, encoding).proposal
}

/// The steps from a table's texts to a proposal.
private struct ProposalDraft {
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
      return Self.content(rows.map { $0[column] }, title)
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

  private var isMonths: Bool { if case .month = stretches?.layout { true } else { false } }

  /// The month above a table whose rows are numbered days.
  private var titleMonth: CivilMonth? {
    MonthSniff.month(above: table.rows.prefix(header.skippedRows + header.headerRows), nil)
  }

  /// A column with days by their numbers, where no column holds dates.
  private var dayColumn: Int? {
    guard stretches == nil, !contents.contains(.date) else { return nil }
    return StretchDraft.dayColumn(Array(contents.indices), roles)
  }

  /// A second column of moments, each behind the first one of its row.
  private func ends(_ time: TimeColumns?) -> Int? {
    guard stretches == nil, let time, time.clock == nil else { return nil }
    return contents.indices.dropFirst(time.date + 1).first { column in
      contents[column] == .date
        && rows.allSatisfy { $0[column].contains(":") == $0[time.date].contains(":") }
        && rows.count { DateSniff.isBefore($0[time.date], $0[column]) } * 10 >= rows.count * 8
    }
  }

  private var labelsAreDays: Bool {
    if isMonths { return true }
    guard stretches == nil, let time, time.clock == nil else { return false }
    return !rows.isEmpty
      && rows.allSatisfy { row in
        !row[time.date].contains(":") && !row[time.date].contains("：") && row[time.date].count < 12
      }
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

  private static func content(_ texts: [String], _ title: String) -> ColumnContent {
    let texts = texts.filter { !$0.isEmpty }
    guard !texts.isEmpty else { return .blank }
    let most = { (is: (String) -> Bool) in texts.count(where: `is`) * 10 >= texts.count * 8 }
    if most(DateSniff.isDate) { return .date }
    if most(DateSniff.isClock) { return .clock }
    // Damage must not hide a column that its title says to hold readings.
    let isTitled = ColumnRoles.namesValue(title) && texts.count(where: isNumber) * 2 >= texts.count
    let isNumeric = isTitled || most(isNumberOrGap)
    return isNumeric && texts.contains(where: isNumber) ? .number : .text
  }

  private static func isNumber(_ text: String) -> Bool {
    if case .value = reading(text) { true } else { false }
  }

  private static func isNumberOrGap(_ text: String) -> Bool {
    if case .bad(let reason, _) = reading(text) { reason == .thousands } else { true }
  }

  private static func reading(_ text: String) -> NumberReading {
    let bytes = Array(text.utf8)
    return usual.read(bytes.span, .init(start: 0, end: bytes.count, isQuoted: false))
  }

  private static let usual = NumberForm(placeholders: IntakePlan.usualPlaceholders)

  private var hasOpenThousands: Bool {
    rows.contains { row in
      zip(row, contents).contains { text, content in
        if content == .number, case .bad(.thousands, _) = Self.reading(text) { true } else { false }
      }
    }
  }
}

extension ProposalDraft {
  private var time: TimeColumns? {
    if let stretches { return stretches.time }
    guard let date = contents.firstIndex(of: .date) else {
      return dayColumn.map { TimeColumns(date: $0) }
    }
    if rows.contains(where: { $0[date].contains(":") }) { return TimeColumns(date: date) }
    if let clock = contents.firstIndex(of: .clock) { return TimeColumns(date: date, clock: clock) }
    return TimeColumns(date: date, clock: hourColumn)
  }

  // Bare hours look like any number: only the title tells.
  private var hourColumn: Int? {
    let titles: Set<String> = ["hour", "time", "时间", "时刻", "小时", "时", "時間", "時刻", "小時"]
    return header.titles.indices.first { column in
      titles.contains(header.titles[column].title.lowercased()) && contents[column] == .number
        && rows.allSatisfy { Int($0[column]).map { (0...24).contains($0) } ?? false }
    }
  }

  private func order(of time: TimeColumns) -> DateOrder? {
    let orders = rows.map { DateSniff.orders(of: $0[time.date]) }.filter { !$0.isEmpty }
    guard let first = orders.first else { return nil }
    let common = orders.dropFirst().reduce(first) { $0.intersection($1) }
    return common.contains(.ymd) ? .ymd : common.count == 1 ? common.first : nil
  }

  /// Compares each `0:00` with the row before it; open if midnights occur and do not show.
  private func midnight(_ time: TimeColumns?) -> (value: Midnight?, isOpen: Bool) {
    guard dayColumn == nil, let time else { return (nil, isOpen: false) }
    // ISO 8601 says itself which midnight it means.
    if rows.allSatisfy({ $0[time.date].contains("T") }) { return (.nextDate, isOpen: false) }
    let labels = rows.map { Self.label($0, time) }
    var found: Set<Midnight> = []
    for (place, label) in labels.enumerated() {
      guard let label, label.clock == 0 else { continue }
      if place > 0, let before = labels[place - 1], before.clock > 12 * 3600 {
        found.insert(before.date == label.date ? .sameDate : .nextDate)
      }
      if place + 1 < labels.count, let after = labels[place + 1],
        after.clock > 0 && after.clock < 12 * 3600, after.date == label.date
      {
        found.insert(.nextDate)
      }
    }
    let hasMidnights = labels.contains { $0?.clock == 0 }
    return (found.count == 1 ? found.first : nil, isOpen: hasMidnights && found.count != 1)
  }

  private static func label(_ row: [String], _ time: TimeColumns) -> (date: String, clock: Int)? {
    let text = row[time.date]
    let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
    let clock = time.clock.map { row[$0] } ?? (parts.count > 1 ? String(parts[1]) : "")
    let numbers = clock.prefix { $0.isNumber || $0 == ":" }.split(separator: ":")
    guard let date = parts.first, let hour = numbers.first.flatMap({ Int($0) }) else { return nil }
    let minute = numbers.count > 1 ? Int(numbers[1]) ?? 0 : 0
    return (String(date), hour * 3600 + minute * 60)
  }

  private func carriesOffset(_ time: TimeColumns) -> Bool {
    !rows.isEmpty
      && rows.allSatisfy { row in
        let text = (time.clock.map { row[$0] } ?? row[time.date]).drop { $0 != ":" }
        return text.contains { $0 == "+" || $0 == "-" || $0 == "Z" }
      }
  }

  /// One column of names beside one of numbers is a row per reading; else columns are points,
  /// unless labels repeat: then rows belong to several points, and only a person can say more.
  private func layout(_ time: TimeColumns) -> IntakeLayout? {
    if let stretches { return stretches.layout }
    let free = contents.indices.filter { $0 != time.date && $0 != time.clock }
    let values = free.filter {
      contents[$0] == .number && !roles.isAside($0) && !roles.namesCode($0)
    }
    let names = free.filter {
      (contents[$0] == .text || contents[$0] == .number) && !values.contains($0)
        && !roles.isAside($0)
    }
    guard !values.isEmpty else { return nil }
    let point = roles.point(among: names) { row in
      row[time.date] + " " + (time.clock.map { row[$0] } ?? "")
    }
    let named = point.map { roles.namesPoint($0) || names.count == 1 } ?? false
    if values.count == 1, let point, named || labelsRepeat(time) {
      return .long(point: point, value: values[0])
    }
    if labelsRepeat(time), !names.isEmpty {
      let titled = values.filter { roles.namesValue($0) }
      guard titled.count == 1, let point, named else { return nil }
      return .long(point: point, value: titled[0])
    }
    return .wide(
      .init(uniqueKeysWithValues: values.map { ($0, Self.name(header.titles[$0].title, $0)) }))
  }

  /// Columns of a table of points that name a point themselves, with what they say in every row.
  private func fixed(_ layout: IntakeLayout?) -> [Int: String] {
    guard case .wide(let names) = layout else { return [:] }
    let columns = contents.indices.filter {
      names[$0] == nil && roles.namesPoint($0) && contents[$0] != .date
    }
    return .init(
      uniqueKeysWithValues: columns.compactMap { column in
        roles.constant(column).map { (column, $0) }
      })
  }

  private func labelsRepeat(_ time: TimeColumns) -> Bool {
    let labels = rows.map { row in row[time.date] + " " + (time.clock.map { row[$0] } ?? "") }
    return Set(labels).count * 10 < labels.count * 8
  }

  private static func name(_ title: String, _ column: Int) -> String {
    title.isEmpty ? String(column + 1) : title
  }
}
