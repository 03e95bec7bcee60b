/// What a table whose headings divide a day or a month is, if its rows agree with that.
struct StretchDraft {
  let layout: IntakeLayout
  let time: TimeColumns
  /// The month all rows belong to, where rows do not say their own.
  let month: CivilMonth?
  let needsMonth: Bool
  /// Seconds of each stretch.
  let length: Int
  /// Which end of its stretch a heading names, where the headings say it.
  let side: LabelSide?
  let sums: [Int]

  /// - Parameters:
  ///   - run: the headings.
  ///   - roles: columns and rows below them.
  ///   - above: the rows down to the headings.
  init?(_ run: HeadingRun, _ roles: ColumnRoles, above: ArraySlice<[String]>) {
    let isInRun: (Int) -> Bool
    switch run.division {
    case .day(let slots, _, _): isInRun = { slots[$0] != nil }
    case .month(let days, _, _): isInRun = { days[$0] != nil }
    }
    let free = roles.contents.indices.filter { !isInRun($0) }
    let sums = free.filter { roles.contents[$0] == .number && roles.namesSum($0) }
    let keys = free.filter { !sums.contains($0) }
    let date = keys.first { roles.contents[$0] == .date }
    switch run.division {
    case .day(let slots, let step, let side):
      guard let place = Self.day(date, keys, roles, above) else { return nil }
      layout = .day(point: place.point, slots: slots)
      (time, month, needsMonth) = (place.time, place.month, place.needsMonth)
      (length, self.side) = (step, side)
    case .month(let days, _, _):
      guard date == nil else { return nil }
      let column = keys.first { Self.holdsMonths($0, roles) }
      let point = roles.point(among: keys.filter { $0 != column }) { row in
        column.map { row[$0] } ?? ""
      }
      guard point != nil || keys.allSatisfy({ $0 == column || roles.contents[$0] == .blank })
      else { return nil }
      layout = .month(point: point.map { .column($0) } ?? .named(""), days: days)
      time = TimeColumns(date: column ?? point ?? 0)
      month = column == nil ? MonthSniff.month(above: above, run.division) : nil
      needsMonth = column == nil && month == nil
      (length, side) = (86_400, .start)
    }
    self.sums = sums
  }

  private struct DayPlace {
    let point: PointPlace
    let time: TimeColumns
    let month: CivilMonth?
    let needsMonth: Bool
  }

  private static func day(
    _ date: Int?, _ keys: [Int], _ roles: ColumnRoles, _ above: ArraySlice<[String]>
  ) -> DayPlace? {
    let numbered = date == nil ? dayColumn(keys, roles) : nil
    guard let column = date ?? numbered, !roles.rows.contains(where: { $0[column].contains(":") })
    else { return nil }
    let month = numbered == nil ? nil : MonthSniff.month(above: above, nil)
    let others = keys.filter { $0 != column && roles.contents[$0] != .blank && !roles.isAside($0) }
    let point = roles.point(among: others) { $0[column] }
    // Days that repeat belong to several points, so one of the columns must tell them apart.
    let days = roles.rows.map { $0[column] }
    guard point != nil || Set(days).count == days.count else { return nil }
    return DayPlace(
      point: point.map { .column($0) } ?? .named(""), time: TimeColumns(date: column), month: month,
      needsMonth: numbered != nil && month == nil)
  }

  /// A column with the numbers of days, as its title says.
  static func dayColumn(_ columns: [Int], _ roles: ColumnRoles) -> Int? {
    columns.first { column in
      let isTitled = ["日期", "日", "日份", "day", "日期/时间"].contains(roles.titles[column].lowercased())
      return isTitled && !roles.rows.isEmpty
        && roles.rows.allSatisfy { row in
          switch Heading(row[column])?.meaning {
          case .number(let day), .day(let day, nil, nil): (1...31).contains(day)
          default: false
          }
        }
    }
  }

  private static func holdsMonths(_ column: Int, _ roles: ColumnRoles) -> Bool {
    !roles.rows.isEmpty
      && roles.rows.allSatisfy { row in
        let bytes = Array(row[column].utf8)
        let text = folded(bytes.span, .init(start: 0, end: bytes.count, isQuoted: false))
        return CivilMonth(String(decoding: text, as: UTF8.self)) != nil
      }
  }
}
