import Indexing
import SiteModel

/// What a person says of a register that falls.
package enum FallDecision: String, Sendable, CaseIterable {
  /// 归零: it turned over.
  case roll = "ROLL"
  /// 清零: it began at 0 again.
  case reset = "RESET"
  /// 存疑: the readings that leave its way and come back are wrong; they are kept and do not count.
  case suspect = "SUSPECT"

  /// The flag of the reading behind the fall, or of those that are wrong.
  var flag: String {
    switch self {
    case .roll: RegisterTurn.rollover.rawValue
    case .reset: RegisterTurn.reset.rawValue
    case .suspect: ShownReadings.suspect
    }
  }
}

/// Watches registers that fall: a rollover, a reset or a wrong row; only a person knows which.
struct FallWatch {
  let site: Site
  /// The flag that a person's decision puts on a reading after a fall; nil: stop and ask.
  let decision: String?
  /// The offset in which times are said.
  let offset: Offset
  /// Falls that the decision explains, in the order in which they were met.
  private(set) var decided: [DecidedFall] = []
  private var last: [String: Standing] = [:]

  init(site: Site, decision: String?, offset: Offset) {
    (self.site, self.decision, self.offset) = (site, decision, offset)
  }

  /// A register's standing: a new one has its row, a held one says whether its turn was decided.
  private struct Standing {
    let time: Int64
    let value: Decimal18
    var row: Int?
    var isDecided = false

    init(time: Int64, value: Decimal18, isDecided: Bool) {
      (self.time, self.value, self.isDecided) = (time, value, isDecided)
    }

    var mark: RegisterMark { RegisterMark(time: Instant(seconds: time), value: value) }

    init(_ columns: ReadingColumns, _ row: Int32) {
      (time, value, self.row) = (columns.time[Int(row)], columns.value(Int(row)), Int(row))
    }
  }

  /// Whether no standing is lower than the one before; the usual case, settled without objects.
  private static func rises(
    _ columns: borrowing ReadingColumns, _ rows: ArraySlice<Int32>, from before: Standing?
  ) -> Bool {
    guard let first = rows.first else { return true }
    if let before, columns.time[Int(first)] > before.time,
      columns.value(Int(first)).isLess(than: before.value)
    {
      return false
    }
    let (units, decimals) = (columns.units.span, columns.decimals.span)
    var last = Int(first)
    for row in rows {
      let now = Int(row)
      // Readings of other decimals are compared the slow way.
      guard decimals[now] == decimals[last], units[now] >= units[last] else { return false }
      last = now
    }
    return true
  }

  /// Looks at the new readings of one point, given by time, among those held around them.
  ///
  /// - Parameter isNew: whether nothing of the point is held.
  /// - Throws: ``ImportFault/fall(point:at:before:after:count:)`` if one falls undecided, or if a
  ///   held reading would fall behind a new one: what is held cannot be flagged any more.
  mutating func watch(
    _ columns: inout ReadingColumns, _ rows: ArraySlice<Int32>, of point: MeasurementPoint,
    isNew: Bool
  ) throws {
    guard let first = rows.first, let final = rows.last else { return }
    let span = columns.time[Int(first)]...columns.time[Int(final)]
    let held = isNew ? [] : try held(point, around: span)
    let before = last[point.id]
    last[point.id] = Standing(columns, final)
    if held.isEmpty, Self.rises(columns, rows, from: before) { return }
    let new = rows.map { Standing(columns, $0) }
    var standings = new
    if !held.isEmpty { standings = (new + held).sorted { $0.time < $1.time } }
    if let before, before.time < standings[0].time { standings.insert(before, at: 0) }
    if decision == ShownReadings.suspect {
      standings = withoutSuspects(standings, &columns)
      last[point.id] = standings.last { $0.row != nil } ?? before
    }
    let falls = zip(standings, standings.dropFirst()).filter { before, after in
      after.value.isLess(than: before.value) && !after.isDecided && after.time > before.time
    }
    guard let fall = falls.first(where: { $0.1.row == nil || decision == nil }) ?? falls.first
    else { return }
    guard let decision, decision != ShownReadings.suspect, falls.allSatisfy({ $0.1.row != nil })
    else {
      throw ImportFault.fall(
        point: point.number, at: Instant(seconds: fall.1.time).text(at: offset),
        before: "\(fall.0.value)", after: "\(fall.1.value)", count: falls.count)
    }
    columns.flags[decision, default: []] += falls.compactMap(\.1.row)
    guard let turn = RegisterTurn(rawValue: decision) else { return }
    decided += falls.map {
      DecidedFall(point: point, turn: turn, before: $0.0.mark, after: $0.1.mark)
    }
  }

  /// The standings that go on rising; of the others, those that are new are marked. A held one that
  /// is wrong stays among them: it is corrected, not marked.
  private func withoutSuspects(
    _ standings: [Standing], _ columns: inout ReadingColumns
  ) -> [Standing] {
    let outside = Excursions.places(in: standings.map(\.value)).filter { standings[$0].row != nil }
    columns.flags[ShownReadings.suspect, default: []] += outside.compactMap { standings[$0].row }
    let left = Set(outside)
    return standings.indices.filter { !left.contains($0) }.map { standings[$0] }
  }

  /// What is held in the span, and the nearest standing on either side of it.
  private func held(_ point: MeasurementPoint, around span: ClosedRange<Int64>) throws -> [Standing]
  {
    let range = try site.index.reach(of: point.id, around: span)
    let statements = try site.index.statements(
      ReadingRange(of: point.id, span: range), from: site.store)
    let stated = statements.filter { $0.kind == .register }.map(\.statements)
    let corrections = try site.index.corrections(
      ReadingRange(of: point.id, span: range), from: site.store)
    guard !corrections.isEmpty else { return stated.flatMap(Self.standings) }
    let timeline = SettingTimeline(point.settings, in: try site.calendar())
    return CorrectedStatements(stated, corrections, in: timeline).parts.flatMap(Self.standings)
  }

  private static func standings(_ statements: ReadingStatements) -> [Standing] {
    let decided = Set(RegisterTurn.allCases.flatMap { statements.flags[$0.rawValue] ?? [] })
    let suspect = Set(statements.flags[ShownReadings.suspect] ?? [])
    return statements.times.indices.filter { !suspect.contains($0) }.map { row in
      let value = Decimal18(units: statements.units[row], decimals: statements.decimals[row])
      return Standing(time: statements.times[row], value: value, isDecided: decided.contains(row))
    }
  }
}
