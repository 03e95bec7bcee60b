import Indexing
import Intake
import SiteModel
import Storage

/// Compares a file's readings with what is held, point by point.
///
/// `model.md` §5: "the same content is »same«, never a new reading".
struct ReadingJudge {
  private let site: Site
  private let planned: PlannedImport
  private let points: Points
  private var known: [String: MeasurementPoint] = [:]
  private var falls: FallWatch
  private let frozen: FrozenMonths
  /// What the person's decision explained.
  var decidedFalls: [DecidedFall] { falls.decided }
  private var newPoints: [String: Bool] = [:]
  /// What the file leaves out.
  private(set) var gaps = FileGaps()

  init(site: Site, planned: PlannedImport, _ frozen: FrozenMonths) {
    (self.site, self.planned, self.frozen) = (site, planned, frozen)
    points = Points(of: site)
    falls = FallWatch(site: site, decision: planned.falls, offset: planned.plan.offset)
  }

  /// - Throws: ``PointFault`` for names that are no points, ``ImportFault`` for a wrong unit or
  ///   kind, or a register that falls without a decision.
  mutating func judge(_ gathered: consuming Gathered) throws -> JudgedReadings {
    let named = try resolved(gathered.columns.points)
    var order = SortedRows(gathered.columns)
    var judged = JudgedReadings()
    let misfits = try misfits(named, order, gathered)
    if !misfits.isEmpty {
      judged.differing = misfits.readings(gathered)
      gathered = misfits.others(of: gathered)
      order = SortedRows(gathered.columns)
    }
    for index in named.indices {
      gaps.look(
        at: order.rows(of: index), of: named[index].number, gathered.columns,
        length: planned.plan.length)
    }
    judged.units = named.map { planned.unit ?? $0.settings.latest.unit }
    let held = try named.indices.map { index in
      try isNew(named[index])
        ? HeldReadings.none
        : HeldReadings(of: named[index], order.rows(of: index), gathered.columns, planned, site)
    }
    let isFresh =
      order.isDistinct && held.allSatisfy(\.isEmpty) && !frozen.touch(gathered.columns.time)
    if isFresh {
      // The usual import of new data: every row is new, nothing is copied.
      judged.columns = gathered.columns
    } else {
      judged.columns.reserve(gathered.count)
      for index in named.indices {
        let rows = PointRows(point: named[index], index: UInt16(index), rows: order.rows(of: index))
        judge(rows, held[index], gathered, into: &judged)
      }
    }
    judged.columns.points = named.map(\.id)
    try watchFalls(named, isFresh ? order : SortedRows(judged.columns), &judged.columns)
    return judged
  }

  /// Rows that can be read and still are none that may be kept.
  private mutating func misfits(
    _ named: [MeasurementPoint], _ order: SortedRows, _ gathered: borrowing Gathered
  ) throws -> Misfits {
    let clock = site.surroundings.clock
    // A clock that stands at nothing says of no reading that it is still to come.
    var misfits = Misfits(planned.plan, now: clock.isEarly ? nil : clock.now().instant)
    for index in named.indices {
      let rows = order.rows(of: index)
      guard let first = rows.first, let last = rows.last else { continue }
      let span = gathered.columns.time[Int(first)]...gathered.columns.time[Int(last)]
      let held =
        try misfits.areIntervals && !isNew(named[index])
        ? HeldIntervals(of: named[index], around: span, planned, site) : HeldIntervals()
      misfits.look(at: rows, of: named[index], gathered.columns, held)
    }
    return misfits
  }

  /// The rows of one point in the file, by time.
  private struct PointRows {
    let point: MeasurementPoint
    let index: UInt16
    let rows: ArraySlice<Int32>
  }

  private func judge(
    _ rows: PointRows, _ held: HeldReadings, _ gathered: borrowing Gathered,
    into judged: inout JudgedReadings
  ) {
    let columns = gathered.columns
    var at = rows.rows.startIndex
    while at < rows.rows.endIndex {
      let time = columns.time[Int(rows.rows[at])]
      var end = at + 1
      while end < rows.rows.endIndex && columns.time[Int(rows.rows[end])] == time { end += 1 }
      let cell = JudgedCell(columns: columns, rows: rows.rows[at..<end], held: held[time])
      switch cell.verdict {
      case .new:
        // `design.md` §5: "A frozen month turns new readings into a reopen request".
        if let month = frozen.month(of: planned.plan, at: Instant(seconds: time)) {
          judged.differing += cell.frozen(rows.point.number, gathered.row, "\(month.period)")
          break
        }
        judged.columns.append(columns, row: Int(rows.rows[at]), point: rows.index)
        judged.same += end - at - 1
      case .same: judged.same += end - at
      case .differing: judged.differing += cell.differing(rows.point.number, gathered.row)
      }
      at = end
    }
  }

  private mutating func watchFalls(
    _ named: [MeasurementPoint], _ order: SortedRows, _ columns: inout ReadingColumns
  ) throws {
    guard planned.plan.kind == .register else { return }
    for index in named.indices {
      let isNew = try isNew(named[index])
      try falls.watch(&columns, order.rows(of: index), of: named[index], isNew: isNew)
    }
  }

  /// Whether nothing of a point was held when the import began; asked once, the import itself adds
  /// nothing before it ends.
  private mutating func isNew(_ point: MeasurementPoint) throws -> Bool {
    if let known = newPoints[point.id] { return known }
    let isNew = try !site.index.hasReadings(of: point.id)
    newPoints[point.id] = isNew
    return isNew
  }

  private mutating func resolved(_ names: [String]) throws -> [MeasurementPoint] {
    var unknown: [String] = []
    for name in names where known[name] == nil {
      let number = planned.numbers[name] ?? name
      do {
        known[name] = try checked(try points.usable(number), named: name)
      } catch PointFault.unknown {
        unknown.append(name)
      }
    }
    guard unknown.isEmpty else {
      let near = try unknown.flatMap { try points.similar(to: $0) }
      throw PointFault.unknown(numbers: unknown, near: Array(Set(near)).sorted())
    }
    return names.compactMap { known[$0] }
  }

  private func checked(
    _ point: MeasurementPoint, named name: String
  ) throws -> MeasurementPoint {
    let setting = point.settings.latest
    if let unit = planned.unit ?? planned.written.unit(of: name), unit != setting.unit {
      throw ImportFault.unit(point: point.number, expected: setting.unit, given: unit)
    }
    guard setting.kind == planned.plan.kind else {
      throw ImportFault.kind(
        point: point.number, expected: setting.kind.rawValue, given: planned.plan.kind.rawValue)
    }
    return point
  }
}

extension FrozenMonths {
  /// The frozen month that a row of a plan speaks of.
  fileprivate func month(of plan: IntakePlan, at: Instant) -> Month? {
    guard !months.isEmpty else { return nil }
    let coversTime = plan.kind == .interval || plan.kind == .power
    return month(of: plan.kind, at: at, length: coversTime ? Int32(plan.length ?? 0) : 0)
  }
}
