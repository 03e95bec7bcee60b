import GRDB
import SiteModel
import Storage

extension SiteIndex {
  /// Takes in one segment of whatever kind; one of a later program's kind says nothing here.
  func takeSegment(
    _ file: AddedFile, _ name: EntryName, _ text: [UInt8], into touched: inout Touched,
    _ db: Database
  ) throws {
    switch try SegmentReader.header(text)["kind"] {
    case AccessSegment.kind: try takeAccesses(file, name, text, db)
    case CorrectionSegment.kind: touched.spans += try takeCorrections(file, name, text, db)
    case let kind where kind.map { ReadingKind(rawValue: $0) != nil } ?? true:
      touched.spans += try takeReadings(file, name, text, db)
      touched.texts.keep(text, of: file.id)
    default: break
    }
  }

  private func takeAccesses(
    _ file: AddedFile, _ name: EntryName, _ text: [UInt8], _ db: Database
  ) throws {
    let segment = try AccessSegment(reading: text)
    let days = segment.rows.map(\.day)
    try db.execute(
      sql: "insert into access_segments values (?, ?, ?, ?, ?, ?)",
      arguments: [
        name.branch, file.path, file.id.description,
        segment.names.map(\.description).joined(separator: " "), days.min() ?? "",
        days.max() ?? "",
      ])
  }

  /// Adds the row of a segment whose readings or corrections count until it is undone.
  func addSegment(
    _ file: AddedFile, _ name: EntryName, _ kind: String, _ header: SegmentHeader, _ db: Database
  ) throws -> Int64 {
    try db.execute(
      sql:
        """
        insert into segments (blob, path, chain, seq, kind, length, batch, rows)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        file.id.description, file.path, name.branch, name.seq, kind,
        header["length"].flatMap { Int64($0) } ?? 0, header["batch"], header["rows"],
      ])
    return db.lastInsertedRowID
  }

  /// Takes in one segment of readings: a row for it, and a row for each of its runs.
  ///
  /// - Returns: the points it speaks of, and from when until when.
  private func takeReadings(
    _ file: AddedFile, _ name: EntryName, _ text: [UInt8], _ db: Database
  ) throws -> [TouchedSpan] {
    let header = try SegmentReader.header(text)
    let length = header["length"].flatMap { Int64($0) } ?? 0
    let kind = header["kind"] ?? ReadingKind.register.rawValue
    let segment = try addSegment(file, name, kind, header, db)
    let insert = try db.makeStatement(
      sql: "insert into runs values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    var spans: [String: TouchedSpan] = [:]
    for run in try SegmentReader.runs(text) {
      let span = TouchedSpan(
        point: run.point, segment: segment, from: run.start, until: run.last + length)
      spans[run.point] = spans[run.point]?.joined(with: span) ?? span
      try insert.execute(arguments: [
        run.point, run.start, run.last, segment, run.line, run.range.lowerBound,
        run.range.upperBound, run.unit, run.offset.seconds, run.step, run.count,
        Self.flags(text[run.range]),
      ])
    }
    return spans.values.sorted { $0.point < $1.point }
  }

  /// The names behind each `!` of a line.
  private static func flags(_ line: ArraySlice<UInt8>) -> String {
    guard line.contains(UInt8(ascii: "!")) else { return "" }
    let words = line.split(whereSeparator: { $0 == UInt8(ascii: " ") })
    let names = zip(words, words.dropFirst()).filter { $0.0.elementsEqual("!".utf8) }
    return Set(names.map { String(decoding: $0.1, as: UTF8.self) }).sorted()
      .joined(separator: " ")
  }
}

/// A stretch of time of one point in which a segment has readings.
struct TouchedSpan: Sendable, Hashable {
  let point: String
  /// The row of the segment.
  let segment: Int64
  let from: Int64
  let until: Int64

  func joined(with other: TouchedSpan) -> TouchedSpan {
    TouchedSpan(
      point: point, segment: segment, from: min(from, other.from), until: max(until, other.until))
  }
}

/// The texts of segments that were read last; at most three, since bulk segments are large.
struct SegmentTexts {
  private let store: any FactStore
  private var kept: [(blob: ObjectID, text: [UInt8])] = []

  init(_ store: any FactStore) { self.store = store }

  subscript(_ blob: ObjectID) -> [UInt8] {
    mutating get throws {
      if let place = kept.firstIndex(where: { $0.blob == blob }) { return kept[place].text }
      let text = try store.read(blob).bytes
      if kept.count == 3 { kept.removeFirst() }
      kept.append((blob, text))
      return text
    }
  }
}
