extension SteamTable {
  /// Reads and checks both tables.
  ///
  /// - Parameters:
  ///   - saturated: JSON, as `site-template/steam/saturated.json`.
  ///   - superheated: JSON, as `site-template/steam/superheated.json`.
  /// - Throws: ``EmissionDataFault`` with the first thing that is wrong.
  package init(
    saturated first: String, superheated second: String
  ) throws(EmissionDataFault) {
    let dry = try Self.members(first, "saturated.json", ["rows"])
    let hot = try Self.members(second, "superheated.json", ["rows", "pressures"])
    saturated = try Self.saturated(dry)
    pressures = try hot.rationals("pressures")
    try Self.checkAscending(pressures, hot.place(of: "pressures"))
    rows = try Self.rows(hot, columns: pressures.count)
    citations = [try Self.citation(dry), try Self.citation(hot)]
    corrections = try Self.corrections(dry) + Self.corrections(hot)
  }

  private static func members(
    _ text: String, _ file: String, _ known: Set<String>
  ) throws(EmissionDataFault) -> DataMembers {
    let json: JSON
    do { json = try JSON.parse(text) } catch { throw .notJSON(file: file, error) }
    return try DataMembers(
      json, at: file + "#", known: known.union(["source", "mark", "corrections"]))
  }

  private static func citation(
    _ members: DataMembers
  ) throws(EmissionDataFault) -> RuleSet.Citation {
    RuleSet.Citation(text: try members.text("source"), mark: try members.choice("mark"))
  }

  private static func corrections(
    _ members: DataMembers
  ) throws(EmissionDataFault) -> [BilingualText] {
    var corrections: [BilingualText] = []
    for item in try members.objects("corrections", known: ["zh", "en"]) {
      corrections.append(BilingualText(zh: try item.text("zh"), en: try item.text("en")))
    }
    return corrections
  }

  private static func saturated(_ members: DataMembers) throws(EmissionDataFault) -> [Saturated] {
    var rows: [Saturated] = []
    for item in try members.objects("rows", known: ["pressure", "temperature", "enthalpy"]) {
      rows.append(
        Saturated(
          pressure: try item.rational("pressure"), temperature: try item.rational("temperature"),
          enthalpy: try item.rational("enthalpy")))
    }
    try checkAscending(rows.map(\.pressure), members.place(of: "rows"))
    try checkAscending(rows.map(\.temperature), members.place(of: "rows"))
    return rows
  }

  private static func rows(
    _ members: DataMembers, columns: Int
  ) throws(EmissionDataFault) -> [Row] {
    var rows: [Row] = []
    for item in try members.objects("rows", known: ["temperature", "enthalpies"]) {
      let row = Row(
        temperature: try item.rational("temperature"),
        enthalpies: try item.rationals("enthalpies"))
      guard row.enthalpies.count == columns else {
        throw .malformed(place: item.place(of: "enthalpies"), expected: "list")
      }
      rows.append(row)
    }
    try checkAscending(rows.map(\.temperature), members.place(of: "rows"))
    return rows
  }

  /// At least one value, each greater than the one before.
  private static func checkAscending(
    _ values: [Rational], _ place: String
  ) throws(EmissionDataFault) {
    guard !values.isEmpty else { throw .missing(place: place) }
    guard zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .malformed(place: place, expected: "ascending")
    }
  }
}
