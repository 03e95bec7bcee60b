import Indexing
package import SiteModel

/// Finds the record a person means.
package struct RecordLookup {
  private let site: Site

  package init(_ site: Site) { self.site = site }

  /// The record with an id, a number, or `type/id`.
  ///
  /// - Throws: ``RecordLookupFault/unknown(_:)`` or ``RecordLookupFault/ambiguous(_:_:)``.
  package func key(_ name: String) throws -> RecordKey {
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    let found =
      parts.count == 2
      ? try site.index.find(parts[0], parts[1]) : try site.index.find(any: name)
    guard let key = found.first else { throw RecordLookupFault.unknown(name) }
    guard found.count == 1 else {
      throw RecordLookupFault.ambiguous(name, found.map(\.description))
    }
    return key
  }

  /// The record and the store it lies in: this one, or the library, for what headquarters keep there
  /// for every site (`x-library`).
  ///
  /// - Throws: as ``key(_:)``.
  package func place(_ name: String) throws -> (key: RecordKey, store: Site) {
    do { return (try key(name), site) } catch RecordLookupFault.unknown(_) {
      guard let library = try site.library() else { throw RecordLookupFault.unknown(name) }
      let key = try RecordLookup(library).key(name)
      guard site.schemas.newest(key.type)?.isOfLibrary == true
      else { throw RecordLookupFault.unknown(name) }
      return (key, library)
    }
  }

  /// The record of a type with an id or a number, `type/` before it or not.
  ///
  /// - Throws: as ``key(_:)``.
  package func key(_ name: String, of type: String) throws -> RecordKey {
    try key(name.hasPrefix("\(type)/") ? name : "\(type)/\(name)")
  }
}

/// Why the record a person means cannot be told.
package enum RecordLookupFault: Fault, Equatable {
  case unknown(String)
  case ambiguous(String, [String])
  case taken(type: String, number: String)
  /// Records of this type are written by an operation of their own.
  case madeBy(type: String, command: String)
  /// Acts lock the record; the titles of the states they left it in.
  case locked(record: String, states: [BilingualText])
  /// What was approved of the record stays so; the titles of what would change, and the action that revises it.
  case fixed(record: String, fields: [BilingualText], action: String)
  /// A field names a record that this node does not hold.
  case noReference(field: String, name: String, types: [String])
  /// Somebody has changed the record since a form showed it.
  case changed(record: String)
  /// No entry of the record bears this name.
  case noEntry(record: String, entry: String)

  package var kind: FaultKind {
    switch self {
    case .madeBy, .locked, .fixed, .changed: .refused
    default: .invalid
    }
  }
  package var phrase: Phrase {
    switch self {
    case .madeBy(let type, let command):
      Phrase("record.made-by", ["type": type, "command": command])
    case .locked(let record, let states):
      Phrase(
        "record.locked", ["record": record],
        within: ["state": states.map { Phrase(title: $0) }])
    case .fixed(let record, let fields, let action):
      Phrase(
        "record.fixed", ["record": record, "action": action],
        within: ["fields": fields.map { Phrase(title: $0) }])
    case .unknown(let name): Phrase("record.unknown", ["record": name])
    case .ambiguous(let name, let keys):
      Phrase("record.ambiguous", ["record": name, "keys": keys.joined(separator: ", ")])
    case .taken(let type, let number):
      Phrase("record.taken", ["type": type, "number": number])
    case .noReference(let field, let name, let types):
      Phrase(
        "record.no-reference",
        ["field": field, "name": name, "types": types.joined(separator: ", ")])
    case .changed(let record): Phrase("record.changed-since", ["record": record])
    case .noEntry(let record, let entry):
      Phrase("record.no-entry", ["record": record, "entry": entry])
    }
  }
}
