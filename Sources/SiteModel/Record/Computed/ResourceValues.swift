/// What is computed for clause 7.1: staff, instruments, money.
extension RecordQuestion {
  private struct Staff {
    let name: JSON
    let actual: Int
    let qualified: Int
    let short: Int
  }

  /// One for each row: a post, who holds it, and who of them is authorised for anything.
  private func staff() throws -> [Staff] {
    let authorised = Set(
      try others.records(of: "authorisation").filter(\.isCurrent).filter(isInTime)
        .compactMap { $0.fields["person"]?.string })
    let posts = try others.records(of: "post")
    return try record.rows("posts").compactMap { row in
      guard let post = row["post"]?.string else { return nil }
      let holders = try holders(of: post).map(\.key.id)
      let qualified = holders.filter(authorised.contains).count
      let required = row["required"]?.number.flatMap { Int($0) } ?? 0
      return Staff(
        name: posts.first { $0.key.id == post }?.name ?? .string(post), actual: holders.count,
        qualified: qualified, short: max(0, required - qualified))
    }
  }

  func staffActual() throws -> JSON? { .count(try staff().map(\.actual).reduce(0, +)) }
  func staffQualified() throws -> JSON? { .count(try staff().map(\.qualified).reduce(0, +)) }
  func staffShortage() throws -> JSON? { .count(try staff().map(\.short).reduce(0, +)) }
  func staffShortPosts() throws -> JSON? {
    .array(try staff().filter { $0.short > 0 }.map(\.name))
  }

  /// Whether an authorisation covers today.
  func isInTime(_ authorisation: OtherRecord) -> Bool {
    authorisation.fields.isAuthorised(on: day.today)
  }
}

extension RecordQuestion {
  /// One for each row: what is installed today on points of that medium and level.
  private func equipment() throws -> [EquipRates.Row] {
    let ledger = try InstrumentLedger { try others.records(of: $0) }
    return EquipRates(record.rows("requirements"), in: ledger, on: day.today).rows
  }

  private func count(_ number: KeyPath<EquipRates.Row, Int>) throws -> JSON? {
    .count(try equipment().map { $0[keyPath: number] }.reduce(0, +))
  }

  func equipActual() throws -> JSON? { try count(\.actual) }
  func equipGood() throws -> JSON? { try count(\.good) }
  func equipValid() throws -> JSON? { try count(\.valid) }

  /// Installed ÷ required × 100.
  func equipRate() throws -> JSON? {
    let rows = try equipment()
    let required = rows.map(\.required).reduce(0, +)
    guard required > 0 else { return nil }
    let share = Rational(rows.map(\.actual).reduce(0, +)) / Rational(required)
    return .string((share * Rational(100)).text(decimals: 1))
  }

  /// The rows whose own rate is not reached, with what is there and what is required.
  func equipBelow() throws -> JSON? {
    .array(
      try equipment().filter { !$0.isMet }.map {
        .string("\($0.name) \($0.actual)/\($0.required)")
      })
  }
}

extension RecordQuestion {
  /// What has been spent on this project.
  private func spent() throws -> Rational {
    try records(of: "budget-entry", naming: "project")
      .filter { $0.counts && $0.fields["direction"] == "spend" }
      .compactMap { $0.fields.number("amount") }.total
  }

  func projectSpent() throws -> JSON? { .string(try spent().text(decimals: 2)) }

  func projectLeft() throws -> JSON? {
    guard let budget = record.number("budget") else { return nil }
    return .string((budget - (try spent())).text(decimals: 2))
  }

  /// What entries of the same year and subject plan or spend, as far as they have been reviewed.
  func budget(_ direction: String) throws -> JSON? {
    guard let year = record["year"], let subject = record["subject"] else { return nil }
    let entries = try others.records(of: key.type).filter { entry in
      entry.counts && entry.fields["year"] == year && entry.fields["subject"] == subject
        && entry.fields["direction"]?.string == direction
    }
    return .string(entries.compactMap { $0.fields.number("amount") }.total.text(decimals: 2))
  }
}
