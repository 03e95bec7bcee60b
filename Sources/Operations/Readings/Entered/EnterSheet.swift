package import Foundation
package import SiteModel
import Storage

/// A person enters a whole sheet of readings: all of it, or nothing.
package struct EnterSheet {
  /// What came of it: rows that are new, and rows that were held already.
  package typealias Counts = (new: Int, same: Int)

  /// - Parameter fall: what a fall of any register in it is.
  /// - Throws: ``SheetEntryFault`` with every row that is refused;
  ///   ``ImportFault/fall(point:at:before:after:count:)``.
  package static func run(
    _ file: URL, fall: FallDecision?, on site: Site
  ) throws -> Counts {
    let (readings, same) = try site.write { session in
      let sheet = try ReadingSheet(file, at: try session.site.calendar().offset)
      let judge = try SheetJudge(of: sheet, on: session.site)
      if !judge.readings.isEmpty { try write(judge.readings, of: file, fall, session) }
      return (judge.readings, judge.same)
    }
    DataWatch.run(readings, on: site)
    return (readings.count, same)
  }

  private static func write(
    _ readings: [EnteredReading], of file: URL, _ fall: FallDecision?, _ session: WriteSession
  ) throws {
    let points = Set(readings.map(\.cell.point.number)).count
    let source = "抄表单 \(file.lastPathComponent)：\(points) 个计量点 \(readings.count) 个读数"
    try EnteredSegment.write(readings, from: source, fall, by: session)
  }
}

/// Judges the rows of a sheet, each as it would be entered alone, and against each other.
private struct SheetJudge {
  private(set) var readings: [EnteredReading] = []
  /// Rows that were held already, or say again what another row says.
  private(set) var same = 0
  private var refused: [RefusedRow] = []
  private var lines: [Cell: (line: Int, value: Decimal18)] = [:]

  private struct Cell: Hashable {
    let point: String
    let at: Instant
  }

  /// - Throws: ``SheetEntryFault`` if a row is refused, or there is none.
  init(of sheet: ReadingSheet, on site: Site) throws {
    guard !sheet.rows.isEmpty else { throw SheetEntryFault.noRows(file: sheet.file) }
    let frozen = try FrozenMonths(on: site)
    for row in sheet.rows {
      do { try take(row, on: site, frozen) } catch let fault as any Fault
        where fault.kind == .invalid || fault.kind == .refused
      {
        refused.append(.init(line: row.number, why: fault.phrase))
      }
    }
    guard refused.isEmpty else { throw SheetEntryFault.refused(file: sheet.file, rows: refused) }
  }

  private mutating func take(
    _ row: ReadingSheet.Row, on site: Site, _ frozen: FrozenMonths
  ) throws {
    guard let wishes = row.wishes else { throw ReadingFault.time(text: row.time) }
    guard let reading = try EnteredReading(wishes, on: site, frozen) else {
      same += 1
      return
    }
    let cell = Cell(point: reading.cell.point.id, at: wishes.at)
    switch lines[cell] {
    case nil:
      lines[cell] = (row.number, reading.value)
      readings.append(reading)
    case let first? where first.value.isSameNumber(as: reading.value): same += 1
    case let first?: throw ReadingFault.twice(point: wishes.point, line: first.line)
    }
  }
}

/// Why nothing of a sheet is entered.
package enum SheetEntryFault: Fault, Equatable {
  /// It does not say point, time and value.
  case noHeadings(file: String)
  /// There is nothing below the headings.
  case noRows(file: String)
  case refused(file: String, rows: [RefusedRow])

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noHeadings(let file): Phrase("reading.no-headings", ["file": file])
    case .noRows(let file): Phrase("reading.no-rows", ["file": file])
    case .refused(let file, let rows):
      Phrase("reading.sheet-refused", ["file": file], within: ["rows": rows.map(\.phrase)])
    }
  }
}
