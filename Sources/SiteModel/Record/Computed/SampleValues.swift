/// What is computed for clause 8.1.2 of a sample: whether its days can be true.
extension RecordQuestion {
  /// The steps a sample goes through, in the order in which they can only happen.
  private static let steps = [
    "sampledOn", "preparedOn", "sentOn", "receivedOn", "testedOn", "reportedOn",
  ]

  /// Steps that come before the one they follow, a span over two months, and parts that another
  /// month's sample was mixed of, too.
  func sampleTimeFaults() throws -> JSON? {
    let days = Self.steps.compactMap { step in record.day(step).map { (step, $0) } }
    let late = zip(days, days.dropFirst()).filter { $0.1 > $1.1 }
      .map { "\($0.0) \($0.1) > \($1.0) \($1.1)" }
    let months = Set(["from", "until"].compactMap { record[$0]?.string?.prefix(7) })
    let spans = months.count > 1 ? ["from/until \(months.sorted().joined(separator: ", "))"] : []
    return .array((late + spans + (try shared())).map(JSON.string))
  }

  /// Samples of another month that have a part in common with this one.
  private func shared() throws -> [String] {
    let parts = Set(record.texts("compositeOf"))
    guard !parts.isEmpty, let month = record["until"]?.string?.prefix(7) else { return [] }
    return try others.records(of: key.type).filter { other in
      other.key != key && other.fields["until"]?.string.map { $0.prefix(7) != month } ?? false
        && !parts.isDisjoint(with: other.fields.texts("compositeOf"))
    }
    .map { "compositeOf \($0.name.string ?? $0.key.id)" }
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
