package import SiteModel

extension IntakePlan {
  /// The plan as a profile stores it; ``init(json:)`` gives the plan back.
  package var json: JSON {
    var members: [String: JSON] = [
      "encoding": .string(encoding.rawValue), "delimiter": .string(delimiter.rawValue),
      "skipped-rows": .number(String(skippedRows)), "header-rows": .number(String(headerRows)),
      "columns": .number(String(columns)), "layout": layout.json,
      "date": .number(String(time.date)), "date-order": .string(dateOrder.rawValue),
      "offset": .string(offset.description), "label": .string(label.rawValue),
      "midnight": .string(midnight.rawValue), "kind": .string(kind.rawValue),
      "placeholders": .array(placeholders.map { .string($0) }),
      "grouped-thousands": .bool(groupedThousands),
    ]
    members["clock"] = time.clock.map { .number(String($0)) }
    members["length"] = length.map { .number(String($0)) }
    members["ends"] = ends.map { .number(String($0)) }
    members["month"] = month.map { .string($0.description) }
    if !fixed.isEmpty {
      members["fixed"] = .object(
        .init(uniqueKeysWithValues: fixed.map { (String($0), .string($1)) }))
    }
    if !sums.isEmpty { members["sums"] = .array(sums.map { .number(String($0)) }) }
    members["frames"] = frames?.json
    return .object(members)
  }

  /// Reads a stored plan.
  ///
  /// - Throws: ``IntakeFault/profileField(_:)`` with the first field that is missing or wrong.
  package init(json: JSON) throws(IntakeFault) {
    let fields = PlanFields(json)
    let time = TimeColumns(date: try fields.count("date"), clock: try fields.optional("clock"))
    let clock = LabelClock(
      offset: try fields.offset(), label: try fields.choice("label"),
      length: try fields.optional("length"))
    let columns = try fields.count("columns")
    self.init(
      columns: columns, layout: try fields.layout(), time: time, clock: clock,
      kind: try fields.choice("kind"))
    (encoding, delimiter) = (try fields.choice("encoding"), try fields.choice("delimiter"))
    (skippedRows, headerRows) = (
      try fields.count("skipped-rows"), try fields.count("header-rows")
    )
    (dateOrder, midnight) = (try fields.choice("date-order"), try fields.choice("midnight"))
    placeholders = try fields.texts("placeholders")
    groupedThousands = json["grouped-thousands"]?.bool ?? false
    month = json["month"]?.string.flatMap { CivilMonth($0) }
    ends = try fields.optional("ends")
    if let frames = json["frames"] { self.frames = try FrameMap(json: frames) }
    (sums, fixed) = (try fields.sums(), try fields.names(json["fixed"], "fixed"))
  }
}

extension IntakeLayout {
  fileprivate var json: JSON {
    switch self {
    case .long(let point, let value):
      ["long": ["point": .number(String(point)), "value": .number(String(value))]]
    case .wide(let names):
      ["wide": .object(.init(uniqueKeysWithValues: names.map { (String($0), .string($1)) }))]
    case .day(let point, let slots): ["day": Self.json(point, "slots", slots)]
    case .month(let point, let days): ["month": Self.json(point, "days", days)]
    }
  }

  private static func json(_ point: PointPlace, _ word: String, _ columns: [Int: Int]) -> JSON {
    let places: JSON = .object(
      .init(uniqueKeysWithValues: columns.map { (String($0), .number(String($1))) }))
    return switch point {
    case .column(let column): .object(["point": .number(String(column)), word: places])
    case .named(let name): .object(["point": .string(name), word: places])
    }
  }
}

private struct PlanFields {
  let json: JSON
  init(_ json: JSON) { self.json = json }

  func count(_ field: String) throws(IntakeFault) -> Int {
    guard let value = json[field].flatMap(Self.whole) else { throw .profileField(field) }
    return value
  }

  func optional(_ field: String) throws(IntakeFault) -> Int? {
    json[field] == nil || json[field] == .null ? nil : try count(field)
  }

  func choice<Choice: RawRepresentable>(_ field: String) throws(IntakeFault) -> Choice
  where Choice.RawValue == String {
    guard let value = json[field]?.string.flatMap(Choice.init) else { throw .profileField(field) }
    return value
  }

  func offset() throws(IntakeFault) -> Offset {
    guard let value = json["offset"]?.string.flatMap({ Offset($0) }) else {
      throw .profileField("offset")
    }
    return value
  }

  func texts(_ field: String) throws(IntakeFault) -> [String] {
    guard let items = json[field]?.array else { throw .profileField(field) }
    let texts = items.compactMap(\.string)
    guard texts.count == items.count else { throw .profileField(field) }
    return texts
  }

  func layout() throws(IntakeFault) -> IntakeLayout {
    if let long = json["layout"]?["long"], let point = long["point"].flatMap(Self.whole),
      let value = long["value"].flatMap(Self.whole)
    {
      return .long(point: point, value: value)
    }
    if let day = json["layout"]?["day"] {
      return .day(point: try place(day), slots: try columns(day["slots"], upTo: 86_400))
    }
    if let month = json["layout"]?["month"] {
      return .month(point: try place(month), days: try columns(month["days"], upTo: 31))
    }
    guard let wide = json["layout"]?["wide"] else { throw .profileField("layout") }
    return .wide(try names(wide, "layout"))
  }

  func names(_ json: JSON?, _ field: String) throws(IntakeFault) -> [Int: String] {
    guard let json else { return [:] }
    guard let members = json.object else { throw .profileField(field) }
    var names: [Int: String] = [:]
    for (column, name) in members {
      guard let column = Int(column), (0..<Self.limit).contains(column), let name = name.string
      else { throw .profileField(field) }
      names[column] = name
    }
    return names
  }

  func sums() throws(IntakeFault) -> [Int] {
    guard let items = json["sums"]?.array else { return [] }
    let columns = items.compactMap(Self.whole)
    guard columns.count == items.count else { throw .profileField("sums") }
    return columns
  }

  private func place(_ layout: JSON) throws(IntakeFault) -> PointPlace {
    if let column = layout["point"].flatMap(Self.whole) { return .column(column) }
    guard let name = layout["point"]?.string else { throw .profileField("layout") }
    return .named(name)
  }

  private func columns(_ json: JSON?, upTo limit: Int) throws(IntakeFault) -> [Int: Int] {
    var columns: [Int: Int] = [:]
    for (column, place) in json?.object ?? [:] {
      guard let column = Int(column), (0..<Self.limit).contains(column),
        let place = Self.whole(place), place <= limit
      else { throw .profileField("layout") }
      columns[column] = place
    }
    return columns
  }

  // No table a meter writes has more columns or leading rows, and no interval is longer.
  private static let limit = 100_000_000

  private static func whole(_ json: JSON) -> Int? {
    json.number.flatMap { Int($0) }.flatMap { (0..<limit).contains($0) ? $0 : nil }
  }
}
