import Indexing
package import SiteModel
import Storage

/// The holds that keep records from being disposed of.
package struct LegalHolds {
  /// All of them, those that ended too, in the order in which they were written.
  package let all: [LegalHold]
  private let site: Site

  package init(on site: Site) throws {
    self.site = site
    all = try site.index.records(of: LegalHold.type).compactMap { LegalHold($0.0, $0.1, $0.2) }
  }

  /// The first hold that keeps a record now: one on itself, or on the document whose revision it is.
  package func active(on key: RecordKey) throws -> LegalHold? {
    let active = all.filter { $0.ended == nil }
    guard !active.isEmpty else { return nil }
    var names: Set<RecordKey> = [key]
    if key.type == DocumentRevision.type,
      let id = try site.index.state(of: key).values["document"]?.string,
      let document = RecordKey(type: Document.type, id: id)
    {
      names.insert(document)
    }
    return active.first { names.contains($0.record) }
  }

  /// The hold that keeps the first of several records.
  func active(onAny keys: Set<RecordKey>) throws -> LegalHold? {
    for key in keys.sorted() {
      if let hold = try active(on: key) { return hold }
    }
    return nil
  }

  /// Holds a record, or a document with all its versions.
  ///
  /// - Parameters:
  ///   - version: only this version of a document.
  ///   - day: since when; nil: today.
  /// - Throws: ``RecordLookupFault``, ``DocumentFault``, ``DisposalFault/noReason``.
  package static func add(
    _ name: String, version: String?, reason: String, from day: CivilDate?, on site: Site
  ) throws -> LegalHold {
    guard !reason.isEmpty else { throw DisposalFault.noReason }
    return try site.write { session in
      let target = try DisposalTarget.named(name, version: version, on: session.site)
      let key = RecordKey.known(LegalHold.type, NewName.random())
      let values: [String: JSON] = [
        "record": .string(target.key.description), "name": .string(target.name),
        "reason": .string(reason), "from": .string((day ?? site.today).description),
      ]
      _ = try WriteRecord.new(key, values, in: session) { "冻结保存 \(target.name)（\($0)）" }
      return try LegalHolds(on: session.site).one(key)
    }
  }

  /// Ends a hold: a signed act, because bytes may go afterwards.
  ///
  /// - Throws: ``RecordLookupFault/unknown(_:)``, ``ActRefusal``.
  package static func end(_ name: String, reason: String, on site: Site) throws -> LegalHold {
    try site.write { session in
      guard let key = try session.site.index.find(LegalHold.type, name).first else {
        throw DisposalFault.noHold(name)
      }
      var wishes = ActOnRecord.Wishes("end")
      wishes.reason = reason
      try ActOnRecord.sign(wishes, Signer(of: session.site), session, key)
      return try LegalHolds(on: session.site).one(key)
    }
  }

  private func one(_ key: RecordKey) throws -> LegalHold {
    guard let hold = all.first(where: { $0.key == key }) else {
      throw DisposalFault.noHold(key.id)
    }
    return hold
  }
}
