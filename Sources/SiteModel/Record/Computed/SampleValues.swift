/// What is computed for clause 8.1.2 of a sample: whether its days can be true.
extension RecordQuestion {
  /// Steps that come before the one they follow, a span over two months, and parts that another
  /// month's sample was mixed of, too.
  func sampleTimeFaults() throws -> JSON? {
    .array((record.sampleDayFaults + (try shared())).map(JSON.string))
  }

  /// Samples of another month that have a part in common with this one.
  private func shared() throws -> [String] {
    let parts = Set(record.texts("compositeOf"))
    guard !parts.isEmpty, let month = record.sampleMonth else { return [] }
    return try others.records(of: key.type).filter { other in
      other.key != key && other.fields.sampleMonth.map { $0 != month } ?? false
        && !parts.isDisjoint(with: other.fields.texts("compositeOf"))
    }
    .map { "compositeOf \($0.name.string ?? $0.key.id)" }
  }

  /// Of a report: the samples that were tested after the day it was issued.
  func reportEarly() throws -> JSON? {
    guard let issued = record.day("issuedOn") else { return nil }
    let named = Set(record.texts("samples"))
    return .array(
      try others.records(of: "lab-sample").compactMap { sample in
        guard named.contains(sample.key.id), let tested = sample.fields.day("testedOn"),
          tested > issued
        else { return nil }
        return .string("\(sample.name.string ?? sample.key.id) \(tested) > \(issued)")
      })
  }

  /// Guard: a report that has been reviewed names this sample.
  func sampleReported() throws -> Guard.Answer {
    let reports = try others.records(of: "lab-report").filter {
      $0.counts && $0.fields.texts("samples").contains(key.id)
    }
    return reports.isEmpty
      ? .refused("lab-report") : .met(.array(reports.map { .string("\($0.key)") }))
  }
}

/// The days of one sample: 采样 → 制样 → 送检 → 收样 → 检测 → 报告.
extension [String: JSON] {
  /// The month it stands for, `2026-03`.
  var sampleMonth: String? { self["until"]?.string.map { String($0.prefix(7)) } }

  /// Steps that come before the one they follow, and a span over two months.
  var sampleDayFaults: [String] {
    let steps = ["sampledOn", "preparedOn", "sentOn", "receivedOn", "testedOn", "reportedOn"]
    let days = steps.compactMap { step in day(step).map { (step, $0) } }
    let late = zip(days, days.dropFirst()).filter { $0.1 > $1.1 }
      .map { "\($0.0) \($0.1) > \($1.0) \($1.1)" }
    let months = Set(["from", "until"].compactMap { self[$0]?.string?.prefix(7) })
    return late
      + (months.count > 1 ? ["from/until \(months.sorted().joined(separator: ", "))"] : [])
  }
}
