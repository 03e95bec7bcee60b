import ArgumentParser
import Foundation
import Operations
import SiteModel

/// The number something is done about, since when and why.
struct NumberOptions: ParsableArguments {
  @Argument(help: "编号，如 QM-01 或 B2:QM-01 The number, with its mark if it has one.")
  var number: String
  @Option(help: "自哪天起，默认今天 From which day on; else today.") var day: String?
  @Option(help: "原因 Why.") var reason: String?
  @Option(help: "单位（总部） At headquarters: whose number it is.") var entity: String?
  @Option(help: "种类：number 文件编号，period 期间，inventory 清单 What it is the number of.") var kind =
    SlotKey.documents
  @Flag(help: "输出 JSON，同 karez number show Print JSON, as karez number show.") var json = false
  @OptionGroup var options: SiteOptions

  func wish(_ wish: MoveSlot.Wish) throws {
    var wishes = MoveSlot.Wishes(number)
    wishes.day = try day.map(Typed.date)
    (wishes.reason, wishes.entity, wishes.kind) = (reason, entity, kind)
    let answer = try MoveSlot.run(wish, wishes, on: try options.site())
    SlotWords(options).say(answer, asJSON: json)
  }
}

extension Karez {
  /// `karez number`: numbers, of which one revision at most is in force.
  struct Number: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "编号 — numbers: who holds each, and which revision is in force.",
      subcommands: [
        List.self, Show.self, Open.self, Release.self, Withdraw.self, HandOver.self,
        TakeOver.self, Resume.self,
      ], defaultSubcommand: List.self)

    /// `karez number open`.
    struct Open: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "启用编号 — begin a number; this node's chain holds it.",
        discussion: """
          karez -C p number open QM-01
          Statuses: 0, 77 编号已启用，或标记属于其他链 it is open, or its mark is another chain's.
          """)
      @OptionGroup var number: NumberOptions
      func run() throws { try number.wish(.open) }
    }

    /// `karez number release`.
    struct Release: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "发布 — put a revision in force from a day on.",
        discussion: """
          karez -C p number release QM-01 --revision A/1 --file 手册.md --day 2026-04-01
          记下文件的 SHA-256；文件本身作为记录的附件保存 The act names the file's SHA-256; the file
          itself is kept as a record's attachment.
          Statuses: 0, 77 本链不是持有者 this chain does not hold the number.
          """)
      @Option(help: "版次，如 A/1 The revision.") var revision: String
      @Option(help: "文本 The file that is its text.") var file: String
      @OptionGroup var number: NumberOptions
      func run() throws {
        try number.wish(.release(revision: revision, file: URL(filePath: file)))
      }
    }

    /// `karez number withdraw`.
    struct Withdraw: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "废止 — nothing is in force from a day on.",
        discussion: "karez -C p number withdraw QM-01 --reason 已并入 QM-02")
      @OptionGroup var number: NumberOptions
      func run() throws { try number.wish(.withdraw) }
    }

    /// `karez number hand-over`.
    struct HandOver: NamedCommand {
      static let configuration = CommandConfiguration(
        commandName: "hand-over", abstract: "移交 — let another node's chain hold the number.",
        discussion: "karez -C p number hand-over QM-01 --to b4x2xxxx --reason 迁到二号机")
      @Option(help: "接手的链 The chain that holds it next.") var to: String
      @OptionGroup var number: NumberOptions
      func run() throws { try number.wish(.handOver(to: to)) }
    }

    /// `karez number take-over`.
    struct TakeOver: NamedCommand {
      static let configuration = CommandConfiguration(
        commandName: "take-over",
        abstract: "接管（总部） — at headquarters: hold the number, whatever the old holder does.",
        discussion: """
          karez -C hq number take-over QM-01 --entity xj-017 --reason 电脑已毁
          有争议时用 --from 选定接续的条目 Where it is contested, --from says which side goes on.
          """)
      @Option(help: "自哪个条目接续 The entry to go on from; see karez number show.") var from: String?
      @OptionGroup var number: NumberOptions
      func run() throws { try number.wish(.takeOver(from: from)) }
    }

    /// `karez number resume`.
    struct Resume: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "恢复持有 — a restored or copied node goes on for its old chain.",
        discussion: """
          karez -C p number resume QM-01 --reason 自备份恢复，旧盘已销毁
          须先与总部往返同步一次 Synchronise with headquarters and back first.
          """)
      @Option(help: "自哪个条目接续 The entry to go on from; see karez number show.") var from: String?
      @OptionGroup var number: NumberOptions
      func run() throws { try number.wish(.resume(from: from)) }
    }
  }
}

extension Karez.Number {
  /// `karez number list`.
  struct List: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "编号清单 — every number, its holder, and what is in force.",
      discussion: """
        --json: [{kind, number, mark, holder, contested, inForce {revision, text, day, entry} or null}].
        """)
    @Option(help: "单位（总部） At headquarters: whose numbers.") var entity: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site().store(of: entity)
      let items = try AskSlots.all(on: site)
      let words = SlotWords(options)
      if json {
        Output.print(.array(items.map { .object(words.members($0.slot, $0.line, $0.inForce)) }))
      } else {
        for item in items { Output.print(words.line(item.slot, item.line, item.inForce)) }
      }
    }
  }

  /// `karez number show`.
  struct Show: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "查看编号 — who holds it, what is in force, and all that was done about it.",
      discussion: """
        --json: as one item of karez number list, with steps [{entry, step, day, clock, by, reason,
        standing (line, side, aside, none), revision, text, to}]. Standing: 在线上 on the line; side 争议的一方;
        aside 原持有者所为，不计入 what an old holder went on to do; none 不合规则，不计入 counts for nothing.
        """)
    @Argument(help: "编号 The number.") var number: String
    @Option(help: "种类：number、period 或 inventory What it is the number of.") var kind = SlotKey
      .documents
    @Option(help: "单位（总部） At headquarters: whose number.") var entity: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site().store(of: entity)
      SlotWords(options).say(try AskSlots.one(number, kind: kind, on: site), asJSON: json)
    }
  }
}
