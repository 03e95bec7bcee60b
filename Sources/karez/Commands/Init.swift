import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez init`: makes a node in a folder.
  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "新建节点 — make a node in a folder.",
      discussion: "karez init plant --site xj-017 --name 某化工厂\nStatuses: 0, 65 if one is there.")

    @Argument(help: "The folder; made if need be.") var place: String
    @Option(help: "The site's short name, a-z 0-9 -.") var site: String
    @Option(help: "The legal person's short name, if it is another.") var entity: String?
    @Option(help: "The name in people's words.") var name: String
    @Option(help: "Zone of the production day, such as +08:00; else the first import says it.")
    var zone: String?
    @Option(help: "When the production day begins, such as 08:00.") var dayStart: String?
    @Option(help: "On which day the production month begins, 1 to 28.") var monthStart = 1
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      var wishes = CreateSite.Wishes(site: site, name: name)
      wishes.entity = entity
      wishes.zone = try zone.map(Typed.offset)
      wishes.dayStart = try dayStart.map(Typed.secondOfDay) ?? 0
      wishes.monthStart = monthStart
      let made = try CreateSite.run(
        in: URL(filePath: place), wishes, surroundings: try options.surroundings())
      let node = made.site
      if json {
        Output.print(
          [
            "entity": .string(node.entity), "site": .string(node.name),
            "node": .string(node.chain), "fingerprint": .string(made.fingerprint),
          ] as JSON)
      } else {
        Output.print(
          options.phrases().text(
            Phrase(
              "said.created",
              [
                "site": node.name, "folder": place, "node": node.chain,
                "fingerprint": made.fingerprint,
              ])))
      }
    }
  }
}
