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
    package let sealed: Int
    /// Points whose readings stay in the journal, and what they wait for.
    package let waiting: [(point: String, why: Phrase)]
  }

  /// - Parameters:
  ///   - all: also the readings of the current hour.
  ///   - fall: what a fall of any register among them is; nil: that point waits.
  /// - Throws: ``JournalFault``, ``StoreFault``.
  @discardableResult
  package static func run(
    all: Bool, fall: FallDecision? = nil, on site: Site
  ) throws -> Outcome {
    guard let journal = try site.journal.openIfThere() else {
      return Outcome(sealed: 0, waiting: [])
    }
    let now = site.surroundings.clock.now().instant.seconds
    let isDue = { (row: LoggedPoll) in all || row.reading.at.seconds / 3600 != now / 3600 }
    // Most rounds end here, without the node's lock.
    guard try journal.unsealedPolls().contains(where: isDue) else {
      return Outcome(sealed: 0, waiting: [])
    }
    return try site.write { session in
      try journal.dropSealed(of: session.site)
      var hour = PolledHour(session, fall)
      try hour.take(journal.unsealedPolls().filter(isDue))
      if !hour.rows.isEmpty { try journal.seal(hour.rows, in: hour.commit()) }
      return Outcome(sealed: hour.count, waiting: hour.waiting)
    }
  }
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
  private var names: [JournalName] = []
  private var parts: [ReadingKind: (columns: ReadingColumns, units: [String])] = [:]
  private var falls: [DecidedFall] = []
  private(set) var waiting: [(point: String, why: Phrase)] = []

  /// How many readings go.
  var count: Int { names.count }
  var rows: [JournalRows] { JournalRows.covering(names) }

  init(_ session: WriteSession, _ fall: FallDecision?) {
    (self.session, self.fall) = (session, fall)
  }

  /// Takes what can go; what must not go yet waits, with all rows of its point.
  mutating func take(_ rows: [LoggedPoll]) throws {
    let points = Dictionary(grouping: rows, by: \.reading.point)
    for (id, rows) in points.sorted(by: { $0.key < $1.key }) {
      var number = id
      do {
        let point = try Points(of: session.site).point(id)
        number = point.number
        try take(rows, of: point)
      } catch let fault as any Fault where [.invalid, .refused].contains(fault.kind) {
        waiting.append((number, fault.phrase))
      }
    }
  }

  private mutating func take(_ rows: [LoggedPoll], of point: MeasurementPoint) throws {
    let calendar = try session.site.calendar()
    let timeline = SettingTimeline(point.settings, in: calendar)
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
