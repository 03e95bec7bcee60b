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
    guard let from = authorisation.fields.day("validFrom"),
      let to = authorisation.fields.day("validTo")
    else { return false }
    return from <= day.today && day.today <= to
  }
}

extension RecordQuestion {
  private struct Equipment {
    let name: String
    let required: Int
    let actual: Int
  }

  /// One for each row: how many instruments are installed today on points of that medium and level.
  private func equipment() throws -> [Equipment] {
    let points = Dictionary(
      uniqueKeysWithValues: try others.records(of: "point").map { ($0.key.id, $0.fields) })
    let installed = try others.records(of: "installation").map(\.fields).filter(isStanding)
    return record.rows("requirements").map { row in
      let instruments = installed.filter { installation in
        let point = installation["point"]?.string.flatMap { points[$0] }
        return point?["medium"] == row["medium"] && point?["level"] == row["level"]
      }
      .compactMap { $0["instrument"]?.string }
      let name = ["medium", "level"].compactMap { row[$0]?.string }.joined(separator: "/")
      return Equipment(
        name: name, required: row["requiredPoints"]?.number.flatMap { Int($0) } ?? 0,
        actual: Set(instruments).count)
    }
  }

  func equipActual() throws -> JSON? { .count(try equipment().map(\.actual).reduce(0, +)) }

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
    let rows = zip(try equipment(), record.rows("requirements")).filter { found, row in
      let wanted = (row.number("requiredRate") ?? Rational(100)) * Rational(found.required)
      return Rational(found.actual) * Rational(100) < wanted
    }
    return .array(rows.map { .string("\($0.0.name) \($0.0.actual)/\($0.0.required)") })
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
