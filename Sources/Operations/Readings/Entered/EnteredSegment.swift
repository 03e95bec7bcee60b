import SiteModel
import Storage

/// Readings that people entered, of one kind and length: what one segment says.
struct EnteredSegment {
  private let kind: ReadingKind
  private let length: Int32
  private let session: WriteSession
  private var columns = ReadingColumns()
  private var units: [String] = []
  /// Registers that fell, as the person explained them.
  private var falls: [DecidedFall] = []

  /// Writes readings in one commit: a segment for each kind and length, and what was decided of
  /// registers that fall.
  ///
  /// - Parameters:
  ///   - source: where they come from, for people.
  ///   - fall: what a fall of a register is; nil: it is asked.
  /// - Throws: ``ImportFault/fall(point:at:before:after:count:)``.
  static func write(
    _ readings: [EnteredReading], from source: String, _ fall: FallDecision?,
    by session: WriteSession
  ) throws {
    let forms = Dictionary(grouping: readings, by: \.form).sorted { $0.key < $1.key }
    let isUnauthorised = try DataDuty.isMissing(on: session.site)
    let segments = try forms.map { form, readings in
      var segment = EnteredSegment(form, by: session)
      try segment.add(readings, fall)
      if isUnauthorised { segment.columns.markUnauthorised() }
      return segment
    }
    let events = try DecidedFall.entries(
      of: segments.flatMap(\.falls), from: source, at: try session.site.calendar().offset,
      by: session)
    let objects = try segments.map { try $0.written() }
    try session.commit(source) { files in
      for (number, object) in zip(1..., objects) { try files.add(segment: object, number: number) }
      for event in events { try files.add(event) }
    }
    if isUnauthorised { session.site.surroundings.tell(DataDuty.notice(to: session.site)) }
  }

  private init(_ form: EnteredReading.Form, by session: WriteSession) {
    (kind, length, self.session) = (form.kind, form.length, session)
  }

  /// Point by point, each by time.
  private mutating func add(_ readings: [EnteredReading], _ fall: FallDecision?) throws {
    var watch = FallWatch(
      site: session.site, decision: fall?.flag, offset: try session.site.calendar().offset)
    let points = Dictionary(grouping: readings, by: \.cell.point.id)
    for (_, rows) in points.sorted(by: { $0.key < $1.key }) {
      guard let first = rows.first else { continue }
      let numbers = add(rows.sorted { $0.cell.at < $1.cell.at }, of: first.cell)
      guard kind == .register else { continue }
      try watch.watch(&columns, numbers[...], of: first.cell.point, isNew: false)
    }
    falls = watch.decided
    columns.flags["manual"] = Array(columns.time.indices)
  }

  private mutating func add(_ rows: [EnteredReading], of cell: ReadingCell) -> [Int32] {
    let (index, from) = (UInt16(columns.points.count), columns.time.count)
    columns.points.append(cell.point.id)
    units.append(cell.setting.unit)
    for row in rows { columns.append(point: index, at: row.cell.at, row.value) }
    return (from..<columns.time.count).map(Int32.init)
  }

  private func written() throws -> DeflatedObject {
    let site = session.site
    var header: SegmentHeader = [
      "entity": site.entity, "chain": site.chain, "source": "人工抄表",
      "person": session.writer.author.id, "kind": kind.rawValue,
    ]
    if length > 0 { header["length"] = String(length) }
    let text = SegmentText.write(
      columns, unit: units, offset: try site.calendar().offset, header: header)
    return DeflatedObject(.blob, text, deflate: .small)
  }
}

extension EnteredReading {
  /// What all readings of one segment share.
  struct Form: Hashable, Comparable {
    let kind: ReadingKind
    let length: Int32

    static func < (a: Form, b: Form) -> Bool {
      (a.kind.rawValue, a.length) < (b.kind.rawValue, b.length)
    }
  }

  var form: Form { Form(kind: cell.setting.kind, length: cell.length) }
}
