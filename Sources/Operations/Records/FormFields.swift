import Indexing
package import SiteModel

/// Reads a filled-in form: what stands in its fields by the field's schema. Rows are `field.row.column`,
/// lists a line each.
package struct FormFields: Sendable {
  private let schema: RecordSchema

  package init(_ schema: RecordSchema) { self.schema = schema }

  /// The values of the fields that the form has; an empty one is `null`.
  ///
  /// - Throws: ``TypedFault/noField(type:field:known:)`` for a name that is none of the type's.
  package func read(
    _ pairs: [(name: String, text: String)]
  ) throws(TypedFault) -> [String: JSON] {
    let named = Dictionary(grouping: pairs) { String($0.name.prefix { $0 != "." }) }
    var values: [String: JSON] = [:]
    for (name, texts) in named {
      guard let field = schema[name] else {
        throw .noField(type: schema.type, field: name, known: schema.fields.map(\.name))
      }
      let shape = PrintedShape(field.schema, schema.definitions)
      if !shape.columns.isEmpty {
        values[name] = rows(texts, shape.columns)
      } else if shape.items != nil {
        values[name] = lines(texts.map(\.text).joined(separator: "\n"))
      } else {
        let text = texts.map(\.text).last ?? ""
        values.merge(try TypedFields(schema).read(["\(name)=\(narrow(text, shape))"])) { $1 }
      }
    }
    return values
  }

  private func lines(_ text: String) -> JSON {
    let items = text.split(whereSeparator: \.isNewline).map {
      String($0.trimmingPrefix { $0 == " " })
    }
    .filter { !$0.isEmpty }
    return items.isEmpty ? .null : .array(items.map(JSON.string))
  }

  /// Rows in their order; one without anything in it is none.
  private func rows(
    _ pairs: [(name: String, text: String)], _ columns: [PrintedShape.Member]
  ) -> JSON {
    var rows: [Int: [String: JSON]] = [:]
    for (name, text) in pairs where !text.isEmpty {
      let parts = name.split(separator: ".").map(String.init)
      guard parts.count == 3, let row = Int(parts[1]),
        let column = columns.first(where: { $0.name == parts[2] })
      else { continue }
      rows[row, default: [:]][column.name] = cell(text, column.shape)
    }
    let filled = rows.sorted { $0.key < $1.key }.map { JSON.object($0.value) }
    return filled.isEmpty ? .null : .array(filled)
  }

  private func cell(_ text: String, _ shape: PrintedShape) -> JSON {
    if shape.isTruth { return .bool(text == "true") }
    let narrow = narrow(text, shape)
    return shape.isWhole ? .number(narrow) : .string(narrow)
  }

  /// Digits that an input method wrote wide are digits; words stay as they are.
  private func narrow(_ text: String, _ shape: PrintedShape) -> String {
    let narrow = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isWide = (0xFF01...0xFF5E).contains(scalar.value)
          return isWide ? UnicodeScalar(scalar.value - 0xFEE0) ?? scalar : scalar
        }))
    let isNumber = !narrow.isEmpty && narrow.allSatisfy { "0123456789.-+".contains($0) }
    return isNumber ? narrow : text
  }
}

extension RecordState {
  /// What a form showed, in 64 digits: another if anything of the record has changed since.
  package var fingerprint: String {
    let names = fields.mapValues { shown in
      JSON.array(shown.names.map { .string($0.description) })
    }
    return ContentHash(of: JSON.object(names).canonicalBytes).description
  }
}

extension Site {
  /// What a form about a record shows, waiting corrections too: what a change is made over.
  package func editable(_ key: RecordKey) throws -> RecordState {
    try index.course(of: key)?.joined ?? index.state(of: key)
  }
}
