/// Reads `schema/holidays.json`, and the records that stand in its place.
extension WorkingDays.Year {
  /// Reads one year: `{year, source, off, working}`, of the file or of a record.
  ///
  /// - Returns: nil where anything of it cannot be read.
  package init?(_ values: [String: JSON]) {
    guard let year = values["year"]?.number.flatMap({ Int($0) }),
      let source = values["source"]?.string, let off = Self.days(values["off"]),
      let working = Self.days(values["working"] ?? [])
    else { return nil }
    self.init(year: year, off: off, working: working, source: source)
  }

  private static func days(_ json: JSON?) -> Set<CivilDate>? {
    guard let items = json?.array else { return nil }
    let days = items.compactMap { $0.string.flatMap { CivilDate($0) } }
    return days.count == items.count ? Set(days) : nil
  }
}

extension WorkingDays {
  /// Reads the shipped file, `{"years": […]}`.
  ///
  /// - Throws: ``SchemaFault/recordType(at:member:)`` with the place of what cannot be read.
  package static func shipped(_ json: JSON) throws(SchemaFault) -> [Year] {
    guard let items = json["years"]?.array else { throw .recordType(at: "", member: "years") }
    var years: [Year] = []
    for (index, item) in items.enumerated() {
      guard let year = Year(item.object ?? [:]) else {
        throw .recordType(at: "/years/\(index)", member: "year")
      }
      years.append(year)
    }
    return years
  }
}

extension DueWindows {
  /// Reads `schema/due.json`, `{"rules": {"DUE-07": {title, warn, urgent}}}`.
  ///
  /// - Throws: ``SchemaFault/recordType(at:member:)`` with the place of what cannot be read.
  package init(shipped json: JSON) throws(SchemaFault) {
    guard let rules = json["rules"]?.object else { throw .recordType(at: "", member: "rules") }
    var windows: [String: Window] = [:]
    for (rule, json) in rules.sorted(by: { $0.key < $1.key }) {
      guard Self.isRule(rule) else { throw .recordType(at: "/rules", member: rule) }
      windows[rule] = try Window(json, at: "/rules/\(rule)")
    }
    self.init(windows)
  }

  /// Takes a setting, such as `due.07.warn` = `60`.
  ///
  /// - Returns: false where it is called so and says nothing that can be used.
  package mutating func take(_ name: String, _ value: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.first == "due" else { return true }
    let rule = parts.count == 3 ? "DUE-\(parts[1])" : ""
    guard var window = windows[rule], let days = Int(value), (0...999).contains(days) else {
      return false
    }
    switch parts[2] {
    case "warn": window.warn = days
    case "urgent": window.urgent = days
    case "days" where days > 0: window.days = days
    case "months" where days > 0: window.months = days
    case "working-days" where days > 0: window.workingDays = days
    default: return false
    }
    windows[rule] = window
    return true
  }
}

extension DueWindows.Window {
  fileprivate init(_ json: JSON, at place: String) throws(SchemaFault) {
    let known: Set<String> = ["title", "warn", "urgent"]
    if let strange = (json.object ?? [:]).keys.filter({ !known.contains($0) }).min() {
      throw .recordType(at: place, member: strange)
    }
    title = try RecordSchemaReader(json: json).bilingual(json["title"], place, "title")
    warn = try Self.days(json, "warn", place)
    urgent = try Self.days(json, "urgent", place)
  }

  private static func days(
    _ json: JSON, _ member: String, _ place: String
  ) throws(SchemaFault) -> Int? {
    guard let json = json[member] else { return nil }
    guard let days = json.number.flatMap({ Int($0) }), (0...999).contains(days) else {
      throw .recordType(at: place, member: member)
    }
    return days
  }
}
