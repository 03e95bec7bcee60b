/// What a check's expressions may name of a record.
///
/// | name | is |
/// | --- | --- |
/// | a field, a computed expression | as in the rules of its type |
/// | `id type state moved changed stands` | the record itself: where acts brought it, when, since when it says what it says, whether it counts |
/// | `today` | the day that is asked about |
/// | `by_<type>` | rows: the records of that type that name this one, `-` written as `_` |
/// | `in_<field>`, `in_<field>_<column>` | rows: the records that this field names |
/// | a setting of the check | a number |
struct PictureNames {
  let schema: RecordSchema
  let schemas: [String: RecordSchema]

  /// Of every name that could be used; the ones an expression does not use cost nothing.
  func kinds(of names: Set<String>) -> [String: Expression.Kind] {
    var kinds = Self.own(schema)
    for name in heads(names) {
      if let type = Self.type(of: name), let other = schemas[type] {
        kinds[name] = .rows(Self.own(other))
      } else if let reference = reference(name) {
        kinds[name] = .rows(common(reference.types))
      }
    }
    return kinds
  }

  func values(
    of record: PicturedRecord, in picture: SitePicture, names: Set<String>
  ) -> [String: Expression.Value] {
    var values = Self.own(record, schema, picture)
    for name in heads(names) {
      if let type = Self.type(of: name) {
        values[name] = Self.rows(picture.users(of: record.key, type), picture)
      } else if let reference = reference(name) {
        let found = schema.targets(of: record.fields, reference).compactMap { picture[$0] }
        values[name] = Self.rows(found, picture)
      }
    }
    return values
  }

  private static func rows(
    _ records: [PicturedRecord], _ picture: SitePicture
  ) -> Expression.Value {
    let types = Set(records.map(\.key.type)).compactMap { picture.schemas[$0] }
    return .rows(
      records.map { own($0, picture.schemas[$0.key.type], picture) },
      columns: Set(types.flatMap { own($0).keys }))
  }

  private func heads(_ names: Set<String>) -> Set<String> {
    Set(names.map { Expression.path($0)?.head ?? $0 })
  }

  private static func type(of name: String) -> String? {
    name.hasPrefix("by_") ? String(name.dropFirst(3)).replacing("_", with: "-") : nil
  }

  private func reference(_ name: String) -> FieldReference? {
    guard name.hasPrefix("in_") else { return nil }
    return schema.references.first { reference in
      ([reference.field] + [reference.column].compactMap { $0 }).joined(separator: "_")
        == name.dropFirst(3)
    }
  }

  private func common(_ types: [String]) -> [String: Expression.Kind] {
    guard types.count == 1, let only = schemas[types[0]] else { return PicturedRecord.kinds }
    return Self.own(only)
  }

  private static func own(_ schema: RecordSchema) -> [String: Expression.Kind] {
    var kinds = AsOf.kinds(schema.readings).merging(PicturedRecord.kinds) { own, _ in own }
    for computed in schema.rules.computed {
      // A picture asks no function: each looks at records in its own way.
      if case .expression = computed.formula { kinds[computed.name] = computed.reading?.kind }
    }
    return kinds
  }

  private static func own(
    _ record: PicturedRecord, _ schema: RecordSchema?, _ picture: SitePicture
  ) -> [String: Expression.Value] {
    guard let schema else { return record.values }
    let day = AsOf(
      picture.day, closing: record.permits.contains(.closed) ? .someDay : .open)
    var values = schema.values(of: record.fields, asOf: day)
    let answers = schema.computed(of: record.fields, asOf: day)
    for computed in schema.rules.computed {
      values[computed.name] = answers[computed.name].flatMap { computed.reading?.value(of: $0) }
    }
    return values.merging(record.values) { own, _ in own }
  }
}
