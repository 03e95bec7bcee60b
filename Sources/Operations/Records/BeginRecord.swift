import Indexing
import SiteModel
import Storage

/// What a record begins from: an act it follows, or another record (`x-from`).
struct BeginRecord {
  private let site: Site

  init(_ site: Site) { self.site = site }

  /// The key and the first values of the record that a name says.
  ///
  /// - Parameter name: the id of what follows from an act; or the record it begins from. Where that
  ///   record has something of the type follow, it is this, so that nothing is begun twice.
  /// - Throws: ``FollowingFault``, ``RecordLookupFault``.
  func find(_ name: String, of type: String) throws -> (key: RecordKey, values: [String: JSON]) {
    let id = name.hasPrefix("\(type)/") ? String(name.dropFirst(type.utf8.count + 1)) : name
    if let key = RecordKey(type: type, id: id), let record = try following(key) {
      return (key, record.values)
    }
    let source = try source(name)
    if let record = try following(from: source, type) { return (record.key, record.values) }
    let values = try values(from: source, type)
    if try origin(type, source).once { try refuseTwice(type, from: source, values) }
    return (RecordKey.known(type, NewName.random()), values)
  }

  /// What is open already and names the same source is what to go on with.
  private func refuseTwice(
    _ type: String, from source: RecordKey, _ values: [String: JSON]
  ) throws {
    let name = JSON.string(source.description)
    let naming = values.filter { $0.value.array?.contains(name) ?? false }.keys
    let open = try DrawPicture.run(on: nil, types: [type], at: site).records[type, default: []]
      .first { record in
        !record.permits.contains(.closed)
          && naming.contains { record.fields[$0]?.array?.contains(name) ?? false }
      }
    if let open { throw FollowingFault.begun(open.key.description) }
  }

  private func following(_ key: RecordKey) throws -> FollowingRecord? {
    do {
      let record = try FollowingRecords(site).find(key)
      guard try site.index.entries(of: key).isEmpty else {
        throw FollowingFault.begun(key.description)
      }
      return record
    } catch FollowingFault.none(_) { return nil }
  }

  private func following(from source: RecordKey, _ type: String) throws -> FollowingRecord? {
    let all = try FollowingRecords(site).all(of: source).filter { $0.record.key.type == type }
    guard let first = all.first else { return nil }
    guard let open = all.first(where: { $0.state == nil }) else {
      throw FollowingFault.begun(first.record.key.description)
    }
    return open.record
  }

  private func source(_ name: String) throws -> RecordKey {
    do { return try RecordLookup(site).key(name) } catch RecordLookupFault.unknown(_) {
      throw FollowingFault.none(name)
    }
  }

  private func values(from source: RecordKey, _ type: String) throws -> [String: JSON] {
    let (schema, origin) = (try site.schemas.schema(of: type), try origin(type, source))
    let other = try site.schemas.schema(of: source.type)
    let state = try site.index.state(of: source)
    return schema.beginning(
      origin, from: source, other, fields: other.record(of: state),
      isDisputed: !state.conflicts.isEmpty, today: site.today)
  }

  private func origin(_ type: String, _ source: RecordKey) throws -> RecordOrigin {
    guard let origin = try site.schemas.schema(of: type).origin(from: source.type) else {
      throw FollowingFault.none(source.description)
    }
    return origin
  }
}
