import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez init`: makes a node in a folder.
  struct Init: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "新建节点 — make a node in a folder.",
      discussion: """
        karez init plant --site xj-017 --name 某化工厂
        karez init hq --hq --name 某集团
        请把密钥指纹写在纸上 Write the fingerprint of its key on paper.
        --json: entity, site, node, fingerprint. Statuses: 0, 65 if one is there.
        """)

    @Argument(help: "文件夹，没有则新建 The folder; made if need be.") var place: String
    @Option(help: "站点简称，a-z 0-9 - The site's short name; of a headquarters hq if none is given.")
    var site: String?
    @Flag(help: "总部节点：跟随多个单位 A headquarters: follows entities.") var hq = false
    @Option(help: "法人单位简称，与站点不同时填写 The legal person's short name, if it is another.") var entity:
      String?
    @Option(help: "名称 The name in people's words.") var name: String
    @Option(
      help: "生产日的时区，如 +08:00；不填则由首次导入确定 Zone of the production day; else the first import says it.")
    var zone: String?
    @Option(help: "生产日开始时刻，如 08:00 When the production day begins.") var dayStart: String?
    @Option(help: "生产月开始日，1 至 28 On which day the production month begins.") var monthStart = 1
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      guard let site = site ?? (hq ? "hq" : nil) else {
        throw ValidationError("请填写 --site — say --site")
      }
      var wishes = CreateSite.Wishes(site: site, name: name)
      wishes.isHeadquarters = hq
      wishes.entity = entity
      wishes.zone = try zone.map(Typed.offset)
      wishes.dayStart = try dayStart.map(Typed.secondOfDay) ?? 0
      wishes.monthStart = monthStart
      let made = try CreateSite.run(
        in: URL(filePath: place), wishes, surroundings: try options.surroundings())
      let node = made.site
      let members: JSON = [
        "entity": .string(node.entity), "site": .string(node.name),
        "node": .string(node.chain), "fingerprint": .string(made.fingerprint),
      ]
      let said = Phrase(
        "said.created",
        [
          "site": node.name, "folder": place, "node": node.chain,
          "fingerprint": made.fingerprint,
        ])
      options.say(said, json: json ? members : nil)
    }
  }
}
