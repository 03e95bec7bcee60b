import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez hold`: what must not be disposed of, whatever its retention says.
  struct Hold: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "冻结保存 — legal holds: while one stands, nothing of the record is disposed of.",
      discussion: """
        karez -C p hold add WI-01 --version A/0 --reason 主管部门核查 --as chen
        karez -C p hold end LH-xj-017-2026-0001 --reason 核查结束 --as zhang
        --json: [{number, record, name, reason, from, ended: 日期或 null, endedBy, endedReason}].
        """,
      subcommands: [Add.self, End.self, List.self], defaultSubcommand: List.self)

    /// `karez hold add`.
    struct Add: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "冻结 — hold a record, a document with all its versions, or one version.")
      @Argument(help: "记录或文件 A record, or a document's number.") var name: String
      @Option(help: "只冻结此版本 Only this version.") var version: String?
      @Option(help: "原因 Why.") var reason: String
      @Option(help: "自何日，否则今天 Since when; else today.") var from: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let hold = try LegalHolds.add(
          name, version: version, reason: reason, from: try from.map(Typed.date),
          on: try options.site())
        options.say(
          Phrase("said.held", ["number": hold.number, "name": hold.name]),
          json: json ? hold.json : nil)
      }
    }

    /// `karez hold end`.
    struct End: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "解除 — end a hold; a signed act, since bytes may go afterwards.")
      @Argument(help: "冻结的编号或 id The hold's number or id.") var name: String
      @Option(help: "原因 Why.") var reason: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let hold = try LegalHolds.end(name, reason: reason, on: try options.site())
        options.say(
          Phrase("said.hold-ended", ["number": hold.number, "name": hold.name]),
          json: json ? hold.json : nil)
      }
    }

    /// `karez hold list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "冻结清单 — all holds, those that ended too.")
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let holds = try LegalHolds(on: try options.site()).all
        guard !json else { return Output.print(.array(holds.map(\.json))) }
        let phrases = options.phrases()
        for hold in holds {
          let state = hold.ended.map {
            Phrase("said.hold-ended-on", ["day": $0.day, "person": $0.by])
          }
          let said = phrases.text(state ?? Phrase("said.hold-since", ["day": hold.from]))
          let cells = [hold.number, hold.name, hold.reason, said, hold.ended?.reason]
          Output.print(cells.compactMap { $0 }.joined(separator: "\t"))
        }
      }
    }
  }
}

extension LegalHold {
  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "number": .string(number), "record": .string(record.description), "name": .string(name),
      "reason": .string(reason), "from": .string(from), "ended": .null,
    ]
    if let ended {
      members["ended"] = .string(ended.day)
      members["endedBy"] = .string(ended.by)
      members["endedReason"] = ended.reason.map(JSON.string)
    }
    return .object(members)
  }
}
