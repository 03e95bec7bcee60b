import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct RecordSchemaTests {
  static let folder = projectFolder.appending(path: "schema/records")
  static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".schema.json") }.sorted()
  }()

  static func schema(_ file: String) throws -> RecordSchema {
    try RecordSchema(Data(contentsOf: folder.appending(path: file)))
  }

  @Test func `the walking line has its record types`() {
    #expect(
      Set(Self.files.map { $0.replacingOccurrences(of: ".schema.json", with: "") }).isSuperset(of: [
        "batch", "factor", "installation", "instrument", "inventory", "opening", "point", "profile",
        "rule-set", "source", "undo",
      ]))
  }

  @Test(arguments: files)
  func `a record type is named like its file, and refuses what it does not know`(
    _ file: String
  ) throws {
    let schema = try Self.schema(file)
    #expect("\(schema.type).schema.json" == file)
    #expect(!schema.fields.isEmpty)
    #expect(schema.breaches(of: ["unheardOf": 1]).contains { $0.keyword == "additionalProperties" })
    let json = try JSON.parse(Data(contentsOf: Self.folder.appending(path: file)))
    Self.expectTitles(json, file)
    for type in schema.references.flatMap(\.types) where type != FieldReference.any {
      #expect(Self.files.contains("\(type).schema.json"), "\(file) refers to \(type)")
    }
    for field in schema.fields where !field.choices.isEmpty {
      let names = field.schema["x-choices"]?.object ?? [:]
      #expect(Set(names.keys) == Set(field.choices.map(\.value)), "\(file) \(field.name)")
    }
  }

  /// Whatever a person may see has a name in both languages, at any depth.
  private static func expectTitles(_ json: JSON, _ place: String) {
    for (name, property) in json["properties"]?.object ?? [:] where property["x-title"] == nil {
      // Conditions repeat properties to look at them; they are shown nowhere.
      if json["required"] != nil || json["x-title"] != nil { Issue.record("\(place)/\(name)") }
    }
    for (name, member) in json.object ?? [:] where name != "examples" && name != "if" {
      expectTitles(member, "\(place)/\(name)")
    }
  }

  @Test(arguments: files)
  func `every example passes and every counterexample is found out`(_ file: String) throws {
    let schema = try Self.schema(file)
    let json = try JSON.parse(Data(contentsOf: Self.folder.appending(path: file)))
    let (good, bad) = (json["examples"]?.array ?? [], json["x-counterexamples"]?.array ?? [])
    #expect(!good.isEmpty && !bad.isEmpty)
    for example in good { #expect(schema.breaches(of: try #require(example.object)) == []) }
    for example in bad { #expect(schema.breaches(of: try #require(example.object)) != []) }
  }

  @Test func `a breach says where, which rule and what was found`() throws {
    let breaches = try Self.schema("point.schema.json").breaches(of: [
      "number": "", "settings": [["kind": "counter", "unit": "kWh", "digits": 19]],
    ])
    #expect(
      breaches.map { "\($0.pointer) \($0.keyword) \($0.found)" }.sorted() == [
        " required name", "/number minLength \"\"", "/settings/0/digits maximum 19",
        "/settings/0/kind enum \"counter\"",
      ])
  }

  @Test func `fields of a group are one register`() throws {
    let schema = try Self.schema("installation.schema.json")
    #expect(schema["from"]?.register == "span" && schema["until"]?.register == "span")
    let key = try #require(RecordKey(type: "installation", id: "n1"))
    let values: [String: JSON] = ["point": "p-1", "from": "2025-03-14T09:00:00+08:00"]
    let registers = schema.registers(of: values)
    #expect(registers == ["point": "p-1", "span": ["from": "2025-03-14T09:00:00+08:00"]])
    let entry = try RecordEdit(of: key, shown: .none, new: registers)
      .entry(now: .none, entity: "xj-1", schema: 1, by: Author("p-1"))
    let name = EntryName(chain: "a3k7", seq: 1)
    let state = RecordState(joining: [
      PlacedEntry(name: name, entry: entry, past: VersionVector(["a3k7": 1]))
    ])
    #expect(schema.record(of: state) == values)
    let removal = schema.registers(of: ["until": "2025-04-01T00:00:00+08:00"], shown: state)
    #expect(removal["span"]?["from"] == "2025-03-14T09:00:00+08:00")
    #expect(schema.registers(of: ["from": .null], shown: state) == ["span": .null])
  }

  @Test func `two records with one number are found, and both stay`() throws {
    let schema = try Self.schema("point.schema.json")
    var states: [RecordKey: RecordState] = [:]
    for (id, number) in [("p1", "E-101"), ("p2", "E-102"), ("p3", "E-101")] {
      let write = Write(
        name: EntryName(chain: "a3k7", seq: 1), value: .string(number), over: [])
      let key = try #require(RecordKey(type: "point", id: id))
      states[key] = RecordState(fields: ["number": try #require(Shown(joining: [write]))])
    }
    let clashes = schema.clashes(in: states)
    #expect(clashes.map { $0.records.map(\.id) } == [["p1", "p3"]])
    #expect(clashes.first?.value == "E-101")
  }

  @Test(arguments: [
    (##"{"minProperties":1}"##, SchemaFault.unknownKeyword(at: "", keyword: "minProperties")),
    (##"{"items":{"typ":"string"}}"##, .unknownKeyword(at: "/items", keyword: "typ")),
    (##"{"type":"text"}"##, .malformed(at: "", keyword: "type")),
    (##"{"format":"email"}"##, .malformed(at: "", keyword: "format")),
    (##"{"minLength":-1}"##, .malformed(at: "", keyword: "minLength")),
    (##"{"items":[true]}"##, .malformed(at: "/items", keyword: "schema")),
    (##"{"properties":{"a":{"$id":"b"}}}"##, .malformed(at: "/properties/a", keyword: "$id")),
    (##"{"$ref":"#/$defs/none"}"##, .reference(at: "", target: "#/$defs/none")),
    (##"{"$ref":"other.json"}"##, .reference(at: "", target: "other.json")),
    (##"{"$ref":"#/default","default":{}}"##, .reference(at: "", target: "#/default")),
    (##"{"allOf":[{"$ref":"#"}]}"##, .endless(at: "")),
    (##"{"pattern":"^(a"}"##, .pattern(at: "", pattern: "^(a")),
  ])
  func `a schema that cannot be held to is refused when it is read`(
    _ text: String, _ fault: SchemaFault
  ) throws {
    let json = try JSON.parse(text)
    #expect(throws: fault) { try SchemaCheck(json) }
  }

  @Test(arguments: [
    ("1.0", true), ("1", true), ("10e-1", true), ("0.1e1", true), ("1e308", false),
    ("1e99999999999999999999", false), ("-1e-99999999999999999999", false), ("-1", false),
    ("1.0000000000000000000000000001", false),
  ])
  func `numbers are compared exactly, however they are written`(
    _ text: String, _ isOne: Bool
  ) throws {
    let value = try JSON.parse(text)
    #expect(try SchemaCheck(["const": 1]).breaches(of: value).isEmpty == isOne)
    #expect(try SchemaCheck(["enum": [2, 1]]).breaches(of: value).isEmpty == isOne)
    #expect(
      try SchemaCheck(["minimum": 1, "maximum": 1]).breaches(of: value).isEmpty == isOne)
  }

  @Test func `an x- member of a record type that is missing or wrong is named`() throws {
    let good =
      #"{"$id":"urn:karez:record:t:1","x-title":{"zh":"甲","en":"A"},"x-order":["a"],"#
      + #""properties":{"a":{"x-title":{"zh":"乙","en":"B"},"x-group":"g"}}}"#
    #expect(try RecordSchema(good.utf8).fields.map(\.name) == ["a"])
    for (old, new, member) in [
      ("record:t:1", "record:t:0", "$id"), (#""en":"A""#, #""en":"""#, "x-title"),
      (#"["a"]"#, #"["a","a"]"#, "x-order"), (#"["a"]"#, "[]", "x-order"),
      (#""g""#, #""a""#, "x-group"), (#""zh":"乙","#, "", "x-title"),
    ] {
      let bad = good.replacingOccurrences(of: old, with: new)
      #expect {
        try RecordSchema(bad.utf8)
      } throws: {
        guard case SchemaFault.recordType(_, member) = $0 else { return false }
        return true
      }
    }
  }
}
