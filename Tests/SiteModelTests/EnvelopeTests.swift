import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct EnvelopeTests {
  private static let hash = ContentHash(of: Array("a".utf8))

  private static func state(_ register: String, _ values: JSON...) throws -> RecordState {
    let writes = values.enumerated().map {
      Write(name: EntryName(chain: "aaa\($0 + 1)", seq: 7), value: $1, over: [])
    }
    return RecordState(fields: [register: try #require(Shown(joining: writes))])
  }

  private static func file(_ name: String = "证书.pdf", path: String = "7.1.pdf")
    -> SiteModel.Attachment
  {
    SiteModel.Attachment(
      name: name, media: "application/pdf", content: (hash, 1, path), kind: .signedPDF)
  }

  @Test func `every envelope on the page shows what the page says`() throws {
    let examples = try DigestTests.blocks("envelope", in: "model.md")
    #expect(examples.count == 2)
    for example in examples {
      let lines = example.split(separator: "\n")
      var writes: [String: [Write]] = [:]
      for line in lines.dropLast() {
        let parts = line.split(separator: " ", maxSplits: 2)
        let write = Write(
          name: try #require(EntryName(parts[0])), value: try JSON.parse(String(parts[2])),
          over: [])
        writes[String(parts[1]), default: []].append(write)
      }
      let envelope = Envelope(
        of: RecordState(fields: writes.compactMapValues { Shown(joining: $0) }))
      let names = envelope.attachments.map(\.file.name).joined(separator: ", ")
      #expect(try #require(lines.last) == "= \(names)")
      #expect(envelope.malformed == [])
    }
  }

  @Test(arguments: Envelope.Part.allCases)
  func `the schema of a part passes its examples and finds out the others`(
    _ part: Envelope.Part
  ) throws {
    let file = projectFolder.appending(path: "schema/envelope/\(part.rawValue).schema.json")
    let bytes = try Data(contentsOf: file)
    let (schema, json) = (try RecordSchema(bytes), try JSON.parse(bytes))
    let (good, bad) = (json["examples"]?.array ?? [], json["x-counterexamples"]?.array ?? [])
    #expect(!good.isEmpty && !bad.isEmpty)
    for example in good { #expect(schema.check.breaches(of: example) == [], "\(example)") }
    for example in bad { #expect(schema.check.breaches(of: example) != [], "\(example)") }
    for field in schema.fields {
      let names = field.schema["x-choices"]?.object ?? [:]
      #expect(Set(names.keys) == Set(field.choices.map(\.value)))
    }
    #expect(part != .link || schema["rel"]?.choices.map(\.value) == Self.relations)
    #expect(part != .attachment || schema["kind"]?.choices.map(\.value) == Self.kinds)
  }

  private static let relations = RecordLink.Relation.allCases.map(\.rawValue)
  private static let kinds = SiteModel.Attachment.Kind.allCases.map(\.rawValue)

  @Test func `what is written is what is read`() throws {
    var file = Self.file()
    (file.captured, file.note) = ("2025-03-14", "第二页")
    let envelope = Envelope(of: try Self.state(file.register, file.json))
    #expect(envelope.attachments.map(\.file) == [file])
    let target = try #require(RecordKey(type: "action", id: "q-7"))
    let link = RecordLink(.partOf, target, revision: 2)
    #expect(Envelope(of: try Self.state(link.register, link.json)).links == [link])
    let voiding = Voiding(reason: "重复", replacedBy: target)
    #expect(Envelope(of: try Self.state("void", voiding.json)).voiding == voiding)
  }

  @Test func `nothing disappears because somebody else did not know of it`() throws {
    let (file, again) = (Self.file(), Self.file("又一份.pdf", path: "9.1.pdf"))
    let both = Envelope(of: try Self.state(file.register, file.json, again.json))
    #expect(both.attachments.map(\.file) == [file])
    let detached = Envelope(of: try Self.state(file.register, .null, file.json))
    #expect(detached.attachments.map(\.entry.chain) == ["aaa2"])
    let one = Envelope(of: try Self.state("void", .null, Voiding(reason: "x").json))
    #expect(one.voiding?.reason == "x")
    #expect(Envelope(of: try Self.state("void", .null)).voiding == nil)
    #expect(Envelope(of: try Self.state(file.register, .null)).attachments.isEmpty)
  }

  @Test(arguments: [
    ("name", "\"a/b.pdf\""), ("name", "\"..\""), ("name", "\"\""), ("name", "\"a\\nb\""),
    ("path", "\"7.1\""), ("path", "\"../7.1.pdf\""), ("path", "\"7.1.PDF\""), ("size", "\"1\""),
    ("size", "0"), ("kind", "\"drawing\""), ("sha256", "\"ca978112\""), ("media", "7"),
    ("sha256", "\"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d\""),
  ])
  func `a value out of its form is named and shows no file`(
    _ member: String, _ value: String
  ) throws {
    let file = Self.file()
    var members = try #require(file.json.object)
    members[member] = try JSON.parse(value)
    let envelope = Envelope(of: try Self.state(file.register, .object(members)))
    #expect(envelope.attachments.isEmpty)
    #expect(envelope.malformed == [file.register])
  }

  @Test func `an envelope is no part of the record's own fields`() throws {
    let schema = try RecordSchemaTests.schema("instrument.schema.json")
    let (file, voiding) = (Self.file(), Voiding(reason: "x"))
    var fields = try Self.state(file.register, file.json).fields
    fields["void"] = try Self.state("void", voiding.json)["void"]
    fields["number"] = try Self.state("number", "QJ-7")["number"]
    #expect(schema.record(of: RecordState(fields: fields)) == ["number": "QJ-7"])
    #expect(Envelope.part(of: "attachment-x") == nil && Envelope.part(of: "voided") == nil)
  }

  @Test(arguments: ["void", "link-0123456789ab", "attachment-0123456789ab"])
  func `no type may call a field like a part of the envelope`(_ name: String) throws {
    func schema(_ name: String) throws -> RecordSchema {
      let title = #"{"zh":"甲","en":"A"}"#
      let text =
        #"{"$id":"urn:karez:record:a:1","x-title":\#(title),"x-order":["\#(name)"],"#
        + #""properties":{"\#(name)":{"x-title":\#(title)}}}"#
      return try RecordSchema(Array(text.utf8))
    }
    #expect(try schema("voided").fields.count == 1)
    #expect(throws: SchemaFault.self) { try schema(name) }
  }

  @Test func `a suffix keeps to the grammar of paths`() {
    #expect(
      ["PDF", "tar.gz", "扫描", "", "jpeg", "markdown1"].map { ContentName.suffix($0) } == [
        "pdf", "bin", "bin", "bin", "jpeg", "bin",
      ])
    #expect(MediaType.of(suffix: "JPG") == "image/jpeg")
    #expect(ContentName("12.1.pdf")?.description == "12.1.pdf")
    #expect(
      ["12.pdf", "012.1.pdf", "12.1.Pdf", "12.1.2.pdf"].allSatisfy { ContentName($0) == nil })
  }
}
