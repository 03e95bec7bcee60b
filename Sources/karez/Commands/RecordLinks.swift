import ArgumentParser
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record link`.
  struct Link: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "关联 — say what another record is to this one.",
      discussion: """
        karez -C p record link QJ-0007 part-of E-101
        --json: type, id, link {rel, type, id, revision?}, same.
        Statuses: 0 (same: it says so already), 65 no such record, 77 the record is void.
        """)

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Argument(help: "关系 What the other record is to it.") var rel: RecordLink.Relation
    @Argument(help: "另一记录 The other record.") var other: String
    @Option(help: "所指版次，从 1 起 The revision meant, from 1.") var revision: Int?
    @Option(help: "原因 Why.") var reason: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func validate() throws {
      guard (revision ?? 1) > 0 else {
        throw ValidationError("版次从 1 起 — revisions count from 1")
      }
    }

    func run() throws {
      let done = try LinkRecords.link(
        record, rel, other, revision: revision, reason: reason, on: try options.site())
      let said = Phrase(
        "said.linked",
        [
          "record": done.key.description, "rel": rel.rawValue,
          "other": done.link.target.description,
        ])
      let members: [String: JSON] = ["link": done.link.json, "same": .bool(done.isSame)]
      options.say(said, json: json ? done.key.json(members) : nil)
    }
  }

  /// `karez record unlink`.
  struct Unlink: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "取消关联 — take back what was said of another record.",
      discussion: "--json: type, id, link. Statuses: 0, 65 there is no such link, 77 void.")

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Argument(help: "关系 What the other record is to it.") var rel: RecordLink.Relation
    @Argument(help: "另一记录 The other record.") var other: String
    @Option(help: "原因 Why.") var reason: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let done = try LinkRecords.unlink(
        record, rel, other, reason: reason, on: try options.site())
      let said = Phrase(
        "said.unlinked",
        [
          "record": done.key.description, "rel": rel.rawValue,
          "other": done.link.target.description,
        ])
      options.say(said, json: json ? done.key.json(["link": done.link.json]) : nil)
    }
  }

  /// `karez record void`.
  struct Void: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "作废 — make a record void; it stays, with its number, and is written no more.",
      discussion: """
        karez -C p record void QJ-0007 --reason 重复登记 --replaced-by QJ-0008
        --json: type, id. Statuses: 0, 65 no such record, 77 it is void already, or is made void
        by an act: karez record act ID void.
        """)

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Option(help: "原因 Why.") var reason: String
    @Option(help: "替代记录 The record that takes its place.") var replacedBy: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let key = try VoidRecord.run(
        record, reason: reason, replacedBy: replacedBy, on: try options.site())
      options.say(
        Phrase("said.voided", ["record": key.description]), json: json ? key.json() : nil)
    }
  }
}

extension RecordLink.Relation: ExpressibleByArgument {}
