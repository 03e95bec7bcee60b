import Indexing
package import SiteModel
import Storage

/// Writes records of any type: new ones, changes, and corrections with their reason.
package struct WriteRecord {
  /// Makes a record.
  ///
  /// - Throws: ``ShelfFault`` if the fields break the type's schema; ``RecordLookupFault/taken``
  ///   if another record of the type bears the number.
  package static func new(
    _ type: String, _ values: [String: JSON], on site: Site
  ) throws -> RecordKey {
    try checkHands(try site.schemas.schema(of: type))
    return try site.write { session in
      try checkNumber(type, values, nil, session.site)
      let key = RecordKey.known(type, NewName.random())
      try session.set(key, values, "新建 \(type) \(label(values))")
      return key
    }
  }

  /// Changes fields of a record.
  ///
  /// - Parameter reason: why; a correction (划改) always has one.
  /// - Throws: ``RecordLookupFault`` if there is no such record, ``RecordFault`` if nothing changes.
  package static func edit(
    _ name: String, _ values: [String: JSON], reason: String? = nil, on site: Site
  ) throws -> RecordKey {
    try site.write { session in
      let key = try RecordLookup(session.site).key(name)
      try checkHands(try session.site.schemas.schema(of: key.type))
      try checkNumber(key.type, values, key, session.site)
      _ = try session.open(key, name, reason: reason)
      let line = (reason == nil ? "修改 " : "更正 ") + "\(key.type) \(name)"
      try session.set(key, values, line, reason: reason)
      return key
    }
  }

  // A correction of what was signed waits, with its reason, for somebody to sign it.
  static func checkUnlocked(_ key: RecordKey, _ name: String, _ site: Site) throws {
    guard let course = try site.index.course(of: key), !course.permits(.mayEdit) else { return }
    let titles = course.states.map { course.lifecycle[state: $0]?.title }
    throw RecordLookupFault.locked(record: name, states: titles.compactMap { $0 })
  }

  // What an operation writes for itself (an inventory, a batch) means nothing written by hand.
  private static func checkHands(_ schema: RecordSchema) throws {
    guard let command = schema.extras["x-made-by"]?.string else { return }
    throw RecordLookupFault.madeBy(type: schema.type, command: command)
  }

  private static func checkNumber(
    _ type: String, _ values: [String: JSON], _ own: RecordKey?, _ site: Site
  ) throws {
    guard let number = values["number"]?.string else { return }
    let others = try site.index.find(type, number).filter { $0 != own }
    guard others.isEmpty else { throw RecordLookupFault.taken(type: type, number: number) }
  }

  private static func label(_ values: [String: JSON]) -> String {
    ["number", "title", "name"].compactMap { values[$0]?.string }.first ?? ""
  }
}

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
  /// No entry of the record bears this name.
  case noEntry(record: String, entry: String)

  package var kind: FaultKind {
    switch self {
    case .madeBy, .locked: .refused
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
    case .unknown(let name): Phrase("record.unknown", ["record": name])
    case .ambiguous(let name, let keys):
      Phrase("record.ambiguous", ["record": name, "keys": keys.joined(separator: ", ")])
    case .taken(let type, let number):
      Phrase("record.taken", ["type": type, "number": number])
    case .noEntry(let record, let entry):
      Phrase("record.no-entry", ["record": record, "entry": entry])
    }
  }
}
