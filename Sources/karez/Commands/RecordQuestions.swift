import ArgumentParser
import Indexing
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record list`.
  struct List: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "记录清单 — records of a type, a page at a time.",
      discussion: """
        karez -C p record list instrument --where accuracyClass=0.5S
        karez -C p record list nonconformity --state closed
        作废的记录仍在清单中，标有作废 Void records stay in the list and are marked.
        --json: total, records [{type, id, fields, computed, disputed, state, void}]; what must be
        counted among other records is computed in karez record show.
        """)

    @Argument(help: "记录类型 The type; see karez record types.") var type: String
    @Option(name: .customLong("where"), help: "字段=值，可多次 FIELD=VALUE; several times.")
    var conditions: [String] = []
    @Option(help: "状态 The state signed acts have brought it to.") var state: String?
    @Option(help: "每页条数 Records on a page.") var limit = 100
    @Option(help: "跳过条数 Records before the page.") var offset = 0
    @Flag(help: "总部发给各站点的 Those that headquarters keep for every site.") var library = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let own = try options.site()
      let site = library ? try own.librarySite() : own
      _ = try site.schemas.schema(of: type)
      var request = ListRequest(type: type)
      request.equal = Dictionary(try Typed.pairs(conditions)) { $1 }
      request.stage = state
      (request.limit, request.offset) = (limit, offset)
      try RecordList(try site.index.list(request), site, options).show(json)
    }
  }

  /// `karez record diff`.
  struct Diff: NamedCommand {
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
      let words = EnvelopeWords(site.schemas.envelope, options.language)
      for change in changes {
        let (a, b) = (
          change.before.map { words.plain(change.register, $0) },
          change.after.map { words.plain(change.register, $0) }
        )
        let title = words.title(of: change.register) ?? change.register
        Output.print("\(title)\t\(a.joined(separator: " | ")) → \(b.joined(separator: " | "))")
      }
    }
  }
}

extension Karez {
  /// `karez search`: records that hold all words.
  struct Search: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "检索 — records of any type that hold all words.",
      discussion: """
        karez -C p search 锅炉;  一个字也行 one character is enough.
        附件的文件名也能检索 Names of attached files are found too.
        --json: total, records [{type, id, fields, computed, disputed, state, void}].
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
      let site = try options.site()
      try RecordList(try site.index.list(request), site, options).show(json)
    }
  }
}

/// A page of records, printed.
private struct RecordList {
  private let records: [ListedRecord]
  private let total: Int
  private let site: Site
  private let options: SiteOptions

  init(_ page: (records: [ListedRecord], total: Int), _ site: Site, _ options: SiteOptions) {
    (records, total) = (page.records, page.total)
    (self.site, self.options) = (site, options)
  }

  private func computed(_ record: ListedRecord) throws -> [String: JSON] {
    let schema = try site.schemas.schema(of: record.key.type)
    return schema.computed(of: schema.fields(of: record.values), asOf: site.day(of: record))
  }

  func show(_ json: Bool) throws {
    guard json else {
      for record in records {
        let name = ["title", "name"].compactMap { record.values[$0]?.plain }.first ?? ""
        let number = record.values["number"]?.plain ?? record.key.id
        let state = record.stage.isEmpty ? "" : "\t" + record.stage.joined(separator: " | ")
        let void = record.isVoid ? "\t" + options.phrases().text(Phrase("said.is-void")) : ""
        let mark = void + (record.disputed.isEmpty ? "" : "\t*")
        Output.print("\(record.key.type)\t\(number)\t\(name)\(state)\(mark)")
      }
      Output.tell(options.phrases().text(Phrase("said.found", ["total": String(total)])))
      return
    }
    let items: [JSON] = try records.map { record in
      [
        "computed": .object(try computed(record)), "type": .string(record.key.type),
        "id": .string(record.key.id),
        "fields": .object(record.values), "disputed": .array(record.disputed.map(JSON.string)),
        "state": .array(record.stage.map(JSON.string)), "void": .bool(record.isVoid),
      ]
    }
    Output.print(["total": .number(String(total)), "records": .array(items)] as JSON)
  }
}

extension JSON {
  /// A value for people: text without quotes, everything else as JSON.
  var plain: String { string ?? canonical }
}
