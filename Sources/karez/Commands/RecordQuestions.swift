import ArgumentParser
import Indexing
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "查看记录 — one record as it is shown.",
      discussion: "--json: type, id, fields, disputed {field: [values]}.")

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let key = try RecordLookup(site).key(record)
      let state = try site.index.state(of: key)
      let schema = try site.schemas.schema(of: key.type)
      let fields = schema.record(of: state)
      guard !json else {
        let disputed = state.conflicts.map { ($0, JSON.array(state[$0]?.values ?? [])) }
        Output.print(
          [
            "type": .string(key.type), "id": .string(key.id), "fields": .object(fields),
            "disputed": .object(Dictionary(uniqueKeysWithValues: disputed)),
          ] as JSON)
        return
      }
      Output.print("\(key)")
      for field in schema.fields {
        guard let value = fields[field.name] else { continue }
        Output.print("\(options.language == .zh ? field.title.zh : field.title.en)\t\(value.plain)")
      }
      for register in state.conflicts {
        let values = (state[register]?.values ?? []).map(\.plain).joined(separator: " | ")
        Output.print(
          options.phrases().text(Phrase("said.disputed", ["field": register, "values": values])))
      }
    }
  }

  /// `karez record list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "记录清单 — records of a type, a page at a time.",
      discussion: """
        karez -C p record list instrument --where accuracyClass=0.5S
        --json: total, records [{type, id, fields, disputed}].
        """)

    @Argument(help: "记录类型 The type; see karez record types.") var type: String
    @Option(name: .customLong("where"), help: "字段=值，可多次 FIELD=VALUE; several times.")
    var conditions: [String] = []
    @Option(help: "每页条数 Records on a page.") var limit = 100
    @Option(help: "跳过条数 Records before the page.") var offset = 0
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      _ = try site.schemas.schema(of: type)
      var request = ListRequest(type: type)
      request.equal = Dictionary(try Typed.pairs(conditions)) { $1 }
      (request.limit, request.offset) = (limit, offset)
      try RecordList(try site.index.list(request), options).show(json)
    }
  }

  /// `karez record history`.
  struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "记录历史 — every change: who, when, why, old → new.",
      discussion: "--json: [{entry, clock, by, reason, set {field {old, new, over}}}].")

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let steps = try RecordHistory.steps(of: try RecordLookup(site).key(record), on: site)
      guard !json else {
        Output.print(.array(steps.map(Self.json)))
        return
      }
      for step in steps {
        let reason = step.entry.reason.map { "  (\($0))" } ?? ""
        Output.print("\(step.name)\t\(step.clock)\t\(step.entry.by)\(reason)")
        for (field, write) in step.entry.set.sorted(by: { $0.key < $1.key }) {
          let old = write.old.map(\.plain).joined(separator: " | ")
          Output.print("  \(field)\t\(old) → \(write.new.plain)")
        }
      }
    }

    private static func json(_ step: RecordHistory.Step) -> JSON {
      var members: [String: JSON] = [
        "entry": .string(step.name.description), "clock": .string(step.clock),
        "by": .string(step.entry.by), "set": step.entry.json["set"] ?? .object([:]),
      ]
      members["reason"] = step.entry.reason.map(JSON.string)
      return .object(members)
    }
  }

  /// `karez record diff`.
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "记录比较 — what a record showed at one entry and at another.",
      discussion: """
        karez -C p record diff QJ-0007 a3k7.4 a3k7.9
        --json: [{field, before, after}].
        """)

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Argument(help: "历史中的条目 An entry, as history names it.") var before: String
    @Argument(help: "另一条目；不填则为现在所示 Another entry; else what is shown now.") var after: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let key = try RecordLookup(site).key(record)
      let old = try RecordHistory.state(of: key, at: before, on: site)
      let new =
        try after.map { try RecordHistory.state(of: key, at: $0, on: site) }
        ?? site.index.state(of: key)
      let changes = RecordHistory.difference(old, new)
      guard !json else {
        Output.print(
          .array(
            changes.map {
              [
                "field": .string($0.register), "before": .array($0.before),
                "after": .array($0.after),
              ]
            }))
        return
      }
      for change in changes {
        let (a, b) = (change.before.map(\.plain), change.after.map(\.plain))
        Output.print(
          "\(change.register)\t\(a.joined(separator: " | ")) → \(b.joined(separator: " | "))")
      }
    }
  }
}

extension Karez {
  /// `karez search`: records that hold all words.
  struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "检索 — records of any type that hold all words.",
      discussion: """
        karez -C p search 锅炉;  一个字也行 one character is enough.
        --json: total, records [{type, id, fields, disputed}].
        """)

    @Argument(help: "词 Words.") var words: [String]
    @Option(help: "每页条数 Records on a page.") var limit = 100
    @Option(help: "跳过条数 Records before the page.") var offset = 0
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      var request = ListRequest(type: nil)
      request.words = words.joined(separator: " ")
      (request.limit, request.offset) = (limit, offset)
      try RecordList(try options.site().index.list(request), options).show(json)
    }
  }
}

/// A page of records, printed.
private struct RecordList {
  private let records: [ListedRecord]
  private let total: Int
  private let options: SiteOptions

  init(_ page: (records: [ListedRecord], total: Int), _ options: SiteOptions) {
    (records, total, self.options) = (page.records, page.total, options)
  }

  func show(_ json: Bool) throws {
    guard json else {
      for record in records {
        let name = ["title", "name"].compactMap { record.values[$0]?.plain }.first ?? ""
        let number = record.values["number"]?.plain ?? record.key.id
        let mark = record.disputed.isEmpty ? "" : "\t*"
        Output.print("\(record.key.type)\t\(number)\t\(name)\(mark)")
      }
      Output.tell(options.phrases().text(Phrase("said.found", ["total": String(total)])))
      return
    }
    let items: [JSON] = records.map { record in
      [
        "type": .string(record.key.type), "id": .string(record.key.id),
        "fields": .object(record.values), "disputed": .array(record.disputed.map(JSON.string)),
      ]
    }
    Output.print(["total": .number(String(total)), "records": .array(items)] as JSON)
  }
}

extension JSON {
  /// A value for people: text without quotes, everything else as JSON.
  var plain: String { string ?? canonical }
}
