import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez demo`: the whole line on a made-up plant.
  struct Demo: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "演示 — make a sample plant, import a year of generated meter files, draw and verify."
    )

    @Argument(help: "文件夹，其中不得已有节点 The folder; must not hold a node yet.") var place = "karez-demo"
    @Option(help: "示例数据的种子 Seed of the generated readings.") var seed: UInt64 = 2025
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
              "entity": result.site.entity, "seconds": result.seconds, "karez": Self.program,
            ])))
    }

    /// The program as it was called, so that what is shown can be typed: `swift run` and a folder
    /// beside are on nobody's search path.
    private static var program: String {
      let called = CommandLine.arguments[0]
      return called.contains("/") ? called : "karez"
    }
  }
}
