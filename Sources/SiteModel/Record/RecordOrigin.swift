/// What a record of a type may begin from in one step, without an act: `x-from`.
///
/// An alert, a finding, a complaint becomes a nonconformity as soon as a person says so; its first
/// entry sets what is known already, and names where it came from.
package struct RecordOrigin: Sendable, Hashable {
  /// The type it begins from; `any`: every type that stands in no other.
  package let type: String
  /// Whether one that is open is enough: of an alert or a complaint nothing is begun twice.
  package let once: Bool
  /// Field → what stands in it at first.
  package let set: [String: Expression]
  /// Its place in the schema file.
  package let place: String

  /// The names beside the fields of what it begins from; `conflict`: whether nodes are at odds there.
  static let own: [String: Expression.Kind] =
    RecordEffect.own.merging(["today": .day, "conflict": .truth]) { own, _ in own }
}

extension RecordSchema {
  /// How a record of this type begins from one of another type; nil where it does not.
  package func origin(from type: String) -> RecordOrigin? {
    rules.origins.first { $0.type == type } ?? rules.origins.first { $0.type == FieldReference.any }
  }

  /// What the first entry of a record sets that begins from another.
  ///
  /// - Parameters:
  ///   - source: the type of the other record; its fields as they are shown.
  ///   - isDisputed: whether nodes are at odds about it.
  package func beginning(
    _ origin: RecordOrigin, from key: RecordKey, _ source: RecordSchema, fields: [String: JSON],
    isDisputed: Bool, today: CivilDate
  ) -> [String: JSON] {
    var names = FieldReading.values(of: fields, source.readings)
    names["record"] = .text(key.description)
    names["record.id"] = .text(key.id)
    names["today"] = .day(today)
    names["conflict"] = .truth(isDisputed)
    return first(origin.set, names)
  }

  /// Makes sure that an origin of this type gives its fields what fits them.
  ///
  /// - Parameter source: the type it begins from; nil: any.
  /// - Throws: as ``check(_:against:)``.
  package func check(
    _ origin: RecordOrigin, from source: RecordSchema?
  ) throws(SchemaFault) {
    let fields = source?.readings.mapValues(\.kind) ?? [:]
    try check(origin.set, fields.merging(RecordOrigin.own) { $1 }, at: origin.place)
  }
}

/// Reads `x-from`; whether it fits the types it names, the shelf finds out.
struct RecordOriginReader {
  let json: JSON

  func origins() throws(SchemaFault) -> [RecordOrigin] {
    guard let items = json["x-from"] else { return [] }
    guard let list = items.array else { throw .recordType(at: "", member: "x-from") }
    var origins: [RecordOrigin] = []
    for (index, item) in list.enumerated() {
      origins.append(try origin(item, "/x-from/\(index)"))
    }
    return origins
  }

  private func origin(_ item: JSON, _ place: String) throws(SchemaFault) -> RecordOrigin {
    guard let type = item["record"]?.string, Grammar.isID(type, limit: 30) else {
      throw .recordType(at: place, member: "record")
    }
    guard let members = item["set"]?.object, !members.isEmpty else {
      throw .recordType(at: place, member: "set")
    }
    var set: [String: Expression] = [:]
    for (field, text) in members.sorted(by: { $0.key < $1.key }) {
      guard let text = text.string else { throw .recordType(at: place, member: field) }
      do { set[field] = try Expression(text) } catch {
        throw .expression(at: "\(place)/set/\(field)", error)
      }
    }
    return RecordOrigin(
      type: type, once: item["once"] == .bool(true), set: set, place: place)
  }
}
