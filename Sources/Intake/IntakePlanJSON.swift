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
  }
}

extension IntakeLayout {
  fileprivate var json: JSON {
    switch self {
    case .long(let point, let value):
      ["long": ["point": .number(String(point)), "value": .number(String(value))]]
    case .wide(let names):
      ["wide": .object(.init(uniqueKeysWithValues: names.map { (String($0), .string($1)) }))]
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
    guard let wide = json["layout"]?["wide"]?.object else { throw .profileField("layout") }
    var names: [Int: String] = [:]
    for (column, name) in wide {
      guard let column = Int(column), (0..<Self.limit).contains(column), let name = name.string
      else { throw .profileField("layout") }
      names[column] = name
    }
    return .wide(names)
  }

  // No table a meter writes has more columns or leading rows, and no interval is longer.
  private static let limit = 100_000_000

  private static func whole(_ json: JSON) -> Int? {
    json.number.flatMap { Int($0) }.flatMap { (0..<limit).contains($0) ? $0 : nil }
  }
}
