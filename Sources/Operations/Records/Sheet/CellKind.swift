import SiteModel

/// What a cell of a column holds, and so how it is written, offered and read.
indirect enum CellKind {
  case text
  case choice([CellChoice])
  /// `true` or `false`.
  case flag
  /// A whole number.
  case number
  /// A decimal, which facts keep as text, so that its digits are kept.
  case decimal
  case date
  /// The id of a record of one of these types.
  case reference([String])
  /// Values of one kind, one a line.
  case list(CellKind)
  /// Objects, one a line: `name=value; name=value`.
  case items([ItemMember])
  /// Anything else, as JSON.
  case json

  /// One member of the objects in a list.
  struct ItemMember {
    let name: String
    let title: BilingualText
    let kind: CellKind
  }

  /// Whether a cell holds one value that is no list.
  var isSingle: Bool {
    switch self {
    case .list, .items, .json: false
    default: true
    }
  }

  /// As the phrases that say how to fill it in name it.
  var word: String {
    switch self {
    case .text: "text"
    case .choice: "choice"
    case .flag: "flag"
    case .number, .decimal: "number"
    case .date: "date"
    case .reference: "reference"
    case .list: "list"
    case .items: "items"
    case .json: "json"
    }
  }
}

/// A value to choose, and its name.
struct CellChoice {
  let value: String
  let title: BilingualText
}

/// Finds out of what kind each field is, by asking its schema about samples: whatever a schema is
/// made of, what it accepts is what counts.
struct CellKinds {
  private let schema: RecordSchema

  init(_ schema: RecordSchema) { self.schema = schema }

  /// The columns of the type: a field each, or a member each of a field that is a flat object.
  func columns() -> [SheetColumn] {
    schema.fields.flatMap { field in
      members(of: field)
        ?? [
          SheetColumn(
            field: field, member: nil, title: field.title,
            kind: kind(field.schema, [.member(field.name)]), isRequired: field.isRequired)
        ]
    }
  }

  private enum Step {
    case member(String)
    case item
  }

  private func members(of field: FieldSchema) -> [SheetColumn]? {
    guard let members = itemMembers(field.schema, [.member(field.name)]),
      field.schema["additionalProperties"] == false, members.allSatisfy(\.kind.isSingle)
    else { return nil }
    let required = field.schema["required"]?.array ?? []
    return members.map { member in
      SheetColumn(
        field: field, member: member.name,
        title: BilingualText(
          zh: "\(field.title.zh) / \(member.title.zh)", en: "\(field.title.en) / \(member.title.en)"
        ),
        kind: member.kind,
        isRequired: field.isRequired && required.contains(.string(member.name)))
    }
  }

  /// The members of an object, required ones first; nil where the schema names none.
  private func itemMembers(_ json: JSON, _ path: [Step]) -> [CellKind.ItemMember]? {
    guard let properties = json["properties"]?.object, !properties.isEmpty else { return nil }
    let required = (json["required"]?.array ?? []).compactMap(\.string)
    let names = required + properties.keys.filter { !required.contains($0) }.sorted()
    return names.compactMap { name in
      guard let json = properties[name] else { return nil }
      return CellKind.ItemMember(
        name: name, title: Self.title(json, name), kind: kind(json, path + [.member(name)]))
    }
  }

  private static func title(_ json: JSON, _ name: String) -> BilingualText {
    let (zh, en) = (json["x-title"]?["zh"]?.string, json["x-title"]?["en"]?.string)
    return BilingualText(zh: zh ?? name, en: en ?? name)
  }

  private func kind(_ json: JSON, _ path: [Step]) -> CellKind {
    let references = Self.references(json)
    if let choices = Self.choices(json) { return .choice(choices) }
    let (isText, isObject, isList) = (takes("x", path), takes([:], path), takes([], path))
    if isText { return isObject || isList || takes(1, path) ? .json : text(references, path) }
    if isList && !isObject { return list(json, path) }
    if isObject || isList { return .json }
    if takes(1, path) { return .number }
    return takes(true, path) ? .flag : .json
  }

  private func text(_ references: [String], _ path: [Step]) -> CellKind {
    if !references.isEmpty { return .reference(references) }
    let (isDay, isNumber) = (isFree("2025-03-14", path), ["0", "1.5", "20.125"])
    let isWord = isFree("x", path)
    if isDay && !isWord && !isFree("2025-02-30", path) { return .date }
    return !isWord && !isDay && isNumber.allSatisfy { isFree(.string($0), path) }
      ? .decimal : .text
  }

  private func list(_ json: JSON, _ path: [Step]) -> CellKind {
    guard let items = json["items"] else { return .json }
    if let members = itemMembers(items, path + [.item]) { return .items(members) }
    let references = Self.references(json)
    if !references.isEmpty { return .list(.reference(references)) }
    let kind = kind(items, path + [.item])
    return kind.isSingle ? .list(kind) : .json
  }

  /// The types a value may name; a value that may name any is a text, `type/id`.
  private static func references(_ json: JSON) -> [String] {
    let types =
      json["x-ref"]?.string.map { [$0] } ?? (json["x-ref"]?.array ?? []).compactMap(\.string)
    return types.contains(FieldReference.any) ? [] : types
  }

  private static func choices(_ json: JSON) -> [CellChoice]? {
    guard let values = json["enum"]?.array, !values.isEmpty else { return nil }
    let texts = values.compactMap(\.string)
    guard texts.count == values.count else { return nil }
    return texts.map {
      CellChoice(value: $0, title: title(["x-title": json["x-choices"]?[$0] ?? .null], $0))
    }
  }

  /// Whether a value of this type may stand there.
  private func takes(_ sample: JSON, _ path: [Step]) -> Bool {
    broken(by: sample, path).isDisjoint(with: ["type", "anyOf", "oneOf"])
  }

  /// Whether neither a pattern nor a format forbids it.
  private func isFree(_ sample: JSON, _ path: [Step]) -> Bool {
    broken(by: sample, path).isDisjoint(with: ["pattern", "format"])
  }

  private func broken(by sample: JSON, _ path: [Step]) -> Set<String> {
    var (value, pointer) = (sample, "")
    for step in path.reversed() {
      switch step {
      case .member(let name):
        value = .object([name: value])
        pointer = "/\(name)" + pointer
      case .item:
        value = [value]
        pointer = "/0" + pointer
      }
    }
    let breaches = schema.breaches(of: value.object ?? [:])
    return Set(breaches.filter { $0.pointer == pointer }.map(\.keyword))
  }
}
