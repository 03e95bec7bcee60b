import GRDB
import SiteModel
import Storage

/// The segments that were read last, each of their runs decoded once.
///
/// Days are drawn segment by segment and, within one, point by point; a day at the border needs the
/// segment before. So few segments are in memory however many there are.
struct SegmentShelf {
  private static let room = 3

  private let store: any FactStore
  private let texts: KeptTexts
  private var kept: [Shelved] = []
  /// Segments that say nothing any more, once anybody asked.
  private var undone: Set<Int64>?

  private struct Shelved {
    let segment: Int64
    /// Seconds that each reading stands for; nil: its header does not say.
    let length: Int32?
    let text: [UInt8]
    /// The readings of lines, by the line's number.
    var lines: [Int: ReadingColumns] = [:]
  }

  /// - Parameter texts: those that were read a moment ago.
  init(_ store: any FactStore, _ texts: KeptTexts) { (self.store, self.texts) = (store, texts) }

  /// What live segments say of a point in a span, one item per segment, oldest first.
  ///
  /// - Throws: ``StoreFault`` or ``SegmentFault`` if a segment cannot be read.
  mutating func statements(
    of point: String, in span: ClosedRange<Int64>, _ db: Database
  ) throws -> [ReadingStatements] {
    let statement = try db.cachedStatement(
      sql: """
        select segment, line, lower, upper, unit, start, last from runs
        where point = ? and start <= ? and last >= ? order by segment, line
        """)
    let rows = try Row.fetchAll(
      statement, arguments: [point, span.upperBound, span.lowerBound])
    let undone = try undone ?? SiteIndex.undone(db)
    self.undone = undone
    var statements: [ReadingStatements] = []
    for row in rows where !undone.contains(row[0]) {
      let place = try shelve(row[0], db)
      try read(row, of: point, place)
      if statements.last?.segment != Int(kept[place].segment) {
        statements.append(
          ReadingStatements(
            segment: Int(kept[place].segment), unit: row[4], length: kept[place].length,
            readings: ([], [], [])))
      }
      let line: Int = row[1]
      guard let columns = kept[place].lines[line] else { continue }
      statements[statements.count - 1].append(columns, in: span)
    }
    return statements
  }

  private mutating func read(_ row: Row, of point: String, _ place: Int) throws {
    let line: Int = row[1]
    guard kept[place].lines[line] == nil else { return }
    let run = SegmentRun(
      line: line, range: (row[2] as Int)..<(row[3] as Int), point: point, unit: row[4],
      start: row[5], offset: .utc, step: 0, count: 1, last: row[6])
    var columns = ReadingColumns()
    try SegmentReader.read(kept[place].text, run: run, into: &columns, point: 0)
    kept[place].lines[line] = columns
  }

  /// The whole text of a segment that is not kept.
  func text(_ blob: ObjectID) throws -> [UInt8] { try texts[blob] ?? store.read(blob).bytes }

  private mutating func shelve(_ segment: Int64, _ db: Database) throws -> Int {
    if let place = kept.lastIndex(where: { $0.segment == segment }) { return place }
    let row = try Row.fetchOne(
      db, sql: "select blob, length from segments where segment = ?", arguments: [segment])
    guard let row, let blob = ObjectID(row["blob"] as String) else {
      throw StoreFault.malformed(name: "segment \(segment)", detail: "blob")
    }
    if kept.count == Self.room { kept.removeFirst() }
    let length: Int32 = row["length"]
    kept.append(
      Shelved(
        segment: segment, length: length > 0 ? length : nil,
        text: try text(blob)))
    return kept.count - 1
  }
}

/// Texts of segments that were read once and are needed again soon; 8 MiB of them at most, so that
/// memory does not grow with the import.
struct KeptTexts {
  private static let limit = 8 << 20

  private var texts: [ObjectID: [UInt8]] = [:]
  private var size = 0

  subscript(_ blob: ObjectID) -> [UInt8]? { texts[blob] }

  /// Keeps a text if there is room for it.
  mutating func keep(_ text: [UInt8], of blob: ObjectID) {
    guard size + text.count <= Self.limit else { return }
    size += text.count
    texts[blob] = text
  }
}

extension ReadingStatements {
  /// Adds the readings of a run that lie in a span; a run's times rise.
  fileprivate mutating func append(_ columns: ReadingColumns, in span: ClosedRange<Int64>) {
    let first = columns.row(from: span.lowerBound)
    let end = max(first, columns.row(from: span.upperBound + 1))
    let moved = times.count - first
    times.append(contentsOf: columns.time[first..<end])
    units.append(contentsOf: columns.units[first..<end])
    decimals.append(contentsOf: columns.decimals[first..<end])
    for (name, rows) in columns.flags {
      let inside = rows.filter { (first..<end).contains($0) }.map { $0 + moved }
      if !inside.isEmpty { flags[name, default: []] += inside }
    }
  }
}

extension ReadingColumns {
  /// The first row whose time is `time` or later, of rows whose times rise.
  fileprivate func row(from time: Int64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self.time[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
