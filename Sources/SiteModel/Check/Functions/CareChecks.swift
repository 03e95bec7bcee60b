extension SitePicture {
  /// The lines of this year's maintenance plans.
  private var maintenanceLines: [(plan: PicturedRecord, row: JSON)] {
    standing("maintenance-plan").filter { $0.number("year") == Rational(day.year) }
      .flatMap { plan in plan.rows("lines").map { (plan, $0) } }
  }

  /// 8.1.3: every instrument and every asset in use is in the maintenance plan of the year.
  var maintenanceCovers: CheckAnswer {
    let listed = Set(
      maintenanceLines.filter { $0.row["days"] != nil }.compactMap { $0.row["asset"]?.string })
    let used = standing("instrument") + standing("infrastructure-asset")
    return CheckAnswer(asking: used, failing: used.filter { !listed.contains("\($0.key)") })
  }

  /// 8.1.3: 「由专业或经过培训人员按设备维护手册操作」: what was done names the manual and was done by
  /// somebody authorised or by a firm; no line of the plan is late by more than a tenth of its cycle.
  var maintenanceDone: CheckAnswer {
    let done = standing("maintenance-record")
    let people = Set(authorised("maintain").compactMap { $0.text("person") })
    let wrong = done.filter { record in
      record.text("manual") == nil
        || !(record.text("operator").map(people.contains) ?? (record.text("firm") != nil))
    }
    let late = maintenanceLines.filter { isLate($0.row) }.map(\.plan)
    guard !done.isEmpty else { return .missing("maintenance-record") }
    var answer = CheckAnswer(
      asking: done + standing("maintenance-plan"),
      failing: wrong + Set(late).sorted { $0.key < $1.key })
    answer.figures.append(.init("late-lines", late.count))
    return answer
  }

  private func isLate(_ row: JSON) -> Bool {
    guard let next = row["nextOn"]?.string.flatMap({ CivilDate($0) }),
      let cycle = row["days"]?.exact
    else { return false }
    return Rational(Int(day.days - next.days)) > cycle / Rational(10)
  }
}
