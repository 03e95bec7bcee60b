import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez demo`: the whole line on a made-up plant.
  struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "演示 — make a sample plant, import a year of generated meter files, draw and verify."
    )

    @Argument(help: "The folder; must not hold a node yet.") var place = "karez-demo"
    @Option(help: "Seed of the generated readings.") var seed: UInt64 = 2025
    @OptionGroup var options: SiteOptions

    func run() throws {
      let phrases = options.phrases()
      let result = try RunDemo.run(
        in: URL(filePath: place), seed: seed, surroundings: try options.surroundings()
      ) { Output.print(phrases.text($0)) }
      InventoryText(result.drawn.json, phrases).lines.forEach { Output.print($0) }
      Output.print(
        phrases.text(
          Phrase(
            "said.demo",
            [
              "folder": place, "id": result.drawn.id, "commit": result.drawn.commit,
              "entity": result.site.entity, "seconds": result.seconds,
            ])))
    }
  }
}
