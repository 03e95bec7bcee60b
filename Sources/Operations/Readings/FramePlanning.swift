import Intake
import SiteModel

/// From a log of frames and what a person said to a plan without holes.
struct FramePlanning {
  let site: Site
  let wishes: ImportWishes
  let proposal: FrameProposal
  /// The file's name without its folders.
  let name: String

  /// - Throws: ``ImportFault/ask(_:file:)`` for a name that fits no value or several, and for the
  ///   clock's zone: frames carry local time.
  func plan(_ answers: IntakeAnswers, head: [UInt8]) throws -> IntakePlan {
    let map = FrameMap(
      format: proposal.format, edition: proposal.edition, points: try points())
    guard let offset = wishes.zone else { throw ImportFault.ask(.zone, file: name) }
    let isOver = [.interval, .power].contains(answers.kind)
    guard let label = answers.label ?? (isOver ? nil : .start) else {
      throw ImportFault.ask(.label, file: name)
    }
    let numbers = Set(map.points.values).sorted()
    var plan = IntakePlan(
      columns: numbers.count,
      layout: .wide(.init(uniqueKeysWithValues: numbers.enumerated().map { ($0, $1) })),
      time: TimeColumns(date: 0),
      clock: LabelClock(offset: offset, label: label, length: answers.length), kind: answers.kind)
    (plan.frames, plan.headerRows) = (map, 0)
    if isOver && plan.length == nil { plan.length = try plan.commonLength(head, file: name) }
    return plan
  }

  /// Full names of values → numbers of points; a value whose unit the protocol fixes must go to a
  /// point of that unit.
  private func points() throws -> [String: String] {
    var points: [String: String] = [:]
    for (asked, number) in wishes.columns {
      let full = try fullName(asked)
      if let unit = proposal.units[full] { try check(unit, number) }
      points[full] = number
    }
    guard !points.isEmpty else { throw ask }
    return points
  }

  private func fullName(_ asked: String) throws -> String {
    let matches = proposal.matches(asked)
    if matches.count == 1 { return matches[0] }
    // A log whose beginning is broken, or whose devices report seldom, is no reason to stop.
    guard matches.isEmpty, asked.contains("/") else { throw ask }
    return asked
  }

  private func check(_ unit: String, _ number: String) throws {
    let expected = try Points(of: site).usable(number).settings.latest.unit
    guard unit == expected else {
      throw ImportFault.unit(point: number, expected: expected, given: unit)
    }
  }

  private var ask: ImportFault { .ask(.columns(proposal.names), file: name) }
}
