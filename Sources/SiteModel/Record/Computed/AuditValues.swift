/// What is computed of audits before they are held (9.3.1, 9.3.2): coverage, authority, impartiality.
extension RecordQuestion {
  private func cellsToAudit() throws -> [AuditCell] {
    AuditCell.all(
      of: try others.records(of: "responsibility-matrix").filter(\.isCurrent)
        .flatMap { $0.fields.rows("cells") })
  }

  // Before there is a matrix, every clause and every department, not every pair of them.
  private func unplanned() throws -> [String] {
    let rows = record.rows("cells")
    let departments = try others.records(of: "department").filter(\.isCurrent)
    let cells = try cellsToAudit()
    guard cells.isEmpty else {
      return cells.filter { !rows.contains(where: $0.isCovered) }.map { cell in
        let name = departments.first { $0.key.id == cell.department }?.called ?? cell.department
        return "\(cell.clause) × \(name)"
      }
    }
    return GuideClauses.all.filter { clause in !rows.contains { $0.isScope(of: clause) } }
      + departments.filter { one in !rows.contains { $0["department"]?.string == one.key.id } }
      .map(\.called)
  }

  /// The cells that a year's programme leaves out: 「8.1.2 × 生产部」.
  func programmeUncovered() throws -> JSON? { .array(try unplanned().map(JSON.string)) }

  /// The share of the cells that the programme covers, in percent.
  func programmeCoverage() throws -> JSON? {
    let cells = try cellsToAudit().count
    let all =
      cells > 0
      ? cells
      : GuideClauses.all.count + (try others.records(of: "department").count(where: \.isCurrent))
    return .string(Self.percent(all - (try unplanned().count), of: all))
  }

  private func auditors() throws -> [OtherRecord] {
    let ids = Set(record.auditors)
    return try others.records(of: "person").filter { ids.contains($0.key.id) }
  }

  /// Those whom nobody has authorised to audit on the day it begins.
  func auditorsUnauthorised() throws -> JSON? {
    let on = record.day("beginsOn") ?? day.today
    let valid = try others.records(of: "authorisation").filter {
      try stood($0, on: on) && $0.fields["task"]?.string == "audit"
        && $0.fields.isAuthorised(on: on)
    }
    return .array(
      try auditors().filter { person in
        !valid.contains { $0.fields["person"]?.string == person.key.id }
      }
      .map { .string($0.called) })
  }

  // What its last act ended then stood until that act.
  private func stood(_ other: OtherRecord, on day: CivilDate) throws -> Bool {
    guard !other.isCurrent else { return true }
    return try other.counts && others.lastMoved(other.key).map { $0 >= day } ?? false
  }

  /// What an auditor would audit and works in, owns, or wrote or approved in the twelve months
  /// before: 「王磊 × 计量部」.
  func auditPartial() throws -> JSON? {
    let scope = Set(record.texts("departments"))
    let departments = try others.records(of: "department")
    let documents = try recentDocuments()
    let owned = try ownedThings()
    return .array(
      try auditors().flatMap { person in
        let home = departments.filter {
          scope.contains($0.key.id) && $0.key.id == person.fields["department"]?.string
        }
        let things = (documents + owned).filter { $0.people.contains(person.key.id) }
        return home.map { "\(person.called) × \($0.called)" }
          + things.map { "\(person.called) × \($0.thing)" }
      }
      .map(JSON.string))
  }

  /// Something of the audit's scope, and those who may not audit it alone.
  private struct Stake {
    let thing: String
    let people: Set<String>
  }

  private func recentDocuments() throws -> [Stake] {
    let begins = record.day("beginsOn") ?? day.today
    let documents = try others.records(of: "document").filter {
      $0.fields.texts("clauses").contains(where: record.isScope)
    }
    return try others.records(of: "document-revision").compactMap { revision in
      guard
        let document = documents.first(where: { $0.key.id == revision.fields["document"]?.string }),
        let moved = try others.lastMoved(revision.key), begins.days - moved.days <= 366
      else { return nil }
      let writer = [revision.fields["preparedBy"]?.string].compactMap(\.self)
      return Stake(
        thing: document.fields["number"]?.string ?? document.called,
        people: Set(writer + revision.fields.texts("approvers")))
    }
  }

  private func ownedThings() throws -> [Stake] {
    let kinds = [
      ("programme", "owner", "6.3.1"), ("objective", "person", "6.2.1"),
      ("legal-requirement", "owner", "9.2"), ("risk-opportunity", "owner", "6.1.1"),
    ]
    return try kinds.filter { record.isScope(of: $0.2) }.flatMap { type, field, _ in
      try others.records(of: type).filter(\.isCurrent).map { one in
        Stake(
          thing: one.called, people: Set([one.fields[field]?.string].compactMap(\.self)))
      }
    }
  }
}
