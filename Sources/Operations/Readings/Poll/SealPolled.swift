import Indexing
package import SiteModel
import Storage

/// Seals polled readings into the chain, hour by hour: until then they are no facts.
///
/// Each segment of the commit names the journal rows, so that each counts once, whatever is cut short
/// or restored.
package struct SealPolled {
  /// What came of it.
  package struct Outcome: Sendable {
    /// Readings that are facts now.
    package fileprivate(set) var sealed = 0
    /// Points whose readings stay in the journal, and what they wait for.
    package fileprivate(set) var waiting: [(point: String, why: Phrase)] = []
  }

  /// So many rows are one commit, whose header names them all.
  static let rowsAtOnce = 10_000

  /// - Parameters:
  ///   - all: also the readings of the current hour.
  ///   - fall: what a fall of any register among them is; nil: that point waits.
  /// - Throws: ``JournalFault``, ``StoreFault``.
  @discardableResult
  package static func run(
    all: Bool, fall: FallDecision? = nil, on site: Site
  ) throws -> Outcome {
    guard let journal = try site.journal.openIfThere() else { return Outcome() }
    let due = Due(all: all, now: site.surroundings.clock.now().instant)
    // Most rounds end here, without the node's lock.
    guard try journal.unsealedPolls().contains(where: { due.isOver($0) || due.isAhead($0) }) else {
      return Outcome()
    }
    return try site.write { session in
      try journal.dropSealed(of: session.site)
      return try seal(journal.unsealedPolls(), due, of: journal, fall, by: session)
    }
  }

  private static func seal(
    _ rows: [LoggedPoll], _ due: Due, of journal: Journal, _ fall: FallDecision?,
    by session: WriteSession
  ) throws -> Outcome {
    var outcome = Outcome()
    var (waiting, left) = (Set<String>(), rows.filter(due.isOver).sorted { $0.order < $1.order })
    while !left.isEmpty {
      let some = left.prefix(rowsAtOnce).filter { !waiting.contains($0.reading.point) }
      left.removeFirst(min(rowsAtOnce, left.count))
      var hour = try PolledHour(session, fall)
      try hour.take(some)
      if !hour.rows.isEmpty { try journal.seal(hour.rows, in: hour.commit()) }
      outcome.sealed += hour.count
      outcome.waiting += hour.waiting
      waiting.formUnion(hour.waitingIDs)
    }
    for (id, rows) in Dictionary(grouping: rows.filter(due.isAhead), by: \.reading.point) {
      let number = (try? Points(of: session.site).point(id).number) ?? id
      outcome.waiting.append((number, due.phrase(ahead: rows.count)))
    }
    return outcome
  }

  /// Which rows can be sealed by now.
  private struct Due {
    let all: Bool
    let now: Instant

    func isOver(_ row: LoggedPoll) -> Bool {
      let at = row.reading.at.seconds
      return !isAhead(row) && (all || at / 3600 < now.seconds / 3600)
    }

    /// Of a clock that ran ahead: such a reading waits until its time has come, for a fact stays.
    func isAhead(_ row: LoggedPoll) -> Bool { row.reading.at.seconds > now.seconds + 3600 }

    func phrase(ahead count: Int) -> Phrase { Phrase("poll.ahead", ["count": String(count)]) }
  }
}

extension LoggedPoll {
  /// By time; of one time by name.
  fileprivate var order: (Int64, JournalName) { (reading.at.seconds, name) }
}

/// Polled readings on their way into one commit.
private struct PolledHour {
  /// What all readings of one point in one segment share.
  private struct Form: Hashable {
    let kind: ReadingKind?
    let unit: String
  }

  private let session: WriteSession
  private let fall: FallDecision?
  private let frozen: FrozenMonths
  private var names: [JournalName] = []
  private var parts: [ReadingKind: (columns: ReadingColumns, units: [String])] = [:]
  private var falls: [DecidedFall] = []
  private(set) var waiting: [(point: String, why: Phrase)] = []
  /// The points that wait, as rows name them.
  private(set) var waitingIDs: Set<String> = []

  /// How many readings go.
  var count: Int { names.count }
  var rows: [JournalRows] { JournalRows.covering(names) }

  init(_ session: WriteSession, _ fall: FallDecision?) throws {
    (self.session, self.fall, frozen) = (session, fall, try FrozenMonths(on: session.site))
  }

  /// Takes what can go; what must not go yet waits, with all rows of its point.
  mutating func take(_ rows: [LoggedPoll]) throws {
    let named = Dictionary(grouping: rows, by: \.reading.point)
    // Of records that are one point the rows are one register's, and are looked at together.
    var points: [String: (point: MeasurementPoint, rows: [LoggedPoll])] = [:]
    for (id, rows) in named.sorted(by: { $0.key < $1.key }) {
      try orWait(as: id, rows) { hour in
        let point = try Points(of: hour.session.site).point(id)
        points[point.id, default: (point, [])].rows += rows
      }
    }
    for (point, rows) in points.values.sorted(by: { $0.point.id < $1.point.id }) {
      try orWait(as: point.number, rows) { try $0.take(rows, of: point) }
    }
  }

  private mutating func orWait(
    as number: String, _ rows: [LoggedPoll], _ take: (inout PolledHour) throws -> Void
  ) throws {
    do { try take(&self) } catch let fault as any Fault
      where [.invalid, .refused].contains(fault.kind)
    {
      waiting.append((number, fault.phrase))
      waitingIDs.formUnion(rows.map(\.reading.point))
    }
  }

  private mutating func take(_ rows: [LoggedPoll], of point: MeasurementPoint) throws {
    let calendar = try session.site.calendar()
    let timeline = SettingTimeline(point.settings, in: calendar)
    let rows = notFrozen(rows, of: point, timeline)
    var next = self
    // A point may be told anew between two polls.
    let forms = Dictionary(grouping: rows) {
      Form(kind: timeline.setting(at: $0.reading.at)?.kind, unit: $0.reading.unit)
    }
    // A segment says one unit of a point: what was polled under another waits for the next sealing.
    guard let first = rows.min(by: { $0.name < $1.name }),
      let (form, same) = forms.first(where: { $0.value.contains(first) })
    else { return }
    guard let kind = form.kind, PolledPoint.kinds.contains(kind) else {
      throw PollFault.covers(point: point.number)
    }
    try next.add(same, of: point, kind, form.unit, calendar.offset)
    self = next
  }

  /// The rows that no frozen month keeps out; the others wait until it is opened again.
  private mutating func notFrozen(
    _ rows: [LoggedPoll], of point: MeasurementPoint, _ timeline: SettingTimeline
  ) -> [LoggedPoll] {
    rows.filter { row in
      guard let kind = timeline.setting(at: row.reading.at)?.kind,
        let month = frozen.month(of: kind, at: row.reading.at, length: 0)
      else { return true }
      let fault = ClosingFault.frozen(month: "\(month.period)", what: point.number)
      waiting.append((point.number, fault.phrase))
      return false
    }
  }

  private mutating func add(
    _ rows: [LoggedPoll], of point: MeasurementPoint, _ kind: ReadingKind, _ unit: String,
    _ offset: Offset
  ) throws {
    var (columns, units) = parts[kind] ?? (ReadingColumns(), [])
    let (index, first) = (UInt16(columns.points.count), columns.count)
    columns.points.append(point.id)
    units.append(unit)
    for row in rows.sorted(by: { $0.reading.at < $1.reading.at }) {
      columns.append(point: index, at: row.reading.at, row.reading.value)
    }
    if kind == .register {
      var watch = FallWatch(site: session.site, decision: fall?.flag, offset: offset)
      let added = (first..<columns.count).map(Int32.init)
      try watch.watch(&columns, added[...], of: point, isNew: false)
      falls += watch.decided
    }
    parts[kind] = (columns, units)
    names += rows.map(\.name)
  }

  /// Makes the commit.
  ///
  /// - Returns: the path of its first segment.
  func commit() throws -> String {
    let site = session.site
    let points = Set(parts.values.flatMap(\.columns.points)).count
    let line = "封存轮询读数：\(points) 个计量点 \(count) 个读数"
    let offset = try site.calendar().offset
    let events = try DecidedFall.entries(of: falls, from: line, at: offset, by: session)
    let texts = parts.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { kind, part in
      SegmentText.segments(
        of: part.columns, unit: part.units, offset: offset, header: header(kind))
    }
    var path = ""
    try session.commit(line) { files in
      for (number, text) in zip(1..., texts) {
        let added = try files.add(
          segment: DeflatedObject(.blob, text, deflate: .usual), number: number)
        if number == 1 { path = added }
      }
      for event in events { try files.add(event) }
    }
    return path
  }

  private func header(_ kind: ReadingKind) -> SegmentHeader {
    [
      "entity": session.site.entity, "chain": session.site.chain, "source": "Modbus",
      "person": session.writer.author.id, "kind": kind.rawValue,
      "rows": rows.map(\.description).joined(separator: " "),
    ]
  }
}
