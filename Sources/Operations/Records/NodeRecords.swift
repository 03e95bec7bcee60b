package import Indexing
package import SiteModel

/// The other records, as a node holds them.
struct NodeRecords: OtherRecords {
  private let site: Site

  init(_ site: Site) { self.site = site }

  func users(of key: RecordKey) throws -> [RecordKey] {
    try mentions(of: key).filter { site.day(of: $0).closing == .open }.map(\.key)
  }

  /// The records that refer to one, closed ones too, ascending.
  func citing(_ key: RecordKey) throws -> [RecordKey] {
    try mentions(of: key).map(\.key)
  }

  private func mentions(of key: RecordKey) throws -> [ListedRecord] {
    let schemas = try Dictionary(
      uniqueKeysWithValues: site.schemas.types.filter { !$0.references.isEmpty }
        .map { ($0.type, $0) })
    return try site.index.mentions(of: key.id, in: schemas.keys.sorted()).filter { user in
      guard let schema = schemas[user.key.type], user.key != key else { return false }
      return schema.refers(schema.fields(of: user.values), to: key)
    }
  }

  func followers(of key: RecordKey) throws -> [(record: FollowingRecord, state: String?)] {
    let all = try FollowingRecords(site).all(of: key)
    let last = Dictionary(all.map { ($0.action, $0.record.act) }) { $1 }
    return all.filter { last[$0.action] == $0.record.act }.map { ($0.record, $0.state) }
  }

  func count(_ likes: RecordLikeness, but key: RecordKey) throws -> Int {
    try site.index.count(likes, but: key)
  }

  func records(of type: String) throws -> [OtherRecord] {
    if let view = SiteViews.all.first(where: { $0.name == type }) {
      return try view.rows(view, site, site.today, nil).map(\.other)
    }
    let schema = try site.schemas.schema(of: type)
    let lifecycle = site.schemas.lifecycles[type]
    let leaving = try Leaving(for: type, site)
    return try allListed(type).filter { !$0.isVoid }.map { listed in
      OtherRecord(
        key: listed.key, fields: leaving.applied(to: listed.key, schema.fields(of: listed.values)),
        states: listed.stage,
        permits: Self.common(listed.stage, lifecycle))
    }
  }

  func lastMoved(_ key: RecordKey) throws -> CivilDate? {
    try site.index.course(of: key)?.heads.map(\.act.act.place.claimed).max()
      .flatMap { CivilDate($0.prefix(10)) }
  }

  func workingDays() throws -> WorkingDays {
    try DueGround(site, on: site.today).workingDays
  }

  private func allListed(_ type: String) throws -> [ListedRecord] {
    var request = ListRequest(type: type)
    request.limit = Int.max
    return try site.index.list(request).records
  }

  // A type without a lifecycle is true as it is written; a state nobody knows grants nothing.
  private static func common(_ stage: [String], _ lifecycle: Lifecycle?) -> Set<Permission> {
    guard let lifecycle else { return [.counts, .mayUse, .mayEdit] }
    let names = stage.isEmpty ? [lifecycle.initial] : stage
    let granted = names.map { lifecycle[state: $0]?.permits ?? [] }
    return granted.dropFirst().reduce(granted.first ?? []) { $0.intersection($1) }
  }
}

extension Site {
  /// What is asked about a record as it is shown now.
  package func question(about key: RecordKey) throws -> RecordQuestion {
    try self.question(about: key, text: index.state(of: key).values)
  }

  /// What is asked about a record with a text that is about to be signed.
  func question(about key: RecordKey, text: [String: JSON]) throws -> RecordQuestion {
    RecordQuestion(
      key, try schemas.schema(of: key.type), text: text,
      asOf: AsOf(today, closing: try closing(of: key)), others: NodeRecords(self))
  }

  /// When the last act that counts closed a record, as its clock claims.
  private func closing(of key: RecordKey) throws -> AsOf.Closing {
    guard let course = try index.course(of: key), course.permits(.closed),
      let claimed = course.heads.map(\.act.act.place.claimed).max()
    else { return .open }
    return CivilDate(claimed.prefix(10)).map { .on($0) } ?? .someDay
  }

  /// The days a record of a list is looked at by: whether it is closed is known, since when is not.
  package func day(of record: ListedRecord) -> AsOf {
    let lifecycle = schemas.lifecycles[record.key.type]
    let isClosed =
      !record.stage.isEmpty
      && record.stage.allSatisfy {
        lifecycle?[state: $0]?.permits.contains(.closed) ?? false
      }
    return AsOf(today, closing: isClosed || record.isVoid ? .someDay : .open)
  }
}
