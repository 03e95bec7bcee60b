import Indexing
import SiteModel

/// Watches registers that fall: a rollover, a reset or a wrong row; only a person knows which.
struct FallWatch {
  let site: Site
  /// The flag that a person's decision puts on a reading after a fall; nil: stop and ask.
  let decision: String?
  private var last: [String: (time: Int64, value: Decimal18)] = [:]

  init(site: Site, decision: String?) { (self.site, self.decision) = (site, decision) }

  /// Looks at the readings of one point from `first` on, and at what came before them.
  ///
  /// - Throws: ``ImportFault/fall(point:at:before:after:count:)`` if one falls undecided.
  mutating func watch(
    _ columns: inout ReadingColumns, from first: Int, of point: MeasurementPoint
  ) throws {
    guard first < columns.count else { return }
    var before = try last[point.id] ?? stored(point, before: columns.time[first])
    var falls: [Int] = []
    for row in first..<columns.count {
      let now = (time: columns.time[row], value: columns.value(row))
      if let before, now.time > before.time, now.value.isLess(than: before.value) {
        falls.append(row)
      }
      before = now
    }
    last[point.id] = before
    guard let fall = falls.first else { return }
    guard let decision else { throw fault(falls.count, fall, first, columns, point) }
    columns.flags[decision, default: []] += falls
  }

  private func fault(
    _ count: Int, _ row: Int, _ first: Int, _ columns: ReadingColumns, _ point: MeasurementPoint
  ) -> ImportFault {
    let before = row > first ? columns.value(row - 1).description : "…"
    let offset = (try? site.index.labelOffset(of: point.id)) ?? nil
    return .fall(
      point: point.number, at: Instant(seconds: columns.time[row]).text(at: offset ?? .beijing),
      before: before, after: columns.value(row).description, count: count)
  }

  private func stored(
    _ point: MeasurementPoint, before time: Int64
  ) throws -> (time: Int64, value: Decimal18)? {
    let range = ReadingRange(of: point.id, span: time - 40 * 86_400...time)
    var newest: (time: Int64, value: Decimal18)?
    for held in try site.index.statements(range, from: site.store) {
      for row in held.statements.times.indices where held.statements.times[row] < time {
        guard held.statements.times[row] > newest?.time ?? .min else { continue }
        newest = (
          held.statements.times[row],
          Decimal18(units: held.statements.units[row], decimals: held.statements.decimals[row])
        )
      }
    }
    return newest
  }
}

extension Decimal18 {
  /// Whether the number is smaller, however many decimals either has.
  func isLess(than other: Decimal18) -> Bool {
    if decimals == other.decimals { return units < other.units }
    return Rational(self) < Rational(other)
  }
}
