import Indexing
import Intake
import SiteModel

/// The intervals that are held of one point in and next to a span.
struct HeldIntervals {
  // Ascending by start.
  private var starts: [Int64] = []
  private var lengths: [Int64] = []

  /// Nothing is held.
  init() {}

  init(
    of point: MeasurementPoint, around span: ClosedRange<Int64>, _ planned: PlannedImport,
    _ site: Site
  ) throws {
    let range = ReadingRange(of: point.id, span: try site.index.reach(of: point.id, around: span))
    let usual = point.settings.latest.length
    var intervals: [(start: Int64, length: Int64)] = []
    for held in try site.index.statements(range, from: site.store)
    where held.kind == planned.plan.kind {
      guard let length = held.statements.length ?? usual, length > 0 else { continue }
      intervals += held.statements.times.map { ($0, Int64(length)) }
    }
    intervals.sort { $0.start < $1.start }
    (starts, lengths) = (intervals.map(\.start), intervals.map(\.length))
  }

  /// The beginning of a held interval that covers part of another one, and is not the same.
  func overlap(with start: Int64, _ length: Int64) -> Int64? {
    guard !starts.isEmpty else { return nil }
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= start { low = middle + 1 } else { high = middle }
    }
    if low < starts.count, start + length > starts[low] { return starts[low] }
    guard low > 0, starts[low - 1] + lengths[low - 1] > start else { return nil }
    let isSame = starts[low - 1] == start && lengths[low - 1] == length
    return isSame ? nil : starts[low - 1]
  }
}
