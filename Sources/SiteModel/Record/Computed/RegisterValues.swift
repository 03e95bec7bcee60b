/// What is computed of persons, points and instruments from other registers.
extension RecordQuestion {
  /// The tasks a person is authorised for today.
  func personAuthorised() throws -> JSON? {
    let tasks = try records(of: "authorisation", naming: "person").filter(\.isCurrent)
      .filter(isInTime).compactMap { $0.fields["task"]?.string }
    return .array(Set(tasks).sorted().map(JSON.string))
  }

  /// Whether an installation stands today.
  func isStanding(_ installation: [String: JSON]) -> Bool {
    let today = "\(day.today)"
    guard let from = installation["from"]?.string?.prefix(10), from <= today else { return false }
    return installation["until"]?.string.map { $0.prefix(10) > today } ?? true
  }

  private func standing(_ own: String, _ other: String) throws -> [OtherRecord] {
    let ids = Set(
      try records(of: "installation", naming: own).map(\.fields).filter(isStanding)
        .compactMap { $0[other]?.string })
    return try others.records(of: other).filter { ids.contains($0.key.id) }
  }

  /// The instruments installed on this point today, by number.
  func pointInstruments() throws -> JSON? {
    .array(try standing("point", "instrument").map(\.name))
  }

  /// The points this instrument is installed on today, by number.
  func instrumentPoints() throws -> JSON? {
    .array(try standing("instrument", "point").map(\.name))
  }

  /// The level of the point it is installed on, or of the one it is meant for.
  func instrumentLevel() throws -> JSON? {
    let point = try standing("instrument", "point").first ?? record(named: "point", of: "point")
    return point?.fields["level"]
  }

  /// Those who came, of all on the roll of the departments that were called.
  func policyCoverage() throws -> JSON? {
    let departments = Set(record.texts("departments"))
    guard let attended = record.number("attended"), !departments.isEmpty else { return nil }
    let roll = try others.records(of: "person").filter { person in
      !person.permits.contains(.closed)
        && (person.fields.day("left").map { $0 >= day.today } ?? true)
        && person.fields["department"]?.string.map(departments.contains) ?? false
    }
    guard !roll.isEmpty else { return nil }
    return .string((attended / Rational(roll.count) * Rational(100)).text(decimals: 1))
  }
}
