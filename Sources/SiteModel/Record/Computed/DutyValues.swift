/// What is computed for clause 5: who leads what, and who holds which post.
extension RecordQuestion {
  /// Whether the one who signed is the organisation's top manager of today.
  func signedByTopManager() throws -> JSON? {
    guard let signer = record["signedBy"]?.string else { return nil }
    let managers = try others.records(of: "organisation").compactMap {
      $0.fields["topManager"]?.string
    }
    return managers.isEmpty ? nil : .bool(managers.contains(signer))
  }

  /// Clauses of the guide that no department leads.
  var matrixGaps: JSON? { clauses { $0 == 0 } }
  /// Clauses that more than one department leads.
  var matrixOverlaps: JSON? { clauses { $0 > 1 } }

  private func clauses(withLeads isMeant: (Int) -> Bool) -> JSON {
    let leads = MatrixLeads.of(record.rows("cells"))
    return .array(
      GuideClauses.all.filter { isMeant(leads[$0]?.count ?? 0) }.map(JSON.string))
  }

  /// The persons on the roll who hold a post today.
  func holders(of post: String) throws -> [OtherRecord] {
    try others.records(of: "person").filter { person in
      !person.permits.contains(.closed) && person.fields.day("left").map { $0 >= day.today } ?? true
        && person.fields.rows("posts").contains { isHeld($0, post) }
    }
  }

  private func isHeld(_ row: [String: JSON], _ post: String) -> Bool {
    row["post"]?.string == post && row.day("from").map { $0 <= day.today } ?? false
      && row.day("until").map { $0 >= day.today } ?? true
  }

  /// How many hold this post today.
  func postFilled() throws -> JSON? { .count(try holders(of: key.id).count) }

  /// How many are missing from its headcount.
  func postVacancy() throws -> JSON? {
    guard let headcount = record["headcount"]?.number.flatMap({ Int($0) }) else { return nil }
    return .count(max(0, headcount - (try holders(of: key.id).count)))
  }

  /// Whether a dispute of duties is over: the matrix it names gives each of its clauses one lead.
  func disputeSettled() throws -> JSON? {
    guard record["kind"] == "dispute" else { return true }
    let matrix = try record(named: "matrix", of: "responsibility-matrix")
    return .bool(matrix?.counts == true && MatrixLeads.settle(record, matrix?.fields ?? [:]))
  }
}

/// The sub-clauses of the guide that something is asked by: clauses 4 to 10.
enum GuideClauses {
  static let all = [
    "4.1.1", "4.1.2", "4.2.1", "4.2.2", "4.3.1", "4.3.2",
    "5.1.1", "5.1.2", "5.2.1", "5.2.2", "5.3.1", "5.3.2",
    "6.1.1", "6.1.2", "6.1.3", "6.2.1", "6.2.2", "6.2.3", "6.3.1", "6.3.2",
    "7.1.1", "7.1.2", "7.1.3", "7.2.1", "7.2.2", "7.2.3", "7.3.1", "7.3.2",
    "7.4.1", "7.4.2", "7.4.3",
    "8.1.1", "8.1.2", "8.1.3", "8.2.1", "8.2.2",
    "9.1.1", "9.1.2", "9.1.3", "9.2", "9.3.1", "9.3.2", "9.3.3", "9.4.1", "9.4.2", "9.4.3",
    "10.1.1", "10.1.2", "10.1.3", "10.2.1", "10.2.2",
  ]
}
