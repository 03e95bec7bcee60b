import Indexing
package import SiteModel
import Storage

/// A person corrects one reading: what stood there is denied, stays readable, and something else
/// counts instead.
package struct CorrectReading {
  /// What the person said.
  package struct Wishes: Sendable {
    package var point: String
    package var at: Instant
    /// What the meter really showed, as a decimal text; nil: there is no valid reading.
    package var value: String?
    package var reason: String
    /// Why the register falls there, where it does.
    package var fall: FallDecision?

    package init(point: String, at: Instant, value: String?, reason: String) {
      (self.point, self.at, self.value, self.reason) = (point, at, value, reason)
    }
  }

  /// What was shown, and what is shown now; nil: a gap.
  package struct Answer: Sendable {
    package let point: String
    package let unit: String
    package let before: Decimal18?
    package let after: Decimal18?
    /// The commit of the correction, which is its name.
    package let name: EntryName
  }

  /// Writes the correction.
  ///
  /// A value that some import stated is adopted: the correction then holds as long as an import
  /// states it.
  ///
  /// - Throws: ``ReadingFault``; ``ImportFault/fall(point:at:before:after:count:)`` if a register
  ///   would fall and nobody said why.
  package static func run(_ wishes: Wishes, on site: Site) throws -> Answer {
    try site.write { session in
      let site = session.site
      let offset = try site.calendar().offset
      let cell = try ReadingCell(
        of: try Points(of: site).usable(wishes.point), at: wishes.at, on: site)
      let time = wishes.at.text(at: offset)
      guard !cell.isEmpty else { throw ReadingFault.nothing(point: cell.point.number, at: time) }
      try FrozenMonths(on: site).check(cell)
      let given = try given(wishes.value, in: cell, time)
      let correction = ReadingCorrection(
        at: wishes.at.seconds, length: cell.length, unit: cell.setting.unit,
        denied: denied(in: cell), given: given, flags: wishes.fall.map { [$0.flag] } ?? [])
      try checkFalls(correction, cell, on: site, offset)
      let commit = try write(correction, cell, wishes, session)
      return Answer(
        point: cell.point.number, unit: cell.setting.unit, before: cell.shown,
        after: correction.value, name: EntryName(chain: commit.chain, seq: commit.seq))
    }
  }

  private static func given(
    _ text: String?, in cell: ReadingCell, _ time: String
  ) throws -> ReadingCorrection.Given {
    guard let text else { return .gap }
    guard let value = Decimal18(text) else { throw ReadingFault.value(text: text) }
    if let shown = cell.shown, !cell.isConflict, shown.isSameNumber(as: value) {
      throw ReadingFault.same(point: cell.point.number, at: time, value: text)
    }
    let isStated = cell.originals.contains {
      $0.unit == cell.setting.unit && $0.value.isSameNumber(as: value)
    }
    return isStated ? .adopted(value) : .own(value)
  }

  /// Everything that stands there: the person was shown it and decided.
  private static func denied(in cell: ReadingCell) -> [ReadingCorrection.Denied] {
    cell.originals.map { .original($0.value, unit: $0.unit) }
      + cell.corrections.map { .correction($0.name) }
  }

  /// A register may neither fall to the corrected value nor behind it.
  private static func checkFalls(
    _ correction: ReadingCorrection, _ cell: ReadingCell, on site: Site, _ offset: Offset
  ) throws {
    guard cell.setting.kind == .register, correction.value != nil else { return }
    let near = correction.at - 1...correction.at + 1
    let span = try site.index.reach(of: cell.point.id, around: near)
    let range = ReadingRange(of: cell.point.id, span: span)
    let draft = PlacedCorrection(
      name: EntryName(chain: site.chain, seq: .max), segment: -1, isLive: true, correction)
    let shown = ShownReadings(
      try site.index.statements(range, from: site.store).map(\.statements),
      correctedBy: try site.index.corrections(range, from: site.store) + [draft],
      in: SettingTimeline(cell.point.settings, in: try site.calendar()))
    let falls = RegisterFalls.find(in: shown).filter {
      [$0.before.time, $0.after.time].contains(cell.at)
    }
    guard let fall = falls.first else { return }
    throw ImportFault.fall(
      point: cell.point.number, at: fall.after.time.text(at: offset),
      before: "\(fall.before.value)", after: "\(fall.after.value)", count: falls.count)
  }

  private static func write(
    _ correction: ReadingCorrection, _ cell: ReadingCell, _ wishes: Wishes,
    _ session: WriteSession
  ) throws -> Commit {
    let identity = session.site.identity
    let header: SegmentHeader = [
      "entity": identity.entity, "chain": identity.chain, "person": session.writer.author.id,
    ]
    let segment = CorrectionSegment(
      of: cell.setting.kind, length: cell.length, reason: wishes.reason,
      [.init(point: cell.point.id, correction)])
    let line = "更正读数 \(cell.point.number)：\(wishes.reason)"
    return try session.commit(line) { files in
      try files.add(
        segment: DeflatedObject(.blob, segment.text(header), deflate: .small), number: 1)
    }
  }
}
