import Foundation
import SiteModel
import TestSupport
import Testing

/// The examples of `schema/digest.md` and `schema/model.md`, computed.
@Suite struct DigestTests {
  /// The texts of a page's fenced blocks of one kind.
  static func blocks(_ kind: String, in page: String) throws -> [String] {
    let text = try String(
      contentsOf: projectFolder.appending(path: "schema/\(page)"), encoding: .utf8)
    return text.components(separatedBy: "```\(kind)\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
  }

  private static func lines(_ kind: String) throws -> [String] {
    try blocks(kind, in: "digest.md").flatMap { $0.split(separator: "\n").map(String.init) }
  }

  @Test func `the facts digest is the one the page shows`() throws {
    let heads = try Self.lines("facts").map { line in
      let parts = line.split(separator: " ").map(String.init)
      return ChainHead(chain: parts[0], seq: try #require(Int(parts[1])), commit: parts[2])
    }
    let digest = FactsDigest.of(heads)
    #expect(try Self.lines("facts-digest") == [digest.description])
    #expect(FactsDigest.of(heads.reversed() + heads) == digest)
    #expect(FactsDigest.of(heads.dropLast()) != digest)
    #expect(FactsDigest.of([ChainHead]()) == ContentHash(of: []))
  }

  @Test func `the state digest is the one the page shows`() throws {
    let key = try #require(RecordKey(type: "point", id: "p-101"))
    func shown(_ writes: [(String, JSON)]) throws -> Shown {
      let joined = try writes.map {
        Write(name: try #require(EntryName($0.0)), value: $0.1, over: [])
      }
      return try #require(Shown(joining: joined))
    }
    let state = RecordState(fields: [
      "name": try shown([("a3k7.7", "1号变电所进线")]), "location": try shown([("a3k7.8", .null)]),
      "unit": try shown([("hq01.2", "MWh"), ("a3k7.7", "kWh")]),
    ])
    let blob = "5f1d7a84db00d2fce00b31a7fc73224b1d0a2a8e"
    let digest = StateDigest.of([key: state], liveSegments: [blob])
    #expect(try Self.lines("state-digest") == [digest.description])
    #expect(
      try Self.blocks("state", in: "digest.md").map { ContentHash(of: Array($0.utf8)) } == [digest])
    #expect(StateDigest.of([key: state], liveSegments: [String]()) != digest)
  }

  @Test func `every join on the page shows what the page says`() throws {
    let examples = try Self.blocks("join", in: "model.md")
    #expect(examples.count >= 4)
    for example in examples {
      let lines = example.split(separator: "\n")
      let writes = try lines.dropLast().map(Self.write)
      let shown = try #require(Shown(joining: writes))
      let said = try #require(lines.last).dropFirst(2)
      if let value = shown.value {
        #expect(said == value.canonical, "\(example)")
      } else {
        #expect(said == "conflict " + shown.names.map(\.description).joined(separator: " "))
      }
    }
  }

  /// `a3k7.9 "120" over a3k7.7`
  private static func write(_ line: Substring) throws -> Write {
    let parts = line.components(separatedBy: " over ")
    let start = parts[0].split(separator: " ", maxSplits: 1)
    let over = parts.count > 1 ? parts[1].split(separator: " ") : []
    return Write(
      name: try #require(EntryName(start[0])), value: try JSON.parse(String(start[1])),
      over: try over.map { try #require(EntryName($0)) })
  }

  @Test func `the entry on the page is an entry, and lies where the page says`() throws {
    let text = try #require(try Self.blocks("entry", in: "model.md").first).dropLast()
    let page = try String(
      contentsOf: projectFolder.appending(path: "schema/model.md"), encoding: .utf8)
    let path = "records/point/2a/p-101/9.json"
    #expect(page.contains("`\(path)`"))
    #expect(try Entry.parse(Array(text.utf8), at: path).set["multiplier"]?.new == "120")
  }
}
