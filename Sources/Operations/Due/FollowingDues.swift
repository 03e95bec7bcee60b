import Indexing
import SiteModel

/// What follows from signed acts and nobody has begun: it is due all the same.
struct FollowingDues: DueSource {
  func items(_ ground: DueGround) throws -> [DueItem] {
    let site = ground.site
    let following = try site.schemas.types.filter { !$0.rules.effects.isEmpty }
    let own = try following.flatMap { try items(from: $0, in: site, ground) }
    guard let library = try site.library() else { return own }
    return try own
      + following.filter(\.isOfLibrary).flatMap { try items(from: $0, in: library, ground) }
  }

  private func items(
    from schema: RecordSchema, in store: Site, _ ground: DueGround
  ) throws -> [DueItem] {
    try store.index.records(of: schema.type).flatMap { key, state, course in
      guard let course, Envelope(of: state).voiding == nil else { return [DueItem]() }
      let all = try items(of: key, schema.record(of: state), in: store, ground)
      guard course.permits(.closed) else { return all.map(\.item) }
      // What a closed record asked for is settled with it, but for what its closing asks.
      let last = Set(course.heads.map(\.act.identity))
      return all.filter { last.contains($0.act) }.map(\.item)
    }
  }

  private func items(
    of key: RecordKey, _ source: [String: JSON], in store: Site, _ ground: DueGround
  ) throws -> [(act: ContentHash, item: DueItem)] {
    let begun = try FollowingRecords(ground.site).all(of: key, in: store)
    return begun.filter { $0.state == nil }.map(\.record).flatMap { record in
      items(record, of: key, source, ground).map { (act: record.act, item: $0) }
    }
  }

  private func items(
    _ record: FollowingRecord, of key: RecordKey, _ source: [String: JSON], _ ground: DueGround
  ) -> [DueItem] {
    guard let schema = ground.site.schemas.newest(record.key.type) else { return [] }
    let row = Self.row(record.target, source)
    let fields = record.values.merging(row["done"].map { ["done": $0] } ?? [:]) { $1 }
    let standing = ground.standing(of: record.key.type, nil)
    return schema.dues(of: fields, standing, ground.windows, ground.workingDays).map {
      DueItem(
        $0, of: record.key, number: source["number"]?.string ?? key.id,
        title: fields["title"]?.string ?? "")
    }
  }

  /// The row it follows from: who writes there that it is done need not begin a record.
  private static func row(_ target: String, _ source: [String: JSON]) -> [String: JSON] {
    let parts = target.split(separator: "/").map(String.init)
    guard parts.count == 2, let place = Int(parts[1]), let rows = source[parts[0]]?.array,
      rows.indices.contains(place)
    else { return [:] }
    return rows[place].object ?? [:]
  }
}
