package import SiteModel

/// Reads `field=value` as a person types it: the field's schema says what kind of value it is.
package struct TypedFields: Sendable {
  private let schema: RecordSchema

  package init(_ schema: RecordSchema) { self.schema = schema }

  /// The fields of all texts; `field=` takes a value away.
  ///
  /// - Throws: ``TypedFault`` for a text that is no assignment or names no field of the type.
  package func read(_ texts: [String]) throws(TypedFault) -> [String: JSON] {
    var values: [String: JSON] = [:]
    for text in texts {
      guard let sign = text.firstIndex(of: "=") else { throw .noAssignment(text) }
      let field = String(text[..<sign])
      guard schema[field] != nil else {
        throw .noField(type: schema.type, field: field, known: schema.fields.map(\.name))
      }
      values[field] = value(String(text[text.index(after: sign)...]), of: field)
    }
    return values
  }

  /// The first reading of the text that the field's schema accepts. Of what fits nothing, lists and
  /// objects are left as such, since numbers in them may yet become ids; everything else is left as
  /// text, so that the schema says what is wrong with it.
  private func value(_ text: String, of field: String) -> JSON {
    if text.isEmpty { return .null }
    let readings: [JSON] = [.string(text)] + ((try? JSON.parse(text)).map { [$0] } ?? [])
    let structure = readings.first { $0.array != nil || $0.object != nil }
    return readings.first { fits($0, field) } ?? structure ?? .string(text)
  }

  private func fits(_ value: JSON, _ field: String) -> Bool {
    !schema.breaches(of: [field: value]).contains {
      $0.pointer == "/\(field)" || $0.pointer.hasPrefix("/\(field)/")
    }
  }
}

/// Why what a person typed names no fields.
package enum TypedFault: Fault, Equatable {
  case noAssignment(String)
  case noField(type: String, field: String, known: [String])
  /// A file of fields that holds no JSON object.
  case noObject(file: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noAssignment(let text): Phrase("record.no-assignment", ["text": text])
    case .noField(let type, let field, let known):
      Phrase(
        "record.no-field",
        ["type": type, "field": field, "known": known.joined(separator: ", ")])
    case .noObject(let file): Phrase("record.no-object", ["file": file])
    }
  }
}
