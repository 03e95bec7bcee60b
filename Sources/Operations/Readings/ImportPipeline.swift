import Crypto
import Dispatch
import Foundation
import Intake
import SiteModel
import Storage
import Synchronization

/// The way of a file's rows into segments: read, parse, judge, write, in rounds.
///
/// Each round reads up to ``width`` pieces, then parses them, hashes them and builds the segments
/// that the round before filled, all at once on the machine's cores. What comes out does not
/// depend on how many cores there are. Memory depends on the cut, not on the file.
struct ImportPipeline: ~Copyable {
  /// Pieces a round reads: 2 MiB.
  private static let width = 8
  /// Rows that are handed back at most; they are held until the end, and memory must not depend on
  /// the file.
  private static let refusable = 200_000

  var outcome = ImportOutcome()
  /// Rows to hand back, with their reasons.
  var refused = RefusedRows()
  private let planned: PlannedImport
  private let site: Site
  private let batch: String
  private var pieces: RowPieces
  private var names: PointNames
  private var hash = SHA256()
  private var judge: ReadingJudge
  private var gathered = Gathered()
  private let spare = SpareMemory()
  /// Readings to hand back because their cell holds another value.
  private(set) var differing: [DifferingReading] = []
  private var row = 0
  private var asides = RowsAside()
  private var segments: [String] = []
  private let isUnauthorised: Bool

  /// - Parameters:
  ///   - isUnauthorised: whether somebody without the duty imports; see ``DataDuty``.
  ///   - frozen: the months that take no reading.
  init(
    site: Site, planned: PlannedImport, batch: String, isUnauthorised: Bool, frozen: FrozenMonths
  ) throws {
    self.isUnauthorised = isUnauthorised
    (self.site, self.planned, self.batch) = (site, planned, batch)
    pieces = try RowPieces(file: planned.text.path, name: planned.name, plan: planned.plan)
    names = PointNames()
    judge = ReadingJudge(site: site, planned: planned, frozen)
    outcome.plan = planned.plan.json
    outcome.notices = planned.notices + (isUnauthorised ? [DataDuty.notice(to: site)] : [])
  }

  /// The SHA-256 of the source, complete once the pipeline has run.
  var source: String {
    planned.source ?? hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Runs the file through; `put` takes each finished segment, in order.
  ///
  /// - Throws: what reading, judging or `put` throws; then the import as a whole is off.
  mutating func run(_ put: (DeflatedObject) throws -> Void) throws {
    var waiting: [JudgedReadings] = []
    var isAtEnd = false
    while !isAtEnd || !waiting.isEmpty {
      let read = try readPieces()
      isAtEnd = read.isEmpty
      let round = ImportRound(
        plan: planned.plan, names: names, header: header, pieces: read, spare: spare)
      let made = try round.run(hash: &hash, building: waiting)
      for segment in made.segments {
        segments.append(segment.id.description)
        try put(segment)
      }
      waiting = []
      for (parsed, piece) in zip(made.batches, read) {
        try gather(parsed, piece)
        if gathered.count >= cut { try waiting.append(contentsOf: judged()) }
      }
      spare.keep(read, made.batches)
      if isAtEnd && gathered.count > 0 { try waiting.append(contentsOf: judged()) }
    }
    outcome.skipped = asides.count
    outcome.gaps = judge.gaps.runs
    outcome.notices += asides.notices(planned.name)
    guard outcome.rows > 0 else { throw ImportFault.empty(file: planned.name) }
  }

  private mutating func readPieces() throws -> [RowPiece] {
    var read: [RowPiece] = []
    while read.count < Self.width, let piece = try pieces.next(reusing: spare.piece()) {
      read.append(piece)
    }
    return read
  }

  // `segment.md`: a segment ends at max(262,144, min(786,432, 512 × points)) readings.
  private var cut: Int { max(262_144, min(786_432, 512 * names.count)) }

  private mutating func gather(_ parsed: consuming IntakeBatch, _ piece: RowPiece) throws {
    try asides.take(&parsed, after: row, of: planned)
    if outcome.first.isEmpty { outcome.first = firstReadings(parsed) }
    let remap = try names.merge(parsed.names)
    if gathered.count == 0 { gathered.reserve(cut) }
    gathered.append(parsed, firstRow: row, remap: remap)
    refused.add(parsed, leadingRows: piece.leadingRows)
    outcome.rows += parsed.rows - parsed.blankRows - piece.leadingRows - asides.taken
    outcome.blanks += parsed.gaps
    outcome.refused += parsed.refusals.count
    for refusal in parsed.refusals { outcome.verdicts[refusal.reason.rawValue, default: 0] += 1 }
    try checkRefusals()
    row += parsed.rows
    if piece.endsOpen { outcome.notices.append(Phrase("import.open-end", ["file": planned.name])) }
  }

  private func firstReadings(_ parsed: borrowing IntakeBatch) -> [String] {
    (0..<min(3, parsed.columns.count)).map { row in
      let name = parsed.names.names[Int(parsed.columns.point[row])]
      let time = Instant(seconds: parsed.columns.time[row]).text(at: offset)
      return "\(planned.numbers[name] ?? name) \(time) \(parsed.columns.value(row))"
    }
  }

  private mutating func judged() throws -> [JudgedReadings] {
    gathered.columns.points = names.names
    let readings = gathered
    gathered = Gathered()
    var judged = try judge.judge(readings)
    if isUnauthorised, judged.columns.count > 0 {
      judged.columns.markUnauthorised()
      outcome.verdicts[DataDuty.flag, default: 0] += judged.columns.count
    }
    outcome.new += judged.columns.count
    outcome.arrival.add(judged.columns)
    outcome.same += judged.same
    for reading in judged.differing {
      outcome.verdicts[reading.verdict.rawValue, default: 0] += 1
      let isValue = [.conflict, .duplicate].contains(reading.verdict)
      if isValue { outcome.revised += 1 } else { outcome.refused += 1 }
    }
    differing += judged.differing
    try checkRefusals()
    return judged.columns.count > 0 ? [judged] : []
  }

  private func checkRefusals() throws {
    guard outcome.refused + outcome.revised > Self.refusable else { return }
    let verdicts = outcome.verdicts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    throw ImportFault.refusals(
      file: planned.name, limit: Self.refusable,
      verdicts: verdicts.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
  }

  /// Registers that fell, as the person explained them.
  var decidedFalls: [DecidedFall] { judge.decidedFalls }

  /// The offset the labels were read in.
  var offset: Offset { planned.plan.offset }

  private var header: SegmentHeader {
    var header = SegmentHeader()
    header["entity"] = site.identity.entity
    header["chain"] = site.identity.chain
    header["source"] = planned.name
    header["batch"] = batch
    header["kind"] = planned.plan.kind.rawValue
    if let length = planned.plan.length { header["length"] = String(length) }
    return header
  }

  /// The batch's record: what was imported, how it was read, what came of it.
  func batchEntry(name: String, by writer: Writer) throws -> Entry {
    let counts: JSON = [
      "rows": .number(String(outcome.rows)), "new": .number(String(outcome.new)),
      "same": .number(String(outcome.same)), "revised": .number(String(outcome.revised)),
      "refused": .number(String(outcome.refused)), "gaps": .number(String(outcome.blanks)),
    ]
    var values: [String: JSON] = [
      "file": .string(name), "source": .string(source), "counts": counts, "plan": outcome.plan,
      "segments": .array(segments.map(JSON.string)),
    ]
    values["profile"] = planned.profile.map(JSON.string)
    return try site.schemas.entry(setting: values, of: .known("batch", batch), by: writer)
  }
}
