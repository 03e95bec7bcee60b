import Intake
import SiteModel

/// Readings gathered from pieces in file order, each with its row in the file.
struct Gathered {
  var columns = ReadingColumns()
  /// Rows of the file, counted from 0.
  var row: [UInt32] = []

  var count: Int { row.count }

  /// Makes room for readings and one piece more; memory is touched only as they come.
  mutating func reserve(_ count: Int) {
    columns.reserve(count + 16_384)
    row.reserveCapacity(count + 16_384)
  }

  /// Adds a parsed piece behind what is there.
  ///
  /// - Parameter remap: what the piece's point numbers are called here; nil: the same.
  mutating func append(_ parsed: borrowing IntakeBatch, firstRow: Int, remap: [UInt16]?) {
    if let remap {
      columns.point.append(contentsOf: parsed.columns.point.map { remap[Int($0)] })
    } else {
      columns.point.append(contentsOf: parsed.columns.point)
    }
    for (flag, rows) in parsed.columns.flags {
      columns.flags[flag, default: []] += rows.map { $0 + count }
    }
    columns.time.append(contentsOf: parsed.columns.time)
    columns.units.append(contentsOf: parsed.columns.units)
    columns.decimals.append(contentsOf: parsed.columns.decimals)
    let base = UInt32(clamping: firstRow)
    row.append(contentsOf: parsed.row.map { $0 &+ base })
  }
}
