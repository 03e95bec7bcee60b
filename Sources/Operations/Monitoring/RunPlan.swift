import Indexing
package import SiteModel

/// The data quality plan in force, executed against this node's readings: the answer to `plan run`
/// (8.1.1: what is done equals what was planned).
package struct RunPlan {
  /// The plan's number and version.
  package let plan: (number: String, version: String)
  package let calendar: ProductionCalendar
  /// One for each point of each parameter, in the plan's order; a parameter without points once.
  package let lines: [Line]

  /// What a parameter asks of a point, and what is there.
  package struct Line: Sendable {
    /// The parameter.
    package let code: String, name: String
    /// The number of the point; nil where the parameter names none.
    package let point: String?
    /// How often it is to be read, by the plan and by the point.
    package let planned: String?, actual: String?
    /// Readings the plan expects; nil where no calendar knows (shift, batch) or there is no point.
    package let expected: Int?
    package let present: Int
    package let fills: [Fill]

    /// Expected readings in whose place a reviewed quantity stands.
    package var substituted: Int { min(fills.map(\.cells).reduce(0, +), unread) }
    /// Expected readings that nothing stands for.
    package var missing: Int { unread - substituted }
    private var unread: Int { max(0, (expected ?? present) - present) }
    /// The point is read at another frequency than the plan has it.
    package var isOtherFrequency: Bool { point != nil && planned != actual }
  }

  /// A quantity that stands for readings that are missing.
  package struct Fill: Sendable {
    /// The record's number, and the code of its method.
    package let record: String, method: String
    package let span: Range<Instant>
    package let quantity: Decimal18
    package let unit: String
    /// Expected readings that lie in it.
    package let cells: Int
    /// Who reviewed it.
    package let reviewer: String?
    /// Whether the plan has this method for missing data.
    package let isPlanned: Bool
  }

  /// - Throws: ``PlanFault/none`` where no plan is in force; as ``AskCompleteness``.
  package static func run(over period: Period, on site: Site) throws -> RunPlan {
    let plans = try DrawPicture.run(on: nil, types: ["data-quality-plan"], at: site)
      .standing("data-quality-plan").filter { $0.permits.contains(.inForce) }
    guard let plan = plans.max(by: { $0.effective < $1.effective }) else { throw PlanFault.none }
    let calendar = try site.calendar()
    return RunPlan(
      plan: (plan.label, plan.text("version") ?? ""), calendar: calendar,
      lines: try plan.rows("parameters").flatMap { try lines($0, period, calendar, site) })
  }

  private static func lines(
    _ row: JSON, _ period: Period, _ calendar: ProductionCalendar, _ site: Site
  ) throws -> [Line] {
    let isContinuous = row["frequency"] == "continuous"
    let planned = row[isContinuous ? "recordFrequency" : "frequency"]?.string
    let frequency = planned.flatMap(ReadingFrequency.init)
    let (code, name) = (row["code"]?.string ?? "", row["name"]?.string ?? "")
    let points = (row["points"]?.array ?? []).compactMap(\.string)
    guard !points.isEmpty else {
      return [
        Line(
          code: code, name: name, point: nil, planned: planned, actual: nil, expected: nil,
          present: 0, fills: [])
      ]
    }
    let answers = try AskCompleteness.run(points, over: period, each: frequency, on: site)
    return try answers.map { answer in
      let own = try site.index.state(of: answer.point.key).values["frequency"]?.string
      return Line(
        code: code, name: name, point: answer.point.number, planned: planned, actual: own,
        expected: answer.completeness.expected, present: answer.completeness.read,
        fills: try fills(answer, frequency, row["missingRule"]?.string, calendar, site))
    }
  }

  private static func fills(
    _ answer: AskCompleteness.Answer, _ frequency: ReadingFrequency?, _ rule: String?,
    _ calendar: ProductionCalendar, _ site: Site
  ) throws -> [Fill] {
    let span = answer.completeness.span
    return try answer.fills.filter { $0.span.overlaps(span) }.map { fill in
      Fill(
        record: fill.record, method: fill.method, span: fill.span, quantity: fill.quantity,
        unit: fill.unit,
        cells: frequency?.cells(in: fill.span.clamped(to: span), calendar)?.count ?? 0,
        reviewer: try reviewer(of: fill.record, site), isPlanned: fill.method == rule)
    }
  }

  private static func reviewer(of number: String, _ site: Site) throws -> String? {
    guard let key = try site.index.find(GapFill.type, number).first,
      let course = try site.index.course(of: key)
    else { return nil }
    return course.acts.last { $0.act.action == "review" && course.effective.contains($0.identity) }?
      .act.signer.name
  }
}

extension PicturedRecord {
  fileprivate var effective: String { text("effectiveOn") ?? "" }
}

/// Why a plan cannot be run.
package enum PlanFault: Fault, Equatable {
  /// No data quality plan is in force.
  case none

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase { Phrase("plan.none") }
}
