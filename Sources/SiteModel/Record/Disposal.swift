/// A disposal of files, as its record says: which, why, and who signed it.
///
/// 7.4.3 asks for records to be kept and disposed of under control: the bytes go, and what they were,
/// their SHA-256, dates and persons stay in the record.
package struct Disposal: Sendable {
  /// The record.
  package let key: RecordKey
  /// Such as `DS-xj-017-2026-0001`; the id where it has none.
  package let number: String
  package let reason: String
  package let items: [Item]
  /// Whoever carried it out and whoever saw it, by name, with the day of the last signature.
  package let executor: String, witness: String, day: String

  /// The type of these records.
  package static let type = "disposal"

  /// One file that goes.
  package struct Item: Sendable, Hashable {
    /// The record that it was kept with.
    package let record: RecordKey
    package let file: String
    package let sha256: ContentHash
    package let size: Int
    /// What people call the record: its number, of a document with the version.
    package var name: String?
    /// The item as its record has it.
    package let json: JSON
  }

  /// Reads a record whose acts have brought it to its end; nil while any of its signatures is
  /// missing, or has no effect.
  package init?(_ key: RecordKey, _ state: RecordState, _ course: RecordCourse?) {
    guard let course, course.permits(.counts) else { return nil }
    let acts = course.acts.filter { course.effective.contains($0.identity) }
    guard let done = acts.last(where: { $0.act.action == "execute" }),
      let seen = acts.last(where: { $0.act.action == "witness" && $0.person != done.person })
    else { return nil }
    self.key = key
    number = state.values["number"]?.string ?? key.id
    reason = state.values["reason"]?.string ?? ""
    items = (state.values["items"]?.array ?? []).compactMap(Item.init)
    (executor, witness) = (done.act.signer.name, seen.act.signer.name)
    day = String(max(done.act.place.claimed, seen.act.place.claimed).prefix(10))
  }
}

extension Disposal.Item {
  /// Reads one row; nil if it names no record or no bytes.
  package init?(_ json: JSON) {
    guard let record = json["record"]?.string.flatMap({ RecordKey($0) }),
      let file = json["file"]?.string,
      let hash = json["sha256"]?.string.flatMap({ ContentHash($0) }),
      let size = json["size"]?.number.flatMap({ Grammar.counting($0) })
    else { return nil }
    (self.record, self.file, sha256, self.size, self.json) = (record, file, hash, size, json)
    let words = [json["number"]?.string, json["version"]?.string].compactMap { $0 }
    name = words.isEmpty ? nil : words.joined(separator: " ")
  }
}

/// Somebody holds a record: until a person ends it, none of its files is disposed of.
package struct LegalHold: Sendable {
  /// The record of the hold.
  package let key: RecordKey
  package let number: String
  /// What is held.
  package let record: RecordKey
  /// What people call it.
  package let name: String
  package let reason: String
  /// A day, `yyyy-mm-dd`.
  package let from: String
  /// When and by whom it was ended; nil while it holds.
  package let ended: (day: String, by: String, reason: String?)?

  /// The type of these records.
  package static let type = "legal-hold"

  /// Reads a record. A hold counts as soon as it is written, by whomever: it keeps, and takes nothing
  /// away; only its end needs a signature with effect.
  package init?(_ key: RecordKey, _ state: RecordState, _ course: RecordCourse?) {
    guard let record = state.values["record"]?.string.flatMap({ RecordKey($0) }) else { return nil }
    (self.key, self.record) = (key, record)
    number = state.values["number"]?.string ?? key.id
    name = state.values["name"]?.string ?? record.description
    reason = state.values["reason"]?.string ?? ""
    from = state.values["from"]?.string ?? ""
    guard let course, course.permits(.closed), let last = course.heads.last?.act else {
      ended = nil
      return
    }
    ended = (
      String(last.act.place.claimed.prefix(10)), last.act.signer.name, last.entry.entry.reason
    )
  }
}
