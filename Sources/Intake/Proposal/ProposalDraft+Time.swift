import SiteModel

/// Where a row's moment stands, and how it is written.
extension ProposalDraft {
  var time: TimeColumns? {
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

  /// A column with days by their numbers, where no column holds dates.
  var dayColumn: Int? {
    guard stretches == nil, !contents.contains(.date) else { return nil }
    return StretchDraft.dayColumn(Array(contents.indices), roles)
  }

  /// A second column of moments, each behind the first one of its row.
  func ends(_ time: TimeColumns?) -> Int? {
    guard stretches == nil, let time, time.clock == nil else { return nil }
    return contents.indices.dropFirst(time.date + 1).first { column in
      contents[column] == .date
        && rows.allSatisfy { $0[column].contains(":") == $0[time.date].contains(":") }
        && rows.count { DateSniff.isBefore($0[time.date], $0[column]) } * 10 >= rows.count * 8
    }
  }

  func order(of time: TimeColumns) -> DateOrder? {
    let orders = rows.map { DateSniff.orders(of: $0[time.date]) }.filter { !$0.isEmpty }
    guard let first = orders.first else { return nil }
    let common = orders.dropFirst().reduce(first) { $0.intersection($1) }
    return common.contains(.ymd) ? .ymd : common.count == 1 ? common.first : nil
  }

  /// Compares each `0:00` with the row before it; open if midnights occur and do not show.
  func midnight(_ time: TimeColumns?) -> (value: Midnight?, isOpen: Bool) {
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

  func carriesOffset(_ time: TimeColumns) -> Bool {
    !rows.isEmpty
      && rows.allSatisfy { row in
        let text = (time.clock.map { row[$0] } ?? row[time.date]).drop { $0 != ":" }
        return text.contains { $0 == "+" || $0 == "-" || $0 == "Z" }
      }
  }

  var labelsAreDays: Bool {
    if isMonths { return true }
    guard stretches == nil, let time, time.clock == nil else { return false }
    return !rows.isEmpty
      && rows.allSatisfy { row in
        !row[time.date].contains(":") && !row[time.date].contains("：") && row[time.date].count < 12
      }
  }

  var isMonths: Bool { if case .month = stretches?.layout { true } else { false } }

  /// The month above a table whose rows are numbered days.
  var titleMonth: CivilMonth? {
    MonthSniff.month(above: table.rows.prefix(header.skippedRows + header.headerRows), nil)
  }
}
