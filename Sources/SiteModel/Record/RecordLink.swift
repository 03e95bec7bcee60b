/// What one record says of another: what a register `link-…` holds.
package struct RecordLink: Sendable, Hashable {
  /// What the other record is to this one.
  package let rel: Relation
  /// The other record.
  package let target: RecordKey
  /// The revision meant, of records that have revisions; nil: whichever is shown.
  package let revision: Int?

  /// What the other record is to this one.
  package enum Relation: String, Sendable, CaseIterable {
    case source, evidence, causes, addresses, implements, verifies, supersedes, uses, affects
    case partOf = "part-of"
  }

  package init(_ rel: Relation, _ target: RecordKey, revision: Int? = nil) {
    (self.rel, self.target, self.revision) = (rel, target, revision)
  }

  /// Reads the value of a register; nil if it is not in its form, or stands in a register of
  /// another name than it gives.
  package init?(register: String, _ json: JSON) {
    guard let rel = json["rel"]?.string.flatMap(Relation.init(rawValue:)),
      let type = json["type"]?.string, let id = json["id"]?.string,
      let target = RecordKey(type: type, id: id)
    else { return nil }
    let revision = json["revision"]?.number.flatMap { Grammar.counting($0) }
    guard (revision == nil) == (json["revision"] == nil) else { return nil }
    self.init(rel, target, revision: revision)
    guard register == self.register else { return nil }
  }

  /// The register it is written in: one for each relation to each record.
  package var register: String {
    let name = ContentHash(of: Array("\(rel.rawValue) \(target)".utf8))
    return Envelope.Part.link.prefix + name.description.prefix(12)
  }

  /// The value as an entry writes it.
  package var json: JSON {
    var members: [String: JSON] = [
      "rel": .string(rel.rawValue), "type": .string(target.type), "id": .string(target.id),
    ]
    members["revision"] = revision.map { .number(String($0)) }
    return .object(members)
  }
}

/// That a record is void, and why: what the register `void` holds.
package struct Voiding: Sendable, Hashable {
  /// In the person's words.
  package let reason: String
  /// The record that takes its place.
  package let replacedBy: RecordKey?

  package init(reason: String, replacedBy: RecordKey? = nil) {
    (self.reason, self.replacedBy) = (reason, replacedBy)
  }

  /// Reads the value of the register; nil if it is not in its form.
  package init?(_ json: JSON) {
    guard let reason = json["reason"]?.string, !reason.isEmpty else { return nil }
    let other = json["replacedBy"]?.string.flatMap { RecordKey(text: $0) }
    guard (other == nil) == (json["replacedBy"] == nil) else { return nil }
    self.init(reason: reason, replacedBy: other)
  }

  /// The value as an entry writes it.
  package var json: JSON {
    var members: [String: JSON] = ["reason": .string(reason)]
    members["replacedBy"] = replacedBy.map { .string($0.description) }
    return .object(members)
  }
}

extension RecordKey {
  /// Reads `type/id`; nil for anything else.
  package init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    self.init(type: parts[0], id: parts[1])
  }
}
