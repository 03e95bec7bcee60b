import Indexing
package import SiteModel
import Storage

/// A person enters one reading, as it stood on the meter (人工抄表).
package struct AddReading {
  /// What the person said.
  package struct Wishes: Sendable {
    package var point: String
    /// The instant, or the start of the interval.
    package var at: Instant
    /// What the meter showed, as a decimal text.
    package var value: String
    /// In which unit; nil: that of the point.
    package var unit: String?
    /// Why the register fell, where it did.
    package var fall: FallDecision?

    package init(point: String, at: Instant, value: String) {
      (self.point, self.at, self.value) = (point, at, value)
    }
  }

  /// Writes the reading.
  ///
  /// - Returns: whether it is new; the same reading again adds nothing and makes no commit.
  /// - Throws: ``ReadingFault``; ``ImportFault/fall(point:at:before:after:count:)``.
  package static func run(_ wishes: Wishes, on site: Site) throws -> Bool {
    try site.write { session in
      let site = session.site
      let cell = try ReadingCell(
        of: try Points(of: site).usable(wishes.point), at: wishes.at, on: site)
      let value = try checked(wishes, cell, on: site)
      // What was imported, corrected or not, is the same reading when it comes again.
      if cell.originals.contains(where: { $0.value.isSameNumber(as: value) })
        || cell.shown.map({ $0.isSameNumber(as: value) }) ?? false
      {
        return false
      }
      guard cell.isEmpty else { throw held(cell, wishes, try site.calendar().offset) }
      try write(value, cell, wishes, session)
      return true
    }
  }

  private static func checked(
    _ wishes: Wishes, _ cell: ReadingCell, on site: Site
  ) throws -> Decimal18 {
    guard let value = Decimal18(wishes.value) else { throw ReadingFault.value(text: wishes.value) }
    if let unit = wishes.unit, unit != cell.setting.unit {
      throw ReadingFault.unit(
        point: cell.point.number, expected: cell.setting.unit, given: unit)
    }
    let coversTime = cell.setting.kind == .interval || cell.setting.kind == .power
    guard cell.length > 0 || !coversTime else {
      throw ReadingFault.length(point: cell.point.number)
    }
    let (now, offset) = (site.surroundings.clock.now().instant, try site.calendar().offset)
    // Clocks differ by minutes; a reading of tomorrow is a slip of the pen.
    guard site.surroundings.clock.isEarly || wishes.at.seconds <= now.seconds + 3600 else {
      throw ReadingFault.future(at: wishes.at.text(at: offset), now: now.text(at: offset))
    }
    return value
  }

  private static func held(_ cell: ReadingCell, _ wishes: Wishes, _ offset: Offset) -> ReadingFault
  {
    let held =
      cell.originals.map { "\($0.value)" }
      + cell.corrections.map { placed in
        placed.correction.value.map { "\($0)" } ?? "—"
      }
    return .held(
      point: cell.point.number, at: wishes.at.text(at: offset),
      held: held.joined(separator: ", "), given: wishes.value)
  }

  private static func write(
    _ value: Decimal18, _ cell: ReadingCell, _ wishes: Wishes, _ session: WriteSession
  ) throws {
    let (site, offset) = (session.site, try session.site.calendar().offset)
    var columns = ReadingColumns()
    columns.points = [cell.point.id]
    columns.append(point: 0, at: wishes.at, value)
    columns.flags["manual"] = [0]
    if cell.setting.kind == .register {
      var watch = FallWatch(site: site, decision: wishes.fall?.flag, offset: offset)
      try watch.watch(&columns, [0], of: cell.point, isNew: false)
    }
    var header: SegmentHeader = [
      "entity": site.entity, "chain": site.chain, "source": "人工抄表",
      "person": session.writer.author.id, "kind": cell.setting.kind.rawValue,
    ]
    if cell.length > 0 { header["length"] = String(cell.length) }
    let text = SegmentText.write(
      columns, unit: [cell.setting.unit], offset: offset, header: header)
    try session.commit("抄表 \(cell.point.number) \(wishes.at.text(at: offset)) \(value)") { files in
      try files.add(segment: DeflatedObject(.blob, text, deflate: .small), number: 1)
    }
  }
}
