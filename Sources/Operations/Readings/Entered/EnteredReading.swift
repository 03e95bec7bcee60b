import SiteModel
import Storage

/// A reading that a person entered and that may be written.
struct EnteredReading {
  let cell: ReadingCell
  let value: Decimal18

  /// Judges what was entered.
  ///
  /// - Parameter frozen: the months that take no reading.
  /// - Returns: nil for the same reading once more: it adds nothing.
  /// - Throws: ``ReadingFault``; ``ClosingFault/frozen(month:what:)``.
  init?(_ wishes: AddReading.Wishes, on site: Site, _ frozen: FrozenMonths) throws {
    cell = try ReadingCell(of: try Points(of: site).usable(wishes.point), at: wishes.at, on: site)
    let value = try Self.checked(wishes, cell, on: site)
    self.value = value
    // What was imported, corrected or not, is the same reading when it comes again.
    if cell.originals.contains(where: { $0.value.isSameNumber(as: value) })
      || cell.shown.map({ $0.isSameNumber(as: value) }) ?? false
    {
      return nil
    }
    guard cell.isEmpty else { throw Self.held(cell, wishes, try site.calendar().offset) }
    try frozen.check(cell)
  }

  private static func checked(
    _ wishes: AddReading.Wishes, _ cell: ReadingCell, on site: Site
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

  private static func held(
    _ cell: ReadingCell, _ wishes: AddReading.Wishes, _ offset: Offset
  ) -> ReadingFault {
    let held =
      cell.originals.map { "\($0.value)" }
      + cell.corrections.map { placed in
        placed.correction.value.map { "\($0)" } ?? "—"
      }
    return .held(
      point: cell.point.number, at: wishes.at.text(at: offset),
      held: held.joined(separator: ", "), given: wishes.value)
  }
}
