import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez site`: what headquarters does with nodes.
  struct Sites: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "site", abstract: "站点节点（总部） — nodes, at headquarters.",
      subcommands: [
        Enrol.self, Admit.self, Revoke.self, Reinstate.self, Hole.self, Mark.self, Rekey.self,
      ])

    /// `karez site enrol`.
    struct Enrol: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "登记节点 — prepare the enrolment of a node; print it for the node.",
        discussion: """
          karez -C hq site enrol xj-017 > e
          karez -C hq site enrol --list sites.csv --into enrolments
          在站点 At the node: karez -C p join e
          清单每行一个节点，表头：站点（简称）、单位（与站点相同可空）、名称；UTF-8 或 GB18030。全部登记，或一个也不登记。
          A list has a row per node under the headings site, entity (blank: the same), name; UTF-8 or
          GB18030. All are enrolled, or none.
          """)
      @Argument(help: "节点简称，与其 --site 相同 The node's short name: its --site.") var node: String?
      @Option(help: "单位，与节点不同时填写 Its entity, if it is another.") var entity: String?
      @Option(help: "多个节点的清单，CSV A list of many nodes, CSV.") var list: String?
      @Option(help: "登记文件放入的文件夹，与 --list 合用 With --list: the folder for the files.")
      var into: String?
      @OptionGroup var options: SiteOptions

      func validate() throws {
        guard (node == nil) != (list == nil), (list == nil) == (into == nil),
          list == nil || entity == nil
        else {
          throw ValidationError(
            "请给出一个节点，或 --list 与 --into Name one node, or give --list and --into.")
        }
      }

      func run() throws {
        let site = try options.site()
        if let node {
          Output.write(try EnrolSite.run(node, entity: entity, on: site), to: .standardOutput)
        } else if let list, let into {
          let files = try EnrolSite.run(
            list: URL(filePath: list), into: URL(filePath: into), on: site)
          Output.print(
            options.phrases().text(
              Phrase("said.enrolled", ["count": String(files.count), "folder": into])))
        }
      }
    }

    /// `karez site admit`.
    struct Admit: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "接纳链 — let the chain of a restored disk count; karez sites shows what waits.",
        discussion: """
          karez -C hq site admit xj-017 a3k7xxxx
          请先用电话核对指纹 Compare the fingerprint by telephone first.
          """)
      @Argument(help: "节点简称 The node's short name.") var node: String
      @Argument(help: "链 The chain.") var chain: String
      @OptionGroup var options: SiteOptions

      func run() throws {
        let made = try AdmitChain.run(chain, of: node, on: try options.site())
        Output.print(
          options.phrases().text(
            Phrase(
              "said.chain-admitted",
              ["node": made.node, "chain": chain, "fingerprint": made.fingerprint])))
      }
    }
  }

  /// `karez join`.
  struct Join: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "加入总部 — join the headquarters that made an enrolment.",
      discussion: """
        karez -C p join e
        请用电话与总部核对指纹 Compare the fingerprint with headquarters by telephone.
        """)
    @Argument(help: "总部给的登记文件 The enrolment file.") var file: String
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
      let enrolment = try Enrolment(text)
      try JoinHeadquarters.run(enrolment, on: site)
      Output.print(
        options.phrases().text(
          Phrase(
            "said.joined",
            ["name": enrolment.headquarters.name, "fingerprint": enrolment.fingerprint])))
    }
  }

  /// `karez held`.
  struct Held: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "待收数据 — bundles that wait for others before they can be taken in.",
      discussion: """
        缺什么、怎么办，逐条列出 What is missing and what to do, for each.
        --json: [{file, from, bytes, missing [text]}].
        """)
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let held = try AskHeld.run(on: try options.site())
      guard !json else {
        let items: [JSON] = held.map {
          [
            "file": .string($0.file), "from": .string($0.from),
            "bytes": .number(String($0.bytes)),
            "missing": .array($0.missing.map { .string(options.phrases().text($0)) }),
          ]
        }
        Output.print(.array(items))
        return
      }
      for each in held {
        Output.print("\(each.file)\t\(each.from)\t\(each.bytes)")
        for missing in each.missing {
          Output.print("  " + options.phrases().text(missing))
        }
      }
    }
  }
}
