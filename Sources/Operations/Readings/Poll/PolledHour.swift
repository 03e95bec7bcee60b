import Indexing
import SiteModel
import Storage

/// Polled readings on their way into one commit.
struct PolledHour {
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

  /// What goes, by kind.
  var columns: [ReadingColumns] { parts.values.map(\.columns) }

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
