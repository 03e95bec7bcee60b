import Indexing
import SiteModel

/// What follows from signed acts and nobody has begun: it is due all the same.
struct FollowingDues: DueSource {
  func items(_ ground: DueGround) throws -> [DueItem] {
    let site = ground.site
    return try site.schemas.types.filter { !$0.rules.effects.isEmpty }.flatMap { schema in
      try site.index.records(of: schema.type).flatMap { key, state, course in
        // What a closed record asked for is settled with it.
        guard let course, !course.permits(.closed), Envelope(of: state).voiding == nil
        else { return [DueItem]() }
        return try items(of: key, schema.record(of: state), ground)
      }
    }
  }

  private func items(
    of key: RecordKey, _ source: [String: JSON], _ ground: DueGround
  ) throws -> [DueItem] {
    try FollowingRecords(ground.site).all(of: key).filter { $0.state == nil }.flatMap { following in
      let record = following.record
      guard let schema = ground.site.schemas.newest(record.key.type) else { return [DueItem]() }
      let row = Self.row(record.target, source)
      let fields = record.values.merging(row["done"].map { ["done": $0] } ?? [:]) { $1 }
      let standing = ground.standing(of: record.key.type, nil)
      return schema.dues(of: fields, standing, ground.windows, ground.workingDays).map {
        DueItem(
          $0, of: record.key, number: source["number"]?.string ?? key.id,
          title: fields["title"]?.string ?? "")
      }
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
