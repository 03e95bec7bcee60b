package import Foundation
package import SiteModel
import Storage

/// The whole line on a made-up plant: node, points, meter files, sources, inventory, verification.
package struct RunDemo {
  /// What came out.
  package struct Result: Sendable {
    package let site: Site
    package let drawn: DrawInventory.Drawn
    package let seconds: String
  }

  /// - Parameter tell: is told each step as it ends.
  /// - Throws: ``NodeFault/exists(path:)`` if the folder holds a node already.
  package static func run(
    in root: URL, seed: UInt64, surroundings: Surroundings, tell: (Phrase) -> Void
  ) throws -> Result {
    let clock = ContinuousClock()
    let begun = clock.now
    var wishes = CreateSite.Wishes(site: "demo", name: "示例工厂 Sample plant")
    wishes.zone = .beijing
    let site = try CreateSite.run(in: root, wishes, surroundings: surroundings).site
    tell(Phrase("demo.created", ["folder": root.path]))
    for (place, meter) in SamplePlant.meters.enumerated() {
      tell(try take(meter, place, SamplePlant(year: 2025, seed: seed), site))
    }
    for source in SamplePlant.sources { try enter(source, site) }
    let drawn = try DrawInventory.run(on: site, try Period("2025"))
    try ReadInventory.verify(drawn.id, on: site)
    tell(Phrase("demo.verified", ["id": drawn.id]))
    return Result(site: site, drawn: drawn, seconds: Tenths.text(clock.now - begun))
  }

  private static func take(
    _ meter: SamplePlant.Meter, _ place: Int, _ plant: SamplePlant, _ site: Site
  ) throws -> Phrase {
    var wishes = AddPoint.Wishes(
      number: meter.number, name: meter.name, kind: meter.kind, unit: meter.unit)
    wishes.multiplier = String(meter.multiplier)
    _ = try AddPoint.run(on: site, wishes)
    let file = site.layout.inbox.appending(path: "\(meter.number).csv")
    try AtomicFile.write(Array(plant.file(of: meter, place: place).utf8), to: file.path)
    var request = ImportWishes(file: file.path)
    (request.zone, request.label, request.kind) = (.beijing, "end", meter.kind)
    (request.unit, request.accept) = (meter.unit, true)
    let outcome = try ImportReadings.run(on: site, request)
    return Phrase(
      "demo.imported",
      ["file": file.lastPathComponent, "point": meter.number, "new": String(outcome.new)])
  }

  private static func enter(
    _ source: (number: String, name: String, rules: String, bindings: [(String, String)]),
    _ site: Site
  ) throws {
    _ = try AddSource.run(
      on: site,
      AddSource.Wishes(
        number: source.number, name: source.name, rules: source.rules,
        bindings: source.bindings.map { BindSource.Wish($0.0, $0.1) }))
  }
}
