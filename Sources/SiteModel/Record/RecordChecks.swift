/// The checks that lifecycles name; each looks at the text that is about to be signed.
extension RecordQuestion {
  /// All that is needed to leave draft is there, nothing breaks the schema, and what the type
  /// demands of it holds.
  func complete() throws -> Guard.Answer {
    guard missing.isEmpty else { return .refused(missing.joined(separator: ", ")) }
    let broken = Set(schema.breaches(of: known).map(\.pointer)).sorted()
    guard broken.isEmpty else { return .refused(broken.joined(separator: ", ")) }
    let demands = try brokenDemands()
    guard demands.isEmpty else { return .refused(demands.joined(separator: "; ")) }
    return .met(["schema": .number(String(schema.version))])
  }

  /// The values of the fields that the type has; others are beside the form, like attachments.
  private var known: [String: JSON] { record.filter { schema[$0.key] != nil } }

  /// No record that is still open refers to this one.
  func unused() throws -> Guard.Answer {
    let users = try others.users(of: key)
    guard users.isEmpty else {
      return .refused(users.prefix(5).map(\.description).joined(separator: ", "))
    }
    return .met(["users": 0])
  }

  /// The day on which the effect is to be checked has come.
  var effectDateReached: Guard.Answer {
    guard let wanted = record["effectCheckOn"]?.string.flatMap({ CivilDate($0) })
    else { return .refused("effectCheckOn") }
    return wanted <= day.today
      ? .met(["effectCheckOn": .string("\(wanted)"), "today": .string("\(day.today)")])
      : .refused("effectCheckOn \(wanted), today \(day.today)")
  }

  /// Something shows it: an attachment, a link, or a field of evidence.
  var evidence: Guard.Answer {
    let found = text.filter { name, value in
      value != .null && value != .array([])
        && (name.hasPrefix("attachment-") || name.hasPrefix("link-") || name == "verifyEvidence")
    }
    return found.isEmpty
      ? .refused("attachment, link") : .met(.array(found.keys.sorted().map(JSON.string)))
  }

  /// Every measure says who, until when and what is required.
  var measuresAssigned: Guard.Answer {
    let rows = record["measures"]?.array ?? []
    let gaps = rows.enumerated().flatMap { place, row in
      ["text", "person", "due", "requirement"].filter { row[$0] == nil }
        .map { "measures/\(place)/\($0)" }
    }
    guard !rows.isEmpty else { return .refused("measures") }
    return gaps.isEmpty
      ? .met(["measures": .number(String(rows.count))]) : .refused(gaps.joined(separator: ", "))
  }

  /// Every measure is done: its action says so, or, where none was begun, its row.
  func measuresDone() throws -> Guard.Answer {
    let rows = record["measures"]?.array ?? []
    guard !rows.isEmpty else { return .refused("measures") }
    let followers = Dictionary(
      try others.followers(of: key).map { ($0.record.target, ($0.record.key, $0.state)) }
    ) { $1 }
    var seen: [String: JSON] = [:]
    for (place, row) in rows.enumerated() {
      let target = "measures/\(place)"
      let (action, state) = followers[target] ?? (nil, nil)
      if let action, let state, ["done", "verified"].contains(state) {
        seen[target] = .string("\(action) \(state)")
      } else if state == nil, let done = row["done"] {
        seen[target] = done
      } else {
        return .refused(
          [target, action?.description, state].compactMap(\.self).joined(separator: " "))
      }
    }
    return .met(.object(seen))
  }

  /// How often the same cause has come up under the same clause in the same department in the
  /// twelve months before: 同因次数.
  func recurrences() throws -> JSON? {
    let fields = ["causeCategory", "clause", "department"]
    let texts = fields.reduce(into: [:]) { $0[$1] = record[$1]?.string }
    guard texts.count == fields.count,
      let found = record["foundOn"]?.string.flatMap({ CivilDate($0) })
    else { return nil }
    let likeness = RecordLikeness(
      type: key.type, texts: texts, dayField: "foundOn", days: found.aYearBefore...found)
    return .number(String(try others.count(likeness, but: key)))
  }
}

extension CivilDate {
  /// The same day a year before; 28 February where there is none.
  fileprivate var aYearBefore: CivilDate {
    CivilDate(year: year - 1, month: month, day: day) ?? CivilDate(days: days - 366)
  }
}
