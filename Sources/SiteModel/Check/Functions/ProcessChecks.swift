extension SitePicture {
  /// The records of a type that are in force.
  private func inForce(_ type: String) -> [PicturedRecord] {
    records[type, default: []].filter { $0.permits.contains(.inForce) }
  }

  /// The points that are settled or accounted by.
  var measuringPoints: [PicturedRecord] {
    standing("point").filter { ["accounting", "settlement"].contains($0.text("role") ?? "") }
  }

  /// 8.1.1: every measuring point and every kind of instrument in use has a procedure in force, and each
  /// of these has its four parts: 「操作步骤、测量点位选择、测量频次确定、数据记录格式和要求」.
  var proceduresCover: CheckAnswer {
    let procedures = inForce("operating-procedure")
    let covered = Set(procedures.flatMap { $0.fields["points"]?.texts ?? [] })
    let partless = procedures.filter { procedure in
      procedure.rows("steps").isEmpty || procedure.rows("points").isEmpty
        || ["pointChoice", "frequency", "recordFormat"].contains { procedure.text($0) == nil }
    }
    let points = measuringPoints
    var answer = CheckAnswer(
      asking: points + procedures,
      failing: points.filter { !covered.contains($0.key.id) } + partless)
    let kinds = instrumentKinds.subtracting(kinds(of: procedures)).sorted()
    answer.lacking += kinds.map { .value($0, title: BilingualText(zh: $0, en: $0)) }
    answer.figures.append(.init("kinds-uncovered", kinds.count))
    if !answer.lacking.isEmpty { answer.verdict = .notMet }
    return answer
  }

  private var instrumentKinds: Set<String> {
    Set(standing("instrument").compactMap { $0.text("category") })
  }

  private func kinds(of procedures: [PicturedRecord]) -> Set<String> {
    let named = procedures.flatMap { $0.fields["instruments"]?.texts ?? [] }
      .compactMap { RecordKey(type: "instrument", id: $0).flatMap { self[$0] } }
    return Set(
      procedures.flatMap { $0.fields["categories"]?.texts ?? [] }
        + named.compactMap { $0.text("category") })
  }

  /// 8.1.1: every procedure in force belongs to a document in force, which each node lays in its folder
  /// of controlled copies.
  var proceduresAtHand: CheckAnswer {
    let procedures = inForce("operating-procedure")
    let current = Set(standing("controlled-document").compactMap { $0.text("number") })
    let failing = procedures.filter { procedure in
      let document = procedure.text("document").flatMap { RecordKey(type: "document", id: $0) }
        .flatMap { self[$0] }
      return !(document?.text("number").map(current.contains) ?? false)
    }
    return procedures.isEmpty
      ? .missing("operating-procedure") : CheckAnswer(asking: procedures, failing: failing)
  }

  /// 8.1.1: one data quality plan is in force; each names its reason, and, but for the first, the one
  /// before it, which was made earlier.
  var planVersions: CheckAnswer {
    let plans = records["data-quality-plan", default: []].filter { $0.permits.contains(.counts) }
    let current = inForce("data-quality-plan")
    guard !current.isEmpty else { return .missing("data-quality-plan") }
    let broken = plans.filter { plan in
      let previous = plan.text("previous").flatMap { RecordKey(type: plan.key.type, id: $0) }
        .flatMap { self[$0] }
      guard let reason = plan.text("reason") else { return true }
      guard reason != "initial" else { return previous != nil }
      guard let made = plan.text("madeOn"), let before = previous?.text("madeOn") else {
        return true
      }
      return before >= made
    }
    return CheckAnswer(asking: plans, failing: broken + current.dropFirst())
  }
}

extension SitePicture {
  /// 8.1.1: what is done equals what the plan in force says: frequency of the points and of their
  /// procedures, calibration interval of the instruments there, an authorised person.
  var planPractice: CheckAnswer {
    let plans = inForce("data-quality-plan")
    guard !plans.isEmpty else { return .missing("data-quality-plan") }
    var lacking: [CheckAnswer.Lack] = []
    let rows = plans.flatMap { $0.fields.rows("parameters") }
    for row in rows {
      let code = row["code"]?.string ?? ""
      lacking += differences(row).map {
        let text = "\(code) \($0)"
        return .value(text, title: BilingualText(zh: text, en: text))
      }
    }
    return CheckAnswer(
      lacking.isEmpty ? .met : .notMet,
      figures: [.init("asked", rows.count), .init("failing", lacking.count)],
      looked: plans.map(\.key), lacking: lacking)
  }

  private func differences(_ row: [String: JSON]) -> [String] {
    let planned = row.plannedFrequency ?? "-"
    let points = (row["points"]?.texts ?? []).compactMap { id in
      RecordKey(type: "point", id: id).flatMap { self[$0] }
    }
    let person = row["person"]?.string
    let isAllowed = points.allSatisfy { point in
      collectors(of: point).contains { $0 == person }
    }
    return points.flatMap { practice(at: $0, planned, row["calibrationMonths"]?.exact) }
      + (isAllowed ? [] : ["person \(person ?? "-")"])
  }

  private func practice(
    at point: PicturedRecord, _ planned: String, _ months: Rational?
  ) -> [String] {
    let read =
      ([point]
      + users(of: point.key, "operating-procedure")
      .filter { $0.permits.contains(.inForce) })
      .filter { $0.text("frequency") != planned }
      .map { "\($0.label) \($0.text("frequency") ?? "-") ≠ \(planned)" }
    let late = instruments(at: point).filter { instrument in
      guard let months, let own = instrument.number("calibrationMonths") else { return false }
      return own > months
    }
    return read
      + late.map {
        "\($0.label) \($0.number("calibrationMonths")?.text ?? "-") > \(months?.text ?? "-")"
      }
  }
}
