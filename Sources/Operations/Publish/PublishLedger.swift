import SiteModel

/// What the database says of one entity: up to where it is published, and the digest of each part.
///
/// It lies there and not here, so another machine of headquarters goes on where this one stopped.
struct PublishLedger {
  /// The month of tables that have none.
  static let noMonth = "0001-01-01"

  /// How the entity stands.
  struct Entity {
    /// What it rests on: all heads, those of the library too.
    let known: String
    let heads: [ChainHead]
    /// The period whose readings were asked for; nil: none.
    let readings: String?
    let isComplete: Bool
  }

  let entity: String
  let connection: PostgresConnection

  /// Keeps everybody else from publishing this entity until ``unlock()`` or the end of the connection.
  ///
  /// - Throws: ``PublishFault/busy(entity:place:)``.
  func lock() throws {
    let answer = try connection.run(
      "select pg_try_advisory_lock(hashtextextended('karez ' || $1, 0))", [entity])
    guard answer.first?[0] == "t" else {
      throw PublishFault.busy(entity: entity, place: connection.place)
    }
  }

  func unlock() throws {
    try connection.run("select pg_advisory_unlock(hashtextextended('karez ' || $1, 0))", [entity])
  }

  /// nil: it was never published here.
  func standing() throws -> Entity? {
    let row = try connection.run(
      "select known, heads, readings, published_at is not null from karez.entities where entity = $1",
      [entity]
    ).first
    guard let row, let known = row[0], let heads = row[1] else { return nil }
    return Entity(
      known: known,
      heads: try JSON.parse(heads).array?.compactMap(ChainHead.init(published:)) ?? [],
      readings: row[2], isComplete: row[3] == "t")
  }

  /// The digests of all parts, by month, table and part.
  func parts() throws -> [String: [PublishedTable: [String: String]]] {
    let rows = try connection.run(
      "select month::text, sheet, part, digest from karez.parts where entity = $1", [entity])
    return rows.reduce(into: [:]) { parts, row in
      guard let month = row[0], let table = row[1].flatMap(PublishedTable.init),
        let part = row[2]
      else { return }
      parts[month, default: [:]][table, default: [:]][part] = row[3]
    }
  }

  /// Takes what is there for unknown, so that all is sent again.
  func forget() throws {
    try connection.run("update karez.parts set digest = '' where entity = $1", [entity])
  }

  /// Says on what the rows rest that come now; until ``finish(state:)`` the entity is not complete.
  func begin(_ picture: PublishedEntity) throws {
    let columns = [
      "entity", "name", "zone", "day_start", "month_start", "heads", "known", "readings", "node",
    ]
    let updates = columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    try connection.run(
      """
      insert into karez.entities (\(columns.joined(separator: ", ")), begun_at)
      values (\(places), now())
      on conflict (entity) do update set \(updates), begun_at = now(), published_at = null
      """, picture.cells)
  }

  func finish(state: ContentHash) throws {
    try connection.run(
      "update karez.entities set state = $2, published_at = now() where entity = $1",
      [entity, state.description])
  }
}

extension ChainHead {
  fileprivate init?(published json: JSON) {
    guard let chain = json["chain"]?.string, let seq = json["seq"]?.number.flatMap({ Int($0) }),
      let commit = json["commit"]?.string
    else { return nil }
    self.init(chain: chain, seq: seq, commit: commit)
  }

  fileprivate var published: JSON {
    ["chain": .string(chain), "seq": .number(String(seq)), "commit": .string(commit)]
  }
}

/// What is said of an entity before its rows.
struct PublishedEntity {
  let entity: String
  let name: String
  let calendar: ProductionCalendar?
  let heads: [ChainHead]
  let known: String
  let readings: String?
  let node: String

  fileprivate var cells: [String?] {
    let frame = calendar?.json
    return [
      entity, name, frame?["zone"]?.string, frame?["dayStart"]?.string,
      frame?["monthStart"]?.number, JSON.array(heads.map(\.published)).canonical, known, readings,
      node,
    ]
  }
}
