import Foundation
import Indexing
import SiteModel
import Storage
import TestSupport

@testable import Operations

/// A node whose program knows one type more: `sample`, with a field of every kind.
struct SampleType {
  let folder: TemporaryFolder
  let site: Site

  static let schema = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:karez:record:sample:1",
      "x-title": {"zh": "样品", "en": "Sample"},
      "x-order": ["number", "text", "kind", "flag", "count", "weight", "mass", "day", "from", "until",
        "meter", "meters", "words", "marks", "rows", "title", "free"],
      "type": "object",
      "properties": {
        "number": {"x-title": {"zh": "编号", "en": "Number"}, "x-unique": true, "$ref": "#/$defs/text"},
        "text": {"x-title": {"zh": "文字", "en": "Text"}, "$ref": "#/$defs/text"},
        "kind": {"x-title": {"zh": "种类", "en": "Kind"}, "enum": ["coal", "gas", "odd"],
          "x-choices": {"coal": {"zh": "煤", "en": "Coal"}, "gas": {"zh": "天然气", "en": "Gas"}}},
        "flag": {"x-title": {"zh": "在用", "en": "In use"}, "type": "boolean"},
        "count": {"x-title": {"zh": "个数", "en": "Count"}, "type": "integer"},
        "weight": {"x-title": {"zh": "重量", "en": "Weight"}, "x-unit": "t", "type": "integer"},
        "mass": {"x-title": {"zh": "质量", "en": "Mass"}, "x-unit": "kg", "type": "string",
          "pattern": "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$"},
        "day": {"x-title": {"zh": "日期", "en": "Day"}, "$ref": "#/$defs/day"},
        "from": {"x-title": {"zh": "起", "en": "From"}, "x-group": "validity", "$ref": "#/$defs/day"},
        "until": {"x-title": {"zh": "止", "en": "Until"}, "x-group": "validity", "$ref": "#/$defs/day"},
        "meter": {"x-title": {"zh": "器具", "en": "Meter"}, "x-ref": "instrument", "type": "string"},
        "meters": {"x-title": {"zh": "各器具", "en": "Meters"}, "x-ref": "instrument", "type": "array",
          "items": {"type": "string"}},
        "words": {"x-title": {"zh": "词", "en": "Words"}, "type": "array", "items": {"type": "string"}},
        "marks": {"x-title": {"zh": "标记", "en": "Marks"}, "type": "array",
          "items": {"enum": ["a", "b"], "x-choices": {"a": {"zh": "甲", "en": "First"}}}},
        "rows": {"x-title": {"zh": "措施", "en": "Measures"}, "type": "array", "items": {
          "type": "object", "additionalProperties": false, "properties": {
            "what": {"x-title": {"zh": "做什么", "en": "What"}, "type": "string"},
            "due": {"x-title": {"zh": "期限", "en": "Due"}, "$ref": "#/$defs/day"},
            "cost": {"x-title": {"zh": "费用", "en": "Cost"}, "type": "integer"},
            "tags": {"type": "array", "items": {"type": "string"}}}, "required": ["what"]}},
        "title": {"x-title": {"zh": "名称", "en": "Title"}, "type": "object",
          "additionalProperties": false, "properties": {
            "zh": {"x-title": {"zh": "中文", "en": "Chinese"}, "type": "string"},
            "en": {"x-title": {"zh": "英文", "en": "English"}, "type": "string"}}},
        "free": {"x-title": {"zh": "其他", "en": "Free"}, "type": "object"}
      },
      "required": ["number"],
      "additionalProperties": false,
      "$defs": {"text": {"type": "string"}, "day": {"type": "string", "format": "date"}}
    }
    """#

  init() throws {
    folder = try TemporaryFolder()
    let share = folder.url.appending(path: "share")
    try FileManager.default.createDirectory(at: share, withIntermediateDirectories: true)
    for name in ["schema", "site-template"] {
      try FileManager.default.copyItem(
        at: projectFolder.appending(path: name), to: share.appending(path: name))
    }
    let type = share.appending(path: "schema/records/sample.schema.json")
    try Data(Self.schema.utf8).write(to: type)
    let clock = try WallClock(setting: "2025-07-01T08:00:00+08:00")
    let surroundings = Surroundings(
      share: try Share(explicit: share.path, executable: share),
      state: folder.url.appending(path: "state"), clock: clock, tell: { _ in })
    site = try CreateSite.run(
      in: folder.url.appending(path: "p"), CreateSite.Wishes(site: "plant", name: "某厂"),
      surroundings: surroundings
    ).site
  }

  /// A file beside the node.
  func file(_ name: String) -> URL { folder.url.appending(path: name) }

  func phrases(_ language: Language) -> PhraseBook {
    PhraseBook(language, share: site.surroundings.share)
  }

  /// Writes all records of the type to a file.
  @discardableResult
  func export(_ name: String, _ language: Language = .zh) throws -> URL {
    let file = file(name)
    let request = ExportRecords.Request(type: "sample", file: file, phrases: phrases(language))
    _ = try ExportRecords.run(request, on: site)
    return file
  }

  func take(_ file: URL, accepting: Bool = false, clearing: Bool = false) throws
    -> ImportRecords.Answer
  {
    var request = ImportRecords.Request(type: "sample", file: file)
    (request.accepts, request.clearsBlanks) = (accepting, clearing)
    return try ImportRecords.run(request, on: site)
  }

  /// Writes records as one commit.
  func write(_ records: [[String: JSON]], _ type: String = "sample") throws -> [RecordKey] {
    let keys = records.indices.map { _ in RecordKey.known(type, NewName.random()) }
    _ = try site.write { session in
      try session.commit("样品") { files in
        for (key, record) in zip(keys, records) {
          try files.add(
            session.site.schemas.entry(setting: record, of: key, by: session.writer))
        }
      }
    }
    return keys
  }

  /// What a record shows.
  func shown(_ key: RecordKey) throws -> [String: JSON] {
    let schema = try site.schemas.schema(of: key.type)
    return schema.record(of: try site.index.state(of: key)).filter { $0.value != .null }
  }
}
