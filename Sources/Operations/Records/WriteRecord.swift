import Foundation
import Indexing
package import SiteModel
import Storage

/// Writes records of any type: new ones, changes, and corrections with their reason.
package struct WriteRecord {
  /// Makes a record.
  ///
  /// Names in references become ids; a type with `x-number` is given a number where none is typed.
  ///
  /// - Throws: ``ShelfFault`` if the fields break the type's schema; ``RecordLookupFault/taken``
  ///   if another record of the type bears the number, ``RecordLookupFault/noReference`` if a field
  ///   names nothing.
  package static func new(
    _ type: String, _ values: [String: JSON], on site: Site
  ) throws -> RecordKey {
    try checkHands(try site.schemas.schema(of: type))
    return try site.write { session in
      try new(RecordKey.known(type, NewName.random()), values, in: session) { label in
        "新建 \(type) \(label)"
      }
    }
  }

  /// Makes records of one type together, in one commit: all or none.
  ///
  /// - Returns: their keys, in the order of `all`.
  /// - Throws: as ``new(_:_:on:)``.
  package static func new(
    _ type: String, all: [[String: JSON]], on site: Site
  ) throws -> [RecordKey] {
    try checkHands(try site.schemas.schema(of: type))
    return try site.write { session in
      let values = try FieldValues(type, on: session.site).new(all: all)
      let records = values.map { (key: RecordKey.known(type, NewName.random()), values: $0) }
      let labels = records.map { label($0.values) ?? $0.key.id }
      try session.commit("新建 \(type) \(labels.joined(separator: " "))") { files in
        for record in records {
          try files.add(
            session.site.schemas.entry(setting: record.values, of: record.key, by: session.writer))
        }
      }
      return records.map(\.key)
    }
  }

  /// Begins a record that follows from a signed act, or from another record (`x-from`): its first
  /// entry sets what that says.
  ///
  /// - Parameter values: what the person sets besides, or instead.
  /// - Throws: ``FollowingFault``; else as ``new(_:_:on:)``.
  package static func begin(
    _ name: String, of type: String, _ values: [String: JSON], on site: Site
  ) throws -> RecordKey {
    try site.write { session in
      let record = try BeginRecord(session.site).find(name, of: type)
      return try new(record.key, record.values.merging(values) { $1 }, in: session) { label in
        "着手 \(type) \(label)"
      }
    }
  }

  /// Makes a record within a session.
  ///
  /// - Parameter line: says what was done, given the record's number or title.
  static func new(
    _ key: RecordKey, _ values: [String: JSON], in session: WriteSession,
    line: (String) -> String
  ) throws -> RecordKey {
    let values = try FieldValues(key.type, on: session.site).new(values)
    try session.set(key, values, line(label(values) ?? key.id))
    return key
  }

  /// What a commit's line calls a record: its number or title, on one line and not too long.
  private static func label(_ values: [String: JSON]) -> String? {
    let text = ["number", "title", "name"].compactMap { values[$0]?.string }.first ?? ""
    let words = text.unicodeScalars.split { $0.properties.generalCategory == .control }
    let line = words.map(String.init).joined(separator: " ").prefix(60)
      .trimmingCharacters(in: .whitespaces)
    return line.isEmpty ? nil : line
  }

  /// Changes fields of a record.
  ///
  /// - Parameters:
  ///   - reason: why; a correction (划改) always has one.
  ///   - seen: the fingerprint of what the person was shown; nil: what is shown now.
  /// - Throws: ``RecordLookupFault`` if there is no such record or it shows something else than was
  ///   seen, ``RecordFault`` if nothing changes.
  package static func edit(
    _ name: String, _ values: [String: JSON], reason: String? = nil, seen: String? = nil,
    on site: Site
  ) throws -> RecordKey {
    try site.write { session in
      let key = try RecordLookup(session.site).key(name)
      try checkHands(try session.site.schemas.schema(of: key.type))
      let values = try FieldValues(key.type, on: session.site).change(values, of: key)
      let shown = try session.open(key, name, reason: reason)
      guard seen == nil || seen == shown.fingerprint else {
        throw RecordLookupFault.changed(record: name)
      }
      try checkDecided(values, of: key, shown, reason, session.site)
      try checkFixed(values, of: key, name, shown, session.site)
      let line = (reason == nil ? "修改 " : "更正 ") + "\(key.type) \(name)"
      try session.set(key, values, line, reason: reason)
      return key
    }
  }

  // What nobody has decided is decided with a reason. Of a disputed group a part alone would drop
  // the others.
  private static func checkDecided(
    _ values: [String: JSON], of key: RecordKey, _ shown: RecordState, _ reason: String?,
    _ site: Site
  ) throws {
    let schema = try site.schemas.schema(of: key.type)
    let disputed = values.keys.filter { name in
      let register = schema[name]?.register ?? name
      guard shown.conflicts.contains(register) else { return false }
      return reason == nil || register != name
    }
    guard disputed.isEmpty else {
      throw ConflictFault.undecided(record: key.description, fields: disputed.sorted())
    }
  }

  // 6.3.2: what was approved of a plan changes by a revision, and not on the way.
  static func checkFixed(
    _ values: [String: JSON], of key: RecordKey, _ name: String, _ shown: RecordState, _ site: Site
  ) throws {
    let schema = try site.schemas.schema(of: key.type)
    guard let fixed = schema.rules.fixed, let course = try site.index.course(of: key),
      !fixed.states.filter(course.states.contains).isEmpty
    else { return }
    let old = schema.record(of: shown)
    let changed = fixed.changed(old, old.merging(values) { $1 })
    guard changed.isEmpty else {
      throw RecordLookupFault.fixed(
        record: name, fields: changed.map { schema.title(of: $0) },
        action: course.open.first { revises($0, course.lifecycle, fixed) }?.name ?? "")
    }
  }

  private static func revises(
    _ action: Lifecycle.Action, _ lifecycle: Lifecycle, _ fixed: FixedFields
  ) -> Bool {
    guard let to = action.to, !fixed.states.contains(to) else { return false }
    return lifecycle[state: to]?.permits.contains(.mayEdit) ?? false
  }

  // A correction of what was signed waits, with its reason, for somebody to sign it.
  static func checkUnlocked(_ key: RecordKey, _ name: String, _ site: Site) throws {
    guard let course = try site.index.course(of: key), !course.permits(.mayEdit) else { return }
    let titles = course.states.map { course.lifecycle[state: $0]?.title }
    throw RecordLookupFault.locked(record: name, states: titles.compactMap { $0 })
  }

  // What an operation writes for itself (an inventory, a batch) means nothing written by hand.
  static func checkHands(_ schema: RecordSchema, whichOwns rule: String = "x-made-by") throws {
    guard let command = schema.extras[rule]?.string else { return }
    throw RecordLookupFault.madeBy(type: schema.type, command: command)
  }
}
