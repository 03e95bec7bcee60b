/// What is computed for clause 4: the context, legal texts, what answers an issue.
extension RecordQuestion {
  /// Whether an issue is answered: it needs nothing, or a record of its response has been begun.
  func answered() throws -> JSON? {
    guard let response = record["response"]?.string else { return nil }
    if ["watch", "none"].contains(response) || !record.texts("responseRefs").isEmpty {
      return true
    }
    return .bool(try others.followers(of: key).contains { $0.state != nil })
  }

  /// The issues in force, by number.
  func issuesReviewed() throws -> JSON? {
    .array(try others.records(of: "context-issue").filter(\.isCurrent).map(\.name))
  }

  /// The categories of clause 4.1 that no issue in force belongs to.
  func categoriesMissing() throws -> JSON? {
    let found = Set(
      try others.records(of: "context-issue").filter(\.isCurrent)
        .compactMap { $0.fields["category"]?.string })
    return .array(Self.categories.filter { !found.contains($0) }.map(JSON.string))
  }

  // 4.1.1 外部：政策法规、行业动态、市场需求；4.1.2 内部：产业特色、资源状况、管理水平.
  private static let categories = [
    "policy", "industry", "market", "feature", "resource", "management",
  ]

  /// Issues in force that were identified after the review before.
  func issuesAdded() throws -> JSON? {
    try issues { issue, span in
      issue.isCurrent && issue.fields.day("identifiedOn").map(span.contains) ?? false
    }
  }

  /// Older issues in force that an act has moved since the review before.
  func issuesChanged() throws -> JSON? {
    try issues { issue, span in
      guard issue.isCurrent, let found = issue.fields.day("identifiedOn"),
        found < span.lowerBound, let moved = try others.lastMoved(issue.key)
      else { return false }
      return span.contains(moved)
    }
  }

  /// Issues that were retired since the review before.
  func issuesRetired() throws -> JSON? {
    try issues { issue, span in
      guard issue.states == ["retired"], let moved = try others.lastMoved(issue.key) else {
        return false
      }
      return span.contains(moved)
    }
  }

  private func issues(
    _ isMeant: (OtherRecord, ClosedRange<CivilDate>) throws -> Bool
  ) throws -> JSON? {
    guard let span = try spanOfReview() else { return nil }
    return .count(try others.records(of: "context-issue").filter { try isMeant($0, span) }.count)
  }

  /// From the day after the review before, or from the beginning, to this one.
  private func spanOfReview() throws -> ClosedRange<CivilDate>? {
    guard let held = record.day("heldOn") else { return nil }
    let before = try others.records(of: key.type).filter { $0.counts && $0.key != key }
      .compactMap { $0.fields.day("heldOn") }.filter { $0 < held }.max()
    let first = before.map { CivilDate(days: $0.days + 1) } ?? CivilDate(days: -365_000)
    return min(first, held)...held
  }

  /// Whether a legal text is in force, by its own dates and by what replaces it.
  func legalStatus() throws -> JSON? {
    guard let effective = record.day("effectiveOn") else { return nil }
    if let repealed = record.day("repealedOn"), repealed <= day.today { return "repealed" }
    let isReplaced = try others.records(of: key.type).contains { other in
      other.isCurrent && other.fields.texts("replaces").contains(key.id)
        && other.fields.day("effectiveOn").map { $0 <= day.today } ?? false
    }
    if isReplaced { return "replaced" }
    return effective > day.today ? "upcoming" : "in-force"
  }

  /// How many open records name this one.
  func userCount() throws -> JSON? { .count(try others.users(of: key).count) }

  /// Unmet expectations that are linked to nothing and that no risk or improvement was begun for.
  func unmetUnlinked() throws -> JSON? {
    let begun = try ["risk-opportunity", "improvement"].flatMap { try others.records(of: $0) }
      .filter { !$0.permits.contains(.closed) && $0.fields.texts("sourceRefs").contains("\(key)") }
    return .count(UnmetExpectation.all(record, answeredBy: begun.map(\.fields)).count)
  }

  /// Whether the working days of the due rule are over and nobody has answered.
  func answerOverdue() throws -> JSON? {
    guard record["answeredOn"] == nil, let count = schema.workingDaysToAnswer,
      let received = record.day("receivedOn")
    else { return false }
    return .bool(try others.workingDays().day(count, after: received).day < day.today)
  }
}

/// An expectation of a party that nothing is done about yet (4.2.2).
enum UnmetExpectation {
  /// - Parameter begun: the fields of risks and improvements that name the party as their source.
  static func all(
    _ party: [String: JSON], answeredBy begun: [[String: JSON]]
  ) -> [[String: JSON]] {
    let texts = Set(
      begun.flatMap { [$0["description"], $0["opportunity"]] }.compactMap { $0?.string })
    return party.rows("expectations").filter { expectation in
      expectation["status"] == "unmet" && expectation.texts("linked").isEmpty
        && !texts.contains(expectation["text"]?.string ?? "")
    }
  }
}

extension RecordSchema {
  /// How many working days there are to answer, where its due rule counts in them.
  var workingDaysToAnswer: Int? {
    rules.due.compactMap { rule in
      if case .workingDays(let count)? = rule.term { count } else { nil }
    }
    .first
  }
}
