/// Why a schema cannot be used. Such a schema is refused as a whole, before any record is checked.
package enum SchemaFault: Fault, Equatable {
  /// It is no JSON.
  case notJSON(JSONFault)
  /// A keyword that is not among those of this reader, and no `x-` either.
  case unknownKeyword(at: String, keyword: String)
  /// A keyword's value is none that it may have.
  case malformed(at: String, keyword: String)
  /// `$ref` names no schema of this file.
  case reference(at: String, target: String)
  /// Schemas that refer to each other without ever going into the value.
  case endless(at: String)
  /// A pattern that is no regular expression.
  case pattern(at: String, pattern: String)
  /// What a record type must say beyond JSON Schema is missing or wrong: `x-title`, `x-order`…
  case recordType(at: String, member: String)
  /// An expression of a rule that cannot be read, or says something else than it should.
  case expression(at: String, ExpressionFault)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .notJSON(let fault):
      Phrase("schema.not-json", ["offset": String(fault.offset), "reason": fault.reason])
    case .unknownKeyword(let place, let keyword):
      Phrase("schema.unknown-keyword", ["place": place, "keyword": keyword])
    case .malformed(let place, let keyword):
      Phrase("schema.malformed", ["place": place, "keyword": keyword])
    case .reference(let place, let target):
      Phrase("schema.reference", ["place": place, "target": target])
    case .endless(let place): Phrase("schema.endless", ["place": place])
    case .pattern(let place, let pattern):
      Phrase("schema.pattern", ["place": place, "pattern": pattern])
    case .recordType(let place, let member):
      Phrase("schema.record-type", ["place": place, "member": member])
    case .expression(let place, let fault):
      Phrase("schema.expression", ["place": place], within: ["fault": [fault.phrase]])
    }
  }
}

/// One thing in a value that its schema does not allow.
package struct SchemaBreach: Sendable, Hashable {
  /// Where in the value, as a JSON pointer: `/settings/0/multiplier`; empty is the whole value.
  package let pointer: String
  /// The keyword that was broken; `false` where nothing is allowed at all.
  package let keyword: String
  /// What the keyword asks for, as the schema writes it, cut after 60 characters.
  package let asked: String
  /// What stood there, cut after 60 characters; the name of a member where it is the member that
  /// is missing or that nobody asked for.
  package let found: String

  /// The sentence for a person.
  package var phrase: Phrase {
    Phrase(
      "breach.\(keyword)",
      ["place": pointer.isEmpty ? "/" : pointer, "asked": asked, "found": found])
  }
}
