import GRDB
package import SiteModel
package import Storage

extension SiteIndex {
  /// Takes in one segment of corrections: a row for it, and one for each point.
  ///
  /// - Returns: the points it speaks of, and from when until when.
  func takeCorrections(
    _ file: AddedFile, _ name: EntryName, _ text: [UInt8], _ db: Database
  ) throws -> [TouchedSpan] {
    let corrections = try CorrectionSegment(reading: text)
    let segment = try addSegment(
      file, name, CorrectionSegment.kind, try SegmentReader.header(text), db)
    let byPoint = Dictionary(grouping: corrections.lines, by: \.point)
    return try byPoint.sorted { $0.key < $1.key }.compactMap { point, lines in
      let times = lines.map(\.correction.at)
      guard let first = times.min(), let last = times.max() else { return nil }
      try db.execute(
        sql: "insert into corrections values (?, ?, ?, ?)",
        arguments: [point, first, last, segment])
      return TouchedSpan(
        point: point, segment: segment, from: first, until: last + Int64(corrections.length))
    }
  }

  /// The corrections of a point in a span, of undone segments too, oldest segment first.
  ///
  /// - Throws: ``StoreFault`` or ``SegmentFault`` if a segment cannot be read.
  package func corrections(
    _ range: ReadingRange, from store: some FactStore
  ) throws -> [PlacedCorrection] {
    try database.read { db in
      try Self.corrections(range, db) { try store.read($0).bytes }
    }
  }

  static func corrections(
    _ range: ReadingRange, _ db: Database, text: (ObjectID) throws -> [UInt8]
  ) throws -> [PlacedCorrection] {
    let span = range.span ?? Int64.min...Int64.max
    let rows = try Row.fetchAll(
      try db.cachedStatement(
        sql: """
          select c.segment, s.blob, s.chain, s.seq from corrections c
          join segments s on s.segment = c.segment
          where c.point = ? and c.start <= ? and c.last >= ? order by c.segment
          """), arguments: [range.point, span.upperBound, span.lowerBound])
    guard !rows.isEmpty else { return [] }
    let undone = try undone(in: range.knownAt, db)
    return try rows.flatMap { row in
      let name = EntryName(branch: row["chain"], seq: row["seq"])
      guard let blob = ObjectID(row["blob"] as String), range.knownAt?.contains(name) ?? true
      else { return [PlacedCorrection]() }
      let segment: Int64 = row["segment"]
      return try CorrectionSegment(reading: try text(blob)).lines
        .filter { $0.point == range.point && span.contains($0.correction.at) }
        .map {
          PlacedCorrection(
            name: name, segment: Int(segment), isLive: !undone.contains(segment), $0.correction)
        }
    }
  }
}
