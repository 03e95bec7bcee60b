import Foundation
import SiteModel
import TestSupport
import Testing

@testable import Operations

/// Who may do what on paper: everybody reviews, and some are vouched for.
private struct Eyes: Standing {
  let vouched: Set<String>

  func isSigned(_ act: PlacedEntry) -> Bool { true }
  func holds(_ role: String, _ person: String, on key: RecordKey, in past: VersionVector) -> Bool {
    true
  }
  func isVouched(_ person: String, in past: VersionVector) -> Bool { vouched.contains(person) }
  func isCut(_ entry: PlacedEntry, in past: VersionVector?) -> Bool { false }
}

/// One record of a made-up type, written and signed on two chains, and its print.
struct PaperScene {
  static let schema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:karez:record:sheet:1",
      "x-title": {"zh": "巡检单", "en": "Round"}, "x-clauses": ["8.1.3"],
      "x-lifecycle": "record:1", "x-form": {"number": "CM-R-0813", "revision": "A/0"},
      "x-order": ["title", "value", "grade", "ok", "by", "on", "note", "rows"], "type": "object",
      "properties": {
        "title": {"x-title": {"zh": "标题", "en": "Title"}, "type": "string"},
        "value": {"x-title": {"zh": "读数", "en": "Value"}, "x-unit": "kWh", "type": "string",
          "pattern": "^-?[0-9]+([.][0-9]+)?$"},
        "grade": {"x-title": {"zh": "等级", "en": "Grade"}, "enum": ["major", "minor"],
          "x-choices": {"major": {"zh": "严重", "en": "Major"}, "minor": {"zh": "一般", "en": "Minor"}}},
        "ok": {"x-title": {"zh": "正常", "en": "In order"}, "type": "boolean"},
        "by": {"x-title": {"zh": "巡检人", "en": "Done by"}, "x-ref": "person", "$ref": "#/$defs/id"},
        "on": {"x-title": {"zh": "日期", "en": "On"}, "type": "string", "format": "date"},
        "note": {"x-title": {"zh": "说明", "en": "Note"}, "type": "string", "maxLength": 2000,
          "x-filling": {"zh": "写明地点", "en": "Say where"}},
        "rows": {"x-title": {"zh": "措施", "en": "Measures"}, "type": "array",
          "items": {"type": "object", "x-order": ["text", "due"],
            "properties": {"due": {"x-title": {"zh": "期限", "en": "Due"}, "type": "string", "format": "date"},
              "text": {"x-title": {"zh": "内容", "en": "Text"}, "type": "string"}}}}
      },
      "required": ["title"], "additionalProperties": false,
      "$defs": {"id": {"type": "string", "pattern": "^[a-z0-9-]{1,40}$"}},
      "examples": [{"title": "x"}], "x-counterexamples": [{}]
    }
    """

  let key: RecordKey
  let type: RecordSchema
  let lifecycle: Lifecycle
  var names = ["zhang": "张伟", "wang": "王芳", "li": "李强"]
  var vouched: Set<String> = ["zhang", "wang", "li"]
  var organisation = "某化工厂"
  private(set) var entries: [PlacedEntry] = []
  private var stores: [String: VersionVector] = ["site": .init(), "main": .init()]

  init() throws {
    key = try #require(RecordKey(type: "sheet", id: "x-1"))
    type = try RecordSchema(Array(Self.schema.utf8))
    let file = projectFolder.appending(path: "schema/lifecycles/record.json")
    lifecycle = try Lifecycle(Data(contentsOf: file))
  }

  private mutating func add(_ entry: Entry, on chain: String) {
    var past = stores[chain, default: .init()]
    let name = EntryName(chain: chain, seq: past.heads[chain, default: 0] + 1)
    past.insert(name)
    stores[chain] = past
    entries.append(PlacedEntry(name: name, entry: entry, past: past))
  }

  /// Both nodes hear of everything.
  mutating func meet() {
    let all = stores.values.reduce(VersionVector()) { $0.merged(with: $1) }
    for chain in stores.keys { stores[chain] = all }
  }

  mutating func write(
    _ values: [String: JSON], by person: String = "zhang", why reason: String? = nil,
    on chain: String = "site", claiming old: JSON = .null
  ) {
    let shown = RecordState(joining: entries, knownAt: stores[chain])
    let set = values.reduce(into: [String: FieldWrite]()) {
      $0[$1.key] = FieldWrite(old: [old], new: $1.value, over: shown[$1.key]?.names ?? [])
    }
    add(
      Entry(entity: "e", key: key, schema: 1, set: set, by: Author(person, reason: reason)),
      on: chain)
  }

  mutating func sign(_ action: String, by person: String) throws {
    let place = SigningPlace(
      chain: "site", claimed: "2025-03-14T09:00:\(10 + entries.count)+08:00")
    let course = try course()
    let names = SignerNames(names[person] ?? person, post: "<班长>", department: "动力\"部\"")
    let act = course.act(.init(action, to: nil), at: place, signer: names)
    add(
      Entry(entity: "e", key: key, schema: 1, act: act, by: Author(person, reason: "因为 & 所以")),
      on: "site")
  }

  func course() throws -> RecordCourse {
    var lifecycles = Lifecycles()
    lifecycles.set(lifecycle, for: "sheet", schema: 1)
    return try #require(ActFold(entries, by: lifecycles, people: Eyes(vouched: vouched))[key])
  }

  func words(_ language: Language = .zh) throws -> PrintWords {
    let share = try Share(explicit: projectFolder.path, executable: projectFolder)
    let names = names
    return PrintWords(
      phrases: PhraseBook(language, share: share),
      envelope: EnvelopeWords(try EnvelopeShelf(share: share), language),
      label: { names[$0.id].map { "0231 \($0)" } }, person: { names[$0] })
  }

  var stamp: PrintStamp {
    let head = ChainHead(chain: "site", seq: 3, commit: String(repeating: "ab", count: 20))
    return PrintStamp(
      organisation: organisation, at: "2025-03-15T18:04:00+08:00", by: "张伟", node: "xj-017 site",
      heads: [head])
  }

  func page(_ language: Language = .zh) throws -> String {
    let course = try course()
    let clocks = entries.map { ($0.name, "2025-03-14T08:0\($0.name.seq % 10):00+08:00") }
    let record = PrintedRecord(
      key: key, schema: type, lifecycle: lifecycle, course: course, state: course.shown,
      entries: entries, clocks: Dictionary(uniqueKeysWithValues: clocks), computed: [:])
    return RecordPrint(record, stamp, try words(language)).page
  }

  func blank(_ language: Language = .zh, copies: Int = 1) throws -> String {
    BlankForm(schema: type, lifecycle: lifecycle, stamp: stamp, words: try words(language))
      .page(copies: copies)
  }
}

/// A page without its elements: each line of text on its own.
func plain(_ page: String) -> String {
  let body = page.components(separatedBy: "<body>").last ?? ""
  return body.replacing(/<[^>]*>/, with: "").replacing("&#39;", with: "'")
    .replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
    .replacing("&amp;", with: "&")
}
