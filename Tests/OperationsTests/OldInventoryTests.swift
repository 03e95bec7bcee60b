import Foundation
import Indexing
import SiteModel
import TestSupport
import Testing

@testable import Operations

/// Inventories that an older engine computed stay verifiable, whatever newer ones make of the facts.
@Suite struct OldInventoryTests {
  private let folder: TemporaryFolder
  private let site: Site
  private let year: Period

  init() throws {
    folder = try TemporaryFolder()
    year = try Period("2025")
    let surroundings = Surroundings(
      share: try Share(explicit: projectFolder.path, executable: projectFolder),
      state: folder.url.appending(path: "state"), clock: .system, tell: { _ in })
    var wishes = CreateSite.Wishes(site: "plant", name: "某厂")
    wishes.zone = .beijing
    site = try CreateSite.run(
      in: folder.url.appending(path: "p"), wishes, surroundings: surroundings
    ).site
    _ = try AddPoint.run(
      on: site, AddPoint.Wishes(number: "E-1", name: "E-1", kind: .register, unit: "kWh"))
    try take(
      "time,point,value\n2025-01-01T00:00:00+08:00,E-1,0\n2026-01-01T00:00:00+08:00,E-1,1000000\n")
    _ = try AddSource.run(
      on: site,
      AddSource.Wishes(
        number: "S-EL", name: "", rules: "purchased-electricity",
        bindings: [
          BindSource.Wish("electricity.quantity", "E-1"),
          BindSource.Wish(
            "electricity.factor", "grid.prov.Xinjiang.2023",
            on: try #require(OpenDays("2025-07-01.."))),
        ]))
  }

  private func take(_ text: String) throws {
    try text.write(toFile: folder.path("m.csv"), atomically: true, encoding: .utf8)
    var wishes = ImportWishes(file: folder.path("m.csv"))
    (wishes.zone, wishes.label, wishes.accept, wishes.kind) = (.beijing, "start", true, .register)
    _ = try ImportReadings.run(on: site, wishes)
  }

  @Test func `a binding's days did not count before they were kept`() throws {
    let old = try DrawInventory.run(on: site, year, engine: 1)
    #expect(old.json["engine"] == .number("1"))
    #expect(old.json["total"]?["value"] == "602.10")
    #expect(old.json["lines"]?.array?.count == 1)
    let fault = #expect(throws: InventoryFault.self) { try DrawInventory.run(on: site, year) }
    #expect(
      fault == .unbound(["S-EL (electricity.factor 2025-01-01..2025-06-30)"]))
    try ReadInventory.verify(old.id, on: site)
  }

  @Test func `what is bound, confirmed or excluded later moves no old inventory`() throws {
    let old = try DrawInventory.run(on: site, year, engine: 1)
    _ = try BindSource.run(
      "S-EL", [BindSource.Wish("electricity.factor", "grid.prov.Xinjiang.2022")], reason: nil,
      on: site)
    let new = try DrawInventory.run(on: site, year)
    #expect(new.json["total"]?["value"] == "623.10" && new.json["engine"] == .number("3"))
    for id in [old.id, new.id] { try ReadInventory.verify(id, on: site) }
  }

  @Test func `a value in a binding was not seen before it was kept`() throws {
    var wish = BindSource.Wish("electricity.factor", "value:0.5tCO2/MWh")
    wish.evidence = "合同"
    _ = try BindSource.run(
      "S-EL", [BindSource.Wish("electricity.factor", "grid.prov.Xinjiang.2023"), wish],
      reason: nil, on: site)
    #expect(throws: InventoryFault.self) { try DrawInventory.run(on: site, year, engine: 2) }
    let new = try DrawInventory.run(on: site, year)
    #expect(new.json["total"]?["value"] == "500.00")
    try ReadInventory.verify(new.id, on: site)
  }
}
