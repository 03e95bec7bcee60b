import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez conflicts`: what waits for a person's decision.
  struct Conflicts: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "冲突 — what nodes wrote against each other, and who decides.",
      subcommands: [List.self, Show.self, Resolve.self], defaultSubcommand: List.self)

    /// `karez conflicts list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "冲突清单 — every conflict, once.",
        discussion: """
          在总部列出各单位的冲突 At headquarters: those of every entity.
          --json: [{id, entity, kind (field, state, number, slot,
          readings), type, record, label, …, sides [{n,
          entry, own, by, name, post, department, clock, reason, …}]}]. Of a field: field, before
          [values], sides with value. Of a state: sides with state, action. Of a number: field,
          value, sides with record. Of a slot: number, sides with step. Of readings: causes, cells, from, until, sides with segment.
          """)

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let found = try options.site().overStores { store -> (items: [JSON], lines: [String]) in
          let all = try Operations.Conflicts(of: store).all()
          guard !all.isEmpty else { return ([], []) }
          let words = try ConflictWords(store, options)
          return json ? (try all.map(words.json), []) : ([], try all.map(words.line))
        }
        guard !json else { return Output.print(.array(found.flatMap(\.items))) }
        found.flatMap(\.lines).forEach { Output.print($0) }
        let total = found.reduce(0) { $0 + $1.lines.count }
        Output.tell(options.phrases().text(Phrase("said.conflicts", ["total": String(total)])))
      }
    }

    /// `karez conflicts show`.
    struct Show: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "查看冲突 — 原值 / 本方 / 对方: before, this node's, the other's.",
        discussion: """
          karez -C p conflicts show 3f0a
          --json: as one item of karez conflicts list, with rows [{path, before, sides [values]}].
          """)

      @Argument(help: "冲突标识或其开头 The conflict's id, or how it begins.") var id: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let (site, conflict) = try Operations.Conflicts.find(id, at: try options.site())
        let words = try ConflictWords(site, options)
        if json {
          Output.print(try words.detail(conflict))
        } else {
          try words.table(conflict).forEach(Output.print)
        }
      }
    }

    /// `karez conflicts resolve`.
    struct Resolve: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "裁决冲突 — decide; the decision replaces every side that was shown.",
        discussion: """
          karez -C p conflicts resolve 3f0a --field name --choose a3k7.12 --reason 以铭牌为准
          karez -C p conflicts resolve 77b2 --choose closed --reason 已核实 --as zhang
          karez -C p conflicts resolve 51cc --same-as 3jx5k2mbtq7a --reason 同一块表
          karez -C p conflicts resolve 51cc --record 9qk2 --choose E-102 --reason 重号
          --choose 依次按条目名、值、序号理解 is read as an entry, a value, a number of the list.
          两方都不对时用 karez record correct If neither is right: karez record correct.
          --json: [{type, id}] that were written. Statuses: 0, 65 no such conflict or side, 77 it
          must be signed, or readings are not decided so.
          """)

      @Argument(help: "冲突标识或其开头 The conflict's id, or how it begins.") var id: String
      @Option(help: "字段 The field.") var field: String?
      @Option(help: "取哪一方：条目、值或序号 Which side: entry, value or number.") var choose: String?
      @Option(help: "都是哪条记录 All of them are this record (its id).") var sameAs: String?
      @Option(help: "哪条记录改用 --choose 的编号 Which record gets the number in --choose.")
      var record: String?
      @Option(help: "原因 Why.") var reason: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        var wishes = ResolveConflict.Wishes(id, reason: reason)
        (wishes.field, wishes.choice) = (field, choose)
        (wishes.sameAs, wishes.record) = (sameAs, record)
        let keys = try ResolveConflict.run(wishes, on: try options.site())
        let records = keys.map(\.description).joined(separator: ", ")
        options.say(
          Phrase("said.resolved", ["records": records]),
          json: json ? .array(keys.map { $0.json([:]) }) : nil)
      }
    }
  }
}
