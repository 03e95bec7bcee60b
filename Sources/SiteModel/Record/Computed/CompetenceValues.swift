/// What is computed for clauses 7.2 and 7.3: training, competence, awareness.
extension RecordQuestion {
  /// The courses of this plan that a reviewed session stands for.
  private func held() throws -> Set<JSON> {
    let courses = Set(record.rows("courses").compactMap { $0["seq"] })
    return Set(
      try records(of: "training-session", naming: "plan").filter(\.counts)
        .compactMap { $0.fields["planItem"] }
    ).intersection(courses)
  }

  func trainingHeld() throws -> JSON? { .count(try held().count) }

  func trainingCompletion() throws -> JSON? {
    let courses = record.rows("courses").count
    guard courses > 0 else { return nil }
    return .string(
      (Rational(try held().count) / Rational(courses) * Rational(100)).text(decimals: 1))
  }

  /// What is needed and stands in no plan of the year.
  func needsUnplanned() throws -> JSON? {
    guard let year = record["year"] else { return nil }
    let planned = Set(
      try others.records(of: "training-plan").filter { $0.counts && $0.fields["year"] == year }
        .flatMap { $0.fields.rows("courses") }.compactMap { $0["item"]?.string })
    let needed = Set(record.rows("needs").compactMap { $0["item"]?.string })
    return .array(needed.subtracting(planned).sorted().map(JSON.string))
  }

  /// The evaluations this authorisation rests on.
  private func basis() throws -> [OtherRecord] {
    let ids = Set(record.texts("basis"))
    return try others.records(of: "competence-evaluation").filter {
      $0.counts && ids.contains($0.key.id)
    }
  }

  /// Whether one of them found the person competent.
  func authorisationBasis() throws -> JSON? {
    .bool(try basis().contains { $0.fields["verdict"] == "competent" })
  }

  /// Whether it covers today, and no evaluation since its basis has found the person not competent.
  package func authorisationValid() throws -> JSON? {
    guard let from = record.day("validFrom"), let to = record.day("validTo") else { return nil }
    guard from <= day.today, day.today <= to, try !hasLeft else { return false }
    let last = try basis().compactMap { $0.fields.day("on") }.max() ?? from
    return .bool(
      try !others.records(of: "competence-evaluation").contains { other in
        other.counts && other.fields["person"] == record["person"]
          && other.fields["verdict"] == "not"
          && other.fields.day("on").map { last < $0 && $0 <= day.today } ?? false
      })
  }

  /// Whether the person it names worked here before today and no longer does.
  private var hasLeft: Bool {
    get throws {
      try record(named: "person", of: "person")?.fields.day("left").map { $0 < day.today } ?? false
    }
  }

  /// The person's authorisations that this evaluation ends, by number.
  func authorisationsEnded() throws -> JSON? {
    guard record["verdict"] == "not", let found = record.day("on") else { return [] }
    let ended = try others.records(of: "authorisation").filter { other in
      other.isCurrent && other.fields["person"] == record["person"]
        && other.fields.isAuthorised(on: found)
    }
    return .array(ended.map(\.name))
  }

  /// Departments that no activity has reached in the twelve months up to this one.
  func departmentsUntouched() throws -> JSON? {
    guard let last = record.day("on") else { return nil }
    let activities = try others.records(of: key.type).filter { other in
      other.counts
        && other.fields.day("on").map { last.days - 365 <= $0.days && $0 <= last } ?? false
    }
    let reached = Set(activities.flatMap { $0.fields.texts("departments") })
      .union(record.texts("departments"))
    return .array(
      try others.records(of: "department")
        .filter { !$0.permits.contains(.closed) && !reached.contains($0.key.id) }.map(\.name))
  }
}
