import Indexing
package import SiteModel
import Storage

/// A meter is replaced (换表): the last standing of the old one, the first of the new one, and the
/// event's record, in one commit.
package struct ReplaceMeter {
  /// What the person said.
  package struct Wishes: Sendable {
    package var point: String
    /// When the old meter was read for the last time.
    package var at: Instant
    /// When the new one was read first; later than `at`.
    package var until: Instant
    /// Standings, as decimal texts.
    package var final: String
    package var initial: String
    /// Numbers of the instruments, where they are known.
    package var oldInstrument: String?
    package var newInstrument: String?
    package var reason: String?
    /// Why the old meter fell to its last standing, where it did.
    package var fall: FallDecision?

    package init(point: String, at: Instant, until: Instant, final: String, initial: String) {
      (self.point, self.at, self.until) = (point, at, until)
      (self.final, self.initial) = (final, initial)
    }
  }

  /// Writes the readings and the event.
  ///
  /// Nothing is counted between the two standings: what passed meanwhile is not known, and is said in
  /// the event's record by a person.
  ///
  /// - Returns: the event.
  /// - Throws: ``ReadingFault``; ``ImportFault/fall(point:at:before:after:count:)`` where the standings
  ///   do not fit what is held around them.
  package static func run(_ wishes: Wishes, on site: Site) throws -> RecordKey {
    try site.write { session in
      let site = session.site
      let point = try Points(of: site).usable(wishes.point)
      let offset = try site.calendar().offset
      guard wishes.at < wishes.until else {
        throw ReadingFault.order(
          at: wishes.at.text(at: offset), until: wishes.until.text(at: offset))
      }
      try FrozenMonths(on: site).check(.register, wishes.at..<wishes.until, point.number)
      let standings = try [(wishes.at, wishes.final), (wishes.until, wishes.initial)].map {
        try standing($0.1, at: $0.0, of: point, on: site)
      }
      var columns = columns(point, standings)
      let falls = try falls(&columns, point, wishes.fall, on: site)
      if try DataDuty.isMissing(on: site) {
        columns.markUnauthorised()
        site.surroundings.tell(DataDuty.notice(to: site))
      }
      let key = RecordKey.known("meter-event", NewName.random())
      try write(
        columns, event(wishes, point, offset), falls, key, point, in: session, wishes.reason)
      return key
    }
  }

  private static func standing(
    _ text: String, at: Instant, of point: MeasurementPoint, on site: Site
  ) throws -> (Instant, Decimal18) {
    let cell = try ReadingCell(of: point, at: at, on: site)
    guard cell.setting.kind == .register else { throw ReadingFault.noRegister(point: point.number) }
    guard let value = Decimal18(text) else { throw ReadingFault.value(text: text) }
    guard cell.isEmpty || cell.shown?.isSameNumber(as: value) ?? false else {
      throw ReadingFault.held(
        point: point.number, at: at.text(at: try site.calendar().offset),
        held: cell.originals.map { "\($0.value)" }.joined(separator: ", "), given: text)
    }
    return (at, value)
  }

  private static func columns(
    _ point: MeasurementPoint, _ standings: [(Instant, Decimal18)]
  ) -> ReadingColumns {
    var columns = ReadingColumns()
    columns.points = [point.id]
    for (at, value) in standings { columns.append(point: 0, at: at, value) }
    columns.flags = ["manual": [0, 1], RegisterTurn.swap.rawValue: [1]]
    return columns
  }

  /// The old meter may have turned over before it was taken away, if the person says so; neither may
  /// fall otherwise.
  private static func falls(
    _ columns: inout ReadingColumns, _ point: MeasurementPoint, _ decision: FallDecision?,
    on site: Site
  ) throws -> [DecidedFall] {
    let calendar = try site.calendar()
    let near = columns.time[0] - 1...columns.time[1] + 1
    let range = ReadingRange(of: point.id, span: try site.index.reach(of: point.id, around: near))
    let unit = point.settings.latest.unit
    let shown = ShownReadings(
      try site.index.statements(range, from: site.store).map(\.statements)
        + [ReadingStatements(segment: -1, unit: unit, point: 0, of: columns)],
      correctedBy: try site.index.corrections(range, from: site.store),
      in: SettingTimeline(point.settings, in: calendar))
    let times = Set(columns.time)
    let falls = RegisterFalls.find(in: shown).filter {
      times.contains($0.before.time.seconds) || times.contains($0.after.time.seconds)
    }
    guard let fall = falls.first else { return [] }
    if falls.count == 1, fall.after.time.seconds == columns.time[0],
      let turn = decision.flatMap({ RegisterTurn(rawValue: $0.flag) })
    {
      columns.flags[turn.rawValue] = [0]
      return [DecidedFall(point: point, turn: turn, before: fall.before, after: fall.after)]
    }
    throw ImportFault.fall(
      point: point.number, at: fall.after.time.text(at: calendar.offset),
      before: "\(fall.before.value)", after: "\(fall.after.value)", count: falls.count)
  }

  private static func event(
    _ wishes: Wishes, _ point: MeasurementPoint, _ offset: Offset
  ) -> [String: JSON] {
    var values: [String: JSON] = [
      "point": .string(point.id), "kind": .string(RegisterTurn.swap.rawValue),
      "at": .string(wishes.at.text(at: offset)), "until": .string(wishes.until.text(at: offset)),
      "oldEnd": .string(wishes.final), "newStart": .string(wishes.initial),
    ]
    values["oldInstrument"] = wishes.oldInstrument.map(JSON.string)
    values["newInstrument"] = wishes.newInstrument.map(JSON.string)
    return values
  }

  private static func write(
    _ columns: ReadingColumns, _ event: [String: JSON], _ falls: [DecidedFall],
    _ key: RecordKey, _ point: MeasurementPoint, in session: WriteSession, _ reason: String?
  ) throws {
    let (site, offset) = (session.site, try session.site.calendar().offset)
    let line = "换表 \(point.number)"
    let decided = try DecidedFall.entries(of: falls, from: line, at: offset, by: session)
    let values = try FieldValues(key.type, on: site)
    var event = event
    // Numbers of one commit follow one another.
    event["number"] = try values.freeNumbers(decided.count + 1).last.map(JSON.string)
    let entry = try site.schemas.entry(
      setting: values.new(event), of: key, by: session.writer.giving(reason))
    let header: SegmentHeader = [
      "entity": site.entity, "chain": site.chain, "source": "换表",
      "person": session.writer.author.id, "kind": ReadingKind.register.rawValue,
    ]
    let text = SegmentText.write(
      columns, unit: [point.settings.latest.unit], offset: offset, header: header)
    try session.commit(line) { files in
      try files.add(segment: DeflatedObject(.blob, text, deflate: .small), number: 1)
      for entry in decided + [entry] { try files.add(entry) }
    }
  }
}
