import Indexing
import SiteModel
import Storage

/// The inventory of one period that counts at headquarters.
struct PeriodInventory {
  let figure: EntityFigure
  let isApproved: Bool

  /// The approved one, or else the newest that was neither replaced nor withdrawn; nil: there is none.
  ///
  /// - Throws: ``StoreFault/damaged`` for one that is not what its record says.
  init?(of period: Period, knownAt day: CivilDate?, on store: Site) throws {
    let known = try day.map { try store.index.knownToHeadquarters(on: $0.description) }
    let inForce = try InventoriesInForce(on: store, knownAt: known)
    var draft: EntityFigure?
    for (key, state, _) in try store.index.records(of: "inventory", knownAt: known).reversed() {
      let digest = state.values["content"].flatMap(ContentValue.init)?.sha256
      let fate = digest.flatMap { inForce.fate(of: key.id, $0) }
      guard fate == .inForce || fate == nil && draft == nil,
        let figure = try Self.figure(key.id, of: period, on: store)
      else { continue }
      if fate == .inForce {
        (self.figure, isApproved) = (figure, true)
        return
      }
      draft = figure
    }
    guard let draft else { return nil }
    (figure, isApproved) = (draft, false)
  }

  /// nil for one of another period.
  private static func figure(
    _ id: String, of period: Period, on store: Site
  ) throws -> EntityFigure? {
    let json = try JSON.parse(try ReadInventory.text(id, on: store))
    guard json["period"]?.string == period.description else { return nil }
    return EntityFigure(inventory: id, json)
  }
}
