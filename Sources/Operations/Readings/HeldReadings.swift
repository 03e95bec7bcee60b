import Indexing
import Intake
import SiteModel

/// What is held of one point where a file speaks of it too.
struct HeldReadings {
  private var values: [Int64: [Decimal18]] = [:]

  /// Nothing is held.
  static let none = HeldReadings()

  private init() {}

  /// Reads only the runs that touch the file's span; none in a first import.
  init(
    of point: MeasurementPoint, _ rows: ArraySlice<Int32>, _ columns: borrowing ReadingColumns,
    _ planned: PlannedImport, _ site: Site
  ) throws {
    guard let first = rows.first, let last = rows.last else { return }
    let span = columns.time[Int(first)]...columns.time[Int(last)]
    let range = ReadingRange(of: point.id, span: span)
    for held in try site.index.statements(range, from: site.store)
    where held.kind == planned.plan.kind {
      let statements = held.statements
      for row in statements.times.indices where span.contains(statements.times[row]) {
        let value = Decimal18(units: statements.units[row], decimals: statements.decimals[row])
        values[statements.times[row], default: []].append(value)
      }
    }
  }

  /// Whether nothing is held there.
  var isEmpty: Bool { values.isEmpty }

  /// The values held at an instant; empty if there is none.
  subscript(_ time: Int64) -> [Decimal18] { values.isEmpty ? [] : values[time] ?? [] }
}
