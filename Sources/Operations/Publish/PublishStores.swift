package import SiteModel
import Storage

/// Writes what this node holds into PostgreSQL: at headquarters every followed entity, at a plant its own.
///
/// What is there already is left alone, and what no longer follows from the facts goes. Stopped at any
/// moment, the next run completes it, from this machine or another of headquarters.
package struct PublishStores {
  /// What is asked for.
  package struct Wish: Sendable {
    /// Only these entities; none: all.
    package var entities: [String] = []
    package var readings = PublishedReadings.asBefore
    /// Send everything again: somebody has changed the tables by hand.
    package var again = false

    package init() {}
  }

  /// What came of one entity.
  package struct Answer: Sendable {
    package let entity: String
    /// The state digest it rests on; nil: there was nothing new, or ``fault`` says why not.
    package var state: ContentHash?
    /// Rows by table, in the order of the tables; those in which nothing changed are left out.
    package private(set) var rows: [(table: String, written: Int, removed: Int)] = []
    /// What is left out of the picture, and why.
    package var notes: [Phrase] = []
    /// Why it was not published; the others were.
    package var fault: (any Fault)?

    mutating func add(_ count: SheetWriter.Count, to table: PublishedTable) {
      if let place = rows.firstIndex(where: { $0.table == table.rawValue }) {
        rows[place].written += count.written
        rows[place].removed += count.removed
      } else {
        rows.append((table.rawValue, count.written, count.removed))
      }
      rows.sort { $0.table < $1.table }
    }
  }

  /// - Parameter said: is told of each entity when it is done.
  /// - Throws: ``PostgresFault``, ``PublishFault`` where nothing of any entity can be published; the fault
  ///   of one entity is in its answer.
  package static func run(
    on site: Site, to address: PostgresAddress, _ wish: Wish, said: (Answer) -> Void
  ) throws {
    let stores = try asked(wish.entities, of: site)
    let connection = try PostgresConnection(address)
    try PublishSchema.ensure(connection, site.surroundings.share)
    for store in stores {
      var entity = PublishEntity(store, over: connection, wish)
      do { said(try entity.run()) } catch let fault as PostgresFault { throw fault } catch let fault
        as any Fault
      {
        var answer = Answer(entity: store.entity)
        answer.fault = fault
        said(answer)
      }
    }
  }

  // Headquarters' own store is the library: it has no points and nobody's inventory.
  private static func asked(_ entities: [String], of site: Site) throws -> [Site] {
    let all = try site.stores().filter { $0.entity != site.entity || !site.identity.isHeadquarters }
    guard !entities.isEmpty else { return all }
    return try entities.map { entity in
      guard let store = all.first(where: { $0.entity == entity }) else {
        throw ExchangeFault.noEntity(entity)
      }
      return store
    }
  }
}
