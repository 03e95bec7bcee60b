/// A table of the published picture; `schema/postgresql.sql` says what its columns mean.
enum PublishedTable: String, CaseIterable {
  case dayTotals = "day_totals"
  case monthTotals = "month_totals"
  case readings
  case points, records, inventories
  case inventoryLines = "inventory_lines"

  /// Tables that have months, and those that have none.
  static let monthly: [PublishedTable] = [.dayTotals, .monthTotals, .readings]
  static let registers: [PublishedTable] = [.points, .records, .inventories, .inventoryLines]

  /// Its columns in the order in which cells are given.
  var columns: [String] {
    let totals = [
      "point", "starts", "ends", "value", "unit", "complete", "readings", "conflicts", "gaps",
      "fills",
    ]
    let own =
      switch self {
      case .dayTotals: ["month", "day"] + totals
      case .monthTotals: ["month"] + totals
      case .readings:
        [
          "month", "day", "point", "at", "seconds", "value", "unit", "flags", "instrument",
          "calibration",
        ]
      case .points: ["point", "number", "name", "kind", "unit", "settings", "void"]
      case .records: ["type", "record", "number", "stage", "void", "disputed", "fields"]
      case .inventories:
        [
          "inventory", "period", "first_day", "last_day", "total", "unit", "complete",
          "provisional", "engine", "stage", "void", "sha256",
        ]
      case .inventoryLines:
        [
          "inventory", "line", "source", "name", "gas", "category", "part_of", "deducted", "value",
          "unit", "exact", "inputs",
        ]
      }
    return ["entity"] + own
  }

  /// What tells in SQL which part a row belongs to: parts are compared, sent and taken away whole.
  var part: String {
    switch self {
    case .dayTotals, .readings: "day::text"
    case .monthTotals: "month::text"
    case .points: "point"
    case .records: "type || '/' || record"
    case .inventories, .inventoryLines: "inventory"
    }
  }
}
