/// The columns of a table with a day or a month in each row.
struct Stretches {
  /// A column with the seconds from midnight to its label, or with its day.
  struct Place {
    let column: Int
    let value: Int
  }

  let point: PointPlace
  let places: [Place]
  let isMonth: Bool
  /// Columns with the sum of the row.
  let sums: [Int]
  /// The month of every row, if rows do not say their own.
  let month: CivilMonth?
  /// Seconds from a day's beginning to a standing that is written under the day.
  let dayEnd: Int64

  /// Answers nil for a plan of another layout.
  init?(_ plan: IntakePlan) {
    switch plan.layout {
    case .day(let point, let slots):
      (self.point, isMonth) = (point, false)
      places = slots.map { Place(column: $0, value: $1) }.sorted { $0.column < $1.column }
    case .month(let point, let days):
      (self.point, isMonth) = (point, true)
      places = days.map { Place(column: $0, value: $1) }.sorted { $0.column < $1.column }
    default: return nil
    }
    (sums, month) = (plan.sums, plan.month)
    dayEnd = !plan.isOverInterval && plan.label == .end ? 86_400 : 0
  }
}
