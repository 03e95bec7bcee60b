/// A type of record: the file `schema/records/<type>.schema.json`, read.
///
/// Beside JSON Schema it says what people are shown and how fields become registers. A new type is
/// a new file and nothing else.
package struct RecordSchema: Sendable {
  /// As in ``RecordKey/type``.
  package let type: String
  /// Raised whenever records under the old one would be read differently; old ones stay readable.
  package let version: Int
  /// What the type is called.
  package let title: BilingualText
  /// The clauses of the guide the record serves, by number; empty where it serves none by itself.
  package let clauses: [String]
  /// In the order forms and lists show them.
  package let fields: [FieldSchema]
  /// What is needed when, what follows, the paper form.
  package let rules: RecordRules
  /// How expressions read the fields; objects cannot be named.
  let readings: [String: FieldReading]
  /// The members of the whole file that begin with `x-`, for those who know more of them.
  package let extras: [String: JSON]
  /// What stands under `$defs`: parts that several fields share.
  package let definitions: [String: JSON]
  /// The limits on a whole record.
  package let check: SchemaCheck

  /// Reads a schema file.
  ///
  /// - Throws: ``SchemaFault``. A record type must have `$id` (`urn:karez:record:<type>:<version>`),
  ///   `x-title`, and `x-order` with each of its properties once; every property an `x-title`.
  package init(_ bytes: some Sequence<UInt8>) throws(SchemaFault) {
    let json: JSON
    do { json = try JSON.parse(bytes) } catch { throw .notJSON(error) }
    check = try SchemaCheck(json)
    let reader = RecordSchemaReader(json: json)
    (type, version) = try reader.name()
    title = try reader.title(json, "")
    clauses = try reader.texts(json["x-clauses"], "", "x-clauses")
    fields = try reader.fields()
    definitions = json["$defs"]?.object ?? [:]
    extras = (json.object ?? [:]).filter { $0.key.hasPrefix("x-") }
    readings = try reader.readings()
    rules = try RecordRulesReader(json: json, readings: readings).rules()
  }

  /// Whether records of headquarters are meant for every site, in the library (`x-library`).
  package var isOfLibrary: Bool { extras["x-library"] == .bool(true) }

  /// What a field is called, or a column of its rows, named `field.column`; the name where it is none.
  package func title(of name: String) -> BilingualText {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let field = self[parts[0]] else { return BilingualText(zh: name, en: name) }
    guard parts.count == 2 else { return field.title }
    let column = field.schema["items"]?["properties"]?[parts[1]]?["x-title"]
    let of = BilingualText(
      zh: column?["zh"]?.string ?? parts[1], en: column?["en"]?.string ?? parts[1])
    return BilingualText(zh: "\(field.title.zh)·\(of.zh)", en: "\(field.title.en): \(of.en)")
  }

  /// A field by its name.
  package subscript(_ field: String) -> FieldSchema? { fields.first { $0.name == field } }
}

/// One field of a record type.
package struct FieldSchema: Sendable, Hashable {
  /// As in the record.
  package let name: String
  /// What it is called.
  package let title: BilingualText
  /// The name of the register it is written in, with others: one value, one write.
  package let group: String?
  /// The types of records whose id the value may be; empty where it is no reference.
  package let references: [String]
  /// The unit of the number in it.
  package let unit: String?
  /// Whether no two records may have one value: a natural key.
  package let isUnique: Bool
  /// Whether a record without it is not complete.
  package let isRequired: Bool
  /// How it is to be filled in (填写要求); nil where nothing needs to be said.
  package let filling: BilingualText?
  /// The values to choose from and what they are called; empty where any value may be written.
  package let choices: [Choice]
  /// The field's own schema.
  package let schema: JSON

  /// The register that holds it: the group, or the field itself.
  package var register: String { group ?? name }

  /// A value to choose, and its name.
  package struct Choice: Sendable, Hashable {
    /// As it is written in facts.
    package let value: String
    /// What people read.
    package let title: BilingualText
  }
}

extension RecordSchema {
  /// What a record breaks; members that are `null` are "no value" and count as not there.
  package func breaches(of record: [String: JSON]) -> [SchemaBreach] {
    check.breaches(of: .object(record.filter { $0.value != .null }))
  }

  /// The registers that a form's values go to: grouped fields become one value, an object.
  ///
  /// - Parameters:
  ///   - values: The fields the form sets; `null` takes a value away.
  ///   - shown: What the form showed. Fields of a group that the form does not set stay as shown.
  /// - Returns: Each register to write; a group that is left without any value is `null`.
  package func registers(
    of values: [String: JSON], shown: RecordState = .none
  ) -> [String: JSON] {
    var registers: [String: JSON] = [:]
    for (name, value) in values {
      guard let group = self[name]?.group else {
        registers[name] = value
        continue
      }
      var members = (registers[group] ?? shown[group]?.value)?.object ?? [:]
      members[name] = value == .null ? nil : value
      registers[group] = .object(members)
    }
    for group in Set(fields.compactMap(\.group)) where registers[group] == .object([:]) {
      registers[group] = .null
    }
    return registers
  }

  /// The record that a state shows: undisputed values only, groups spread into their fields; what
  /// any record may have beside them is its ``Envelope`` and not here.
  package func record(of state: RecordState) -> [String: JSON] { fields(of: state.values) }

  /// Values by register as values by field: groups are spread.
  package func fields(of values: [String: JSON]) -> [String: JSON] {
    let groups = Set(fields.compactMap(\.group))
    var record = values.filter {
      !groups.contains($0.key) && Envelope.part(of: $0.key) == nil
        && $0.key != SameRecord.register
    }
    for field in fields {
      if let group = field.group { record[field.name] = values[group]?[field.name] }
    }
    return record
  }

  /// The records of this type that share a natural key: both stay, and are told apart by id.
  ///
  /// - Returns: For each unique field and value held by more than one record, the records,
  ///   ascending.
  package func clashes(in states: [RecordKey: RecordState]) -> [UniqueClash] {
    fields.filter(\.isUnique).flatMap { field in
      let holders = states.keys.filter { $0.type == type }.compactMap { key in
        states[key].flatMap { record(of: $0)[field.name] }.map { (key, $0) }
      }
      return Dictionary(grouping: holders, by: \.1).filter { $0.value.count > 1 }.map {
        UniqueClash(field: field.name, value: $0.key, records: $0.value.map(\.0).sorted())
      }
    }
    .sorted { $0.records.lexicographicallyPrecedes($1.records) }
  }
}

/// Records that say they are the same thing, or were given one number by mistake.
package struct UniqueClash: Sendable, Hashable {
  /// The field with `x-unique`.
  package let field: String
  /// The value they share.
  package let value: JSON
  /// Two or more, ascending.
  package let records: [RecordKey]

  package init(field: String, value: JSON, records: [RecordKey]) {
    (self.field, self.value, self.records) = (field, value, records)
  }
}
