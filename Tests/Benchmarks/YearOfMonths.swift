import Foundation
import TestSupport

/// P3: what every point consumed in each month of the year.
struct YearOfMonths {
  let programs: Programs
  let node: Node
  let runs: Int

  func measure(into table: inout Table) throws {
    let question =
      ["consumption"] + LongFile.points + ["--period", "2025", "--by", "month", "--json"]
    let ours = try (0..<runs).map { _ in try programs.karez(question, at: node) }
    table.add("P3", "karez consumption, 100 points × 12 months", Cost.median(ours))
    let theirs = try (0..<runs).compactMap { _ in try programs.duck(sql) }
    table.add(
      "P3", "DuckDB on the Parquet", Cost.median(theirs), note: theirs.isEmpty ? "not here" : "")
    if let mine = Cost.median(ours), let cost = Cost.median(theirs) {
      table.add("P3", "karez ÷ DuckDB", note: Table.text(mine.seconds / cost.seconds, 2))
    }
  }

  // The rise between standings, so that a month ends where the next begins.
  private var sql: String {
    """
    select point, date_trunc('month', time + interval 8 hour) as month, sum(rise) from (
      select point, time, lead(value) over (partition by point order by time) - value as rise
      from '\(programs.scratch.path("r35.parquet"))')
    group by all order by all
    """
  }
}
