import Indexing
import SiteModel

/// Makes what a person typed into a form fit to be written: names become ids, a number is given,
/// natural keys are free.
struct FieldValues {
  let site: Site
  let schema: RecordSchema

  init(_ type: String, on site: Site) throws {
    (self.site, schema) = (site, try site.schemas.schema(of: type))
  }

  /// The values of a new record.
  func new(_ values: [String: JSON]) throws -> [String: JSON] {
    var values = try resolved(values)
    if let prefix = schema.rules.numberPrefix, (values["number"] ?? .null) == .null {
      values["number"] = .string(try freeNumber(prefix))
    }
    try checkUnique(values)
    return values
  }

  /// The values of new records that are written together; where none brings a number, each is given
  /// one.
  func new(all records: [[String: JSON]]) throws -> [[String: JSON]] {
    let numbers = try freeNumbers(records.count)
    return try records.enumerated().map { place, values in
      var values = values
      if numbers.indices.contains(place), (values["number"] ?? .null) == .null {
        values["number"] = .string(numbers[place])
      }
      return try new(values)
    }
  }

  /// The values of a change.
  func change(_ values: [String: JSON], of key: RecordKey) throws -> [String: JSON] {
    let values = try resolved(values)
    try checkUnique(values, but: key)
    return values
  }

  /// `NC-xj-017-2025-0001`: the site is in it, so that nodes that have not met give no number
  /// twice; a number that was used once is never free again, whatever became of its record.
  func freeNumber(_ prefix: String) throws -> String {
    try freeNumbers(prefix, 1)[0]
  }

  /// As many numbers as records that are written together; none for a type that gives none.
  func freeNumbers(_ count: Int) throws -> [String] {
    try schema.rules.numberPrefix.map { try freeNumbers($0, count) } ?? []
  }

  private func freeNumbers(_ prefix: String, _ count: Int) throws -> [String] {
    let stem = "\(prefix)-\(site.name)-\(site.today.description.prefix(4))-"
    let last = try site.index.lastNumber(of: schema.type, after: stem) ?? 0
    return (0..<count).map { place in
      let next = String(last + 1 + place)
      return stem + String(repeating: "0", count: max(0, 4 - next.count)) + next
    }
  }

  /// - Throws: ``RecordLookupFault/taken(type:number:)`` if another record bears a natural key.
  func checkUnique(_ values: [String: JSON], but own: RecordKey? = nil) throws {
    for field in schema.fields where field.isUnique {
      guard let text = values[field.name]?.string else { continue }
      let holders =
        field.name == "number"
        ? try site.index.find(schema.type, text)
        : try site.index.holders(of: text, in: field.name, type: schema.type)
      guard holders.allSatisfy({ $0 == own }) else {
        throw RecordLookupFault.taken(type: schema.type, number: text)
      }
    }
  }

  /// References hold ids; people may type numbers.
  func resolved(_ values: [String: JSON]) throws -> [String: JSON] {
    try schema.references.reduce(into: values) { values, reference in
      guard let value = values[reference.field] else { return }
      values[reference.field] = try reference.mapping(value) { place, name in
        try id(of: name, at: place, in: reference.types)
      }
    }
  }

  private func id(of name: String, at place: String, in types: [String]) throws -> String {
    let isAny = types == [FieldReference.any]
    var found = try keys(of: name, in: types, site)
    if found.isEmpty, let library = try site.library() {
      found = try keys(of: name, in: types, library)
        .filter { site.schemas.newest($0.type)?.isOfLibrary == true }
    }
    guard let key = found.first else {
      throw RecordLookupFault.noReference(field: place, name: name, types: types)
    }
    guard found.count == 1 else {
      throw RecordLookupFault.ambiguous(name, found.map(\.description))
    }
    return isAny ? key.description : key.id
  }

  private func keys(of name: String, in types: [String], _ store: Site) throws -> [RecordKey] {
    let isAny = types == [FieldReference.any]
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    if parts.count == 2, isAny || types.contains(parts[0]) {
      return try store.index.find(parts[0], parts[1])
    }
    return isAny
      ? try store.index.find(any: name) : try types.flatMap { try store.index.find($0, name) }
  }
}
