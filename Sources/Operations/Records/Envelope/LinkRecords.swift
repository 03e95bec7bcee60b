package import SiteModel

/// Says what one record has to do with another, and takes it back.
package struct LinkRecords {
  /// What came of it.
  package struct Done: Sendable {
    /// The record that says it.
    package let key: RecordKey
    /// What it says.
    package let link: RecordLink
    /// Whether it said so already; then nothing was written.
    package let isSame: Bool
  }

  /// - Throws: ``RecordLookupFault`` if one of the records is not there, ``EnvelopeFault``.
  package static func link(
    _ name: String, _ rel: RecordLink.Relation, _ other: String, revision: Int? = nil,
    reason: String? = nil, on site: Site
  ) throws -> Done {
    try site.write { session in
      let (key, target) = try both(name, other, session.site)
      let (now, link) = (
        try session.open(key, name, reason: reason), RecordLink(rel, target, revision: revision)
      )
      guard now[link.register]?.value != link.json else {
        return Done(key: key, link: link, isSame: true)
      }
      try session.set(
        envelope: [link.register: link.json], of: key, now: now,
        "关联 \(key.type) \(name)：\(rel.rawValue) \(target)", reason: reason)
      return Done(key: key, link: link, isSame: false)
    }
  }

  /// - Throws: ``EnvelopeFault/noLink(record:link:)`` if the record says no such thing.
  package static func unlink(
    _ name: String, _ rel: RecordLink.Relation, _ other: String, reason: String?, on site: Site
  ) throws -> Done {
    try site.write { session in
      let (key, target) = try both(name, other, session.site)
      let (now, link) = (try session.open(key, name, reason: reason), RecordLink(rel, target))
      guard Envelope(of: now).links.contains(where: { $0.register == link.register }) else {
        throw EnvelopeFault.noLink(record: key.description, link: "\(rel.rawValue) \(target)")
      }
      try session.set(
        envelope: [link.register: .null], of: key, now: now,
        "取消关联 \(key.type) \(name)：\(rel.rawValue) \(target)", reason: reason)
      return Done(key: key, link: link, isSame: false)
    }
  }

  private static func both(
    _ name: String, _ other: String, _ site: Site
  ) throws -> (RecordKey, RecordKey) {
    let lookup = RecordLookup(site)
    let (key, target) = (try lookup.key(name), try lookup.place(other).key)
    guard key != target else { throw EnvelopeFault.itself(record: key.description) }
    return (key, target)
  }
}
