import Indexing
package import SiteModel
import Storage

/// The figure of a group for a period, from the inventories that headquarters hold.
package struct RollUp {
  /// The answer.
  package struct Answer: Sendable {
    package let period: Period
    /// The day whose knowledge it is by; nil: all that is held.
    package let knownAt: CivilDate?
    package let rollup: Rollup
  }

  /// Of each entity the approved inventory of the period counts, or else its newest draft. One entity's
  /// store is open at a time.
  ///
  /// - Parameter day: only what headquarters had said that they hold when this day ended.
  /// - Throws: ``ExchangeFault/notHeadquarters``, and what reading the facts throws.
  package static func run(
    _ period: Period, knownAt day: CivilDate? = nil, on site: Site
  ) throws -> Answer {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    // The group names its days by the calendar; each entity's inventory by its own.
    let days = period.dates(in: .natural(at: .utc))
    let tree = try GroupTree(on: site, knownAt: day)
    let parts = try site.overEntities { store in
      let chosen = try PeriodInventory(of: period, knownAt: day, on: store)
      return Rollup.Part(
        entity: store.entity, place: tree.place(of: store.entity, on: days.upperBound),
        figure: chosen?.figure, isApproved: chosen?.isApproved ?? false)
    }
    let transfers = try site.groupRecords(of: "internal-transfer", knownAt: day)
      .compactMap { InternalTransfer($0.values) }
    return Answer(
      period: period, knownAt: day, rollup: Rollup(parts, transfers: transfers, over: days))
  }
}

extension GroupTree {
  /// - Parameter day: as headquarters knew it when this day ended; nil: as it knows it now.
  init(on site: Site, knownAt day: CivilDate? = nil) throws {
    let nodes = try site.groupRecords(of: "entity-node", knownAt: day)
    self.init(Dictionary(nodes.map { ($0.id, $0.values) }) { first, _ in first })
  }
}

extension Site {
  /// The records of a type in headquarters' own store that nobody has declared void.
  fileprivate func groupRecords(
    of type: String, knownAt day: CivilDate?
  ) throws -> [(id: String, values: [String: JSON])] {
    let known = try day.map { try index.knownToHeadquarters(on: $0.description) }
    let schema = try schemas.schema(of: type)
    return try index.states(of: type, knownAt: known)
      .filter { !$0.state.fields.isEmpty && Envelope(of: $0.state).voiding == nil }
      .map { ($0.key.id, schema.record(of: $0.state)) }
  }
}
