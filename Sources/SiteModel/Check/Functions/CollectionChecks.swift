extension SitePicture {
  /// The people who may collect data of a point on this day: 「经过培训的专人」, authorised for all points or
  /// for this one.
  func collectors(of point: PicturedRecord) -> [String] {
    authorised("collect").filter { authorisation in
      let points = authorisation.fields["points"]?.texts ?? []
      return points.isEmpty || points.contains(point.key.id)
    }
    .compactMap { $0.text("person") }
  }

  /// The authorisations for a task that cover this day.
  func authorised(_ task: String) -> [PicturedRecord] {
    standing("authorisation").filter {
      $0.text("task") == task && $0.fields.isAuthorised(on: day)
    }
  }

  /// 8.1.2: every measuring point has somebody who was trained and may collect its data.
  var pointCollectors: CheckAnswer {
    let points = measuringPoints
    return CheckAnswer(asking: points, failing: points.filter { collectors(of: $0).isEmpty })
  }

  /// 8.1.2: a reading leads from its point to the meter there and to the certificate of that meter.
  var readingTrace: CheckAnswer {
    let points = measuringPoints
    let failing = points.filter { point in
      !instruments(at: point).contains { instrument in
        users(of: instrument.key, "calibration-event").contains {
          $0.stands && $0.text("certificate") != nil
        }
      }
    }
    return CheckAnswer(asking: points, failing: failing)
  }

  /// 8.1.2: what stands for missing readings was come by as the plan in force says, or says why not.
  var fillsByPlan: CheckAnswer {
    let rows = records["data-quality-plan", default: []]
      .filter { $0.permits.contains(.inForce) }.flatMap { $0.rows("parameters") }
    let fills = standing("data-correction").filter { $0.text("kind") == "fill" }
    let failing = fills.filter { fill in
      let rules = rows.filter { row in
        (row["points"]?.texts ?? []).contains(fill.text("point") ?? "")
      }
      .compactMap { $0["missingRule"]?.string }
      let isPlanned = fill.text("method").map(rules.contains) ?? false
      return fill.text("cause") == nil || !(isPlanned || fill.text("note") != nil)
    }
    return CheckAnswer(asking: fills, failing: failing)
  }

  /// 8.1.2: days of samples and of their reports can be true, no part serves two months, no report number
  /// stands twice.
  var sampleChain: CheckAnswer {
    let samples = records["lab-sample", default: []]
      .filter { !["rejected", "void"].contains($0.state) }
    let parts = Dictionary(
      samples.flatMap { sample in
        (sample.fields["compositeOf"]?.texts ?? []).map { ($0, Set([sample.fields.sampleMonth])) }
      }
    ) { $0.union($1) }
    let wrong = samples.filter { sample in
      !sample.fields.sampleDayFaults.isEmpty
        || (sample.fields["compositeOf"]?.texts ?? []).contains { parts[$0, default: []].count > 1 }
    }
    let reports = standing("lab-report")
    let numbers = Dictionary(grouping: reports) { $0.text("number") ?? $0.key.id }
    let doubtful = reports.filter {
      numbers[$0.text("number") ?? $0.key.id, default: []].count > 1 || isEarly($0)
    }
    return CheckAnswer(asking: samples + reports, failing: wrong + doubtful)
  }

  /// Whether a report was issued before something it reports was tested.
  private func isEarly(_ report: PicturedRecord) -> Bool {
    let samples = (report.fields["samples"]?.texts ?? [])
      .compactMap { RecordKey(type: "lab-sample", id: $0).flatMap { self[$0] } }
    guard let issued = report.text("issuedOn") else { return false }
    return samples.contains { ($0.text("testedOn") ?? issued) > issued }
  }

  /// 8.1.2: the evidence of every frozen month was submitted so many days after it at the latest.
  func evidenceInTime(days: Rational) -> CheckAnswer {
    let packs = records["monthly-evidence", default: []].filter { $0.permits.contains(.counts) }
    let due = records["data-period", default: []].filter { $0.permits.contains(.counts) }.compactMap
    { period in
      period.text("month").flatMap(CivilDate.init(lastOf:)).map { (period, $0) }
    }
    .filter { Rational(Int(day.days - $0.1.days)) > days }
    let failing = due.filter { period, end in
      !packs.contains { pack in
        guard pack.text("month") == period.text("month"),
          let on = pack.text("submittedOn").flatMap({ CivilDate($0) })
        else { return false }
        return Rational(Int(on.days - end.days)) <= days
      }
    }
    return CheckAnswer(asking: due.map(\.0), failing: failing.map(\.0))
  }
}

extension CivilDate {
  /// The last day of a month, `2025-03`; nil for what is none.
  init?(lastOf month: String) {
    guard let first = CivilDate("\(month)-01"),
      let next = CivilDate(
        year: first.month == 12 ? first.year + 1 : first.year,
        month: first.month == 12 ? 1 : first.month + 1, day: 1)
    else { return nil }
    self.init(days: next.days - 1)
  }
}
