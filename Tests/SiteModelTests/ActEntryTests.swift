import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct ActEntryTests {
  static let hash = String(repeating: "ab", count: 32)
  static let text =
    #"{"act":{"action":"report","after":[],"chain":"a3k7","checked":{"fact":["fact"]},"#
    + #""claimed":"2025-03-14T09:00:00+08:00","library":"hq01:41:"#
    + String(repeating: "0", count: 40) + #"","rests":[""# + hash
    + #""],"signer":{"department":"能源部","name":"张三","post":"计量员"},"state":"reported","#
    + #""text":{"clause":"8.1.2","fact":"抄表缺两日"}},"by":"p-0001","entity":"xj-017","id":"n-1","#
    + #""reason":"巡检","schema":1,"type":"nonconformity"}"#

  static func act() throws -> Act {
    var move = Act.Move("report", to: "reported")
    move.rests = [try #require(ContentHash(hash))]
    move.checked = ["fact": ["fact"]]
    let library = ChainHead(chain: "hq01", seq: 41, commit: String(repeating: "0", count: 40))
    return Act(
      move, after: [], text: SignedText(["fact": "抄表缺两日", "clause": "8.1.2", "grade": .null]),
      place: SigningPlace(
        chain: "a3k7", claimed: "2025-03-14T09:00:00+08:00", library: library),
      signer: SignerNames("张三", post: "计量员", department: "能源部"))
  }

  @Test func `an act written and read is the same act, byte for byte`() throws {
    let key = try #require(RecordKey(type: "nonconformity", id: "n-1"))
    let entry = Entry(
      entity: "xj-017", key: key, schema: 1, act: try Self.act(),
      by: Author("p-0001", reason: "巡检"))
    #expect(entry.json.canonical == Self.text)
    let read = try Entry.parse(entry.bytes, at: key.path(seq: 12))
    #expect(read == entry && read.act == entry.act && read.set.isEmpty)
    #expect(read.identity == ContentHash(of: Array(Self.text.utf8)))
  }

  @Test func `a long text may lie beside the act, by its hash`() throws {
    let whole = SignedText(["fact": "抄表缺两日"])
    let hash = SignedText(digest: whole.digest)
    #expect(hash.matches(["fact": "抄表缺两日"]) && whole.matches(["fact": "抄表缺两日"]))
    #expect(!hash.matches(["fact": "抄表缺三日"]) && !whole.matches([:]))
    let start = try #require(Self.text.range(of: #""text":"#))
    let end = try #require(Self.text.range(of: #"},"by""#))
    var text = Self.text
    text.removeSubrange(start.lowerBound..<end.lowerBound)
    text = text.replacingOccurrences(of: #""reported","#, with: #""reported""#)
      .replacingOccurrences(
        of: #""checked":{"fact":["fact"]},"claimed":"2025-03-14T09:00:00+08:00","#,
        with: #""checked":{},"claimed":"2025-03-14T09:00:00+08:00","digest":"\#(whole.digest)","#)
    let key = try #require(RecordKey(type: "nonconformity", id: "n-1"))
    let entry = try Entry.parse(Array(text.utf8), at: key.path(seq: 12))
    #expect(entry.act?.text == hash)
  }

  @Test(arguments: [
    (#""action":"report""#, #""action":"Report""#, "act/action"),
    (#""action":"report","#, "", "act/action"),
    (#""after":[]"#, #""after":["ab"]"#, "act/after"),
    (#""after":[]"#, #""after":{}"#, "act/after"),
    (#""chain":"a3k7""#, #""chain":"A3""#, "act/chain"),
    (#""checked":{"fact":["fact"]}"#, #""checked":[]"#, "act/checked"),
    (#""checked":{"fact":["fact"]}"#, #""checked":{"fact":1.5}"#, "act/checked"),
    ("09:00:00+08:00", "09:00:00", "act/claimed"),
    ("hq01:41:", "hq01:041:", "act/library"), ("hq01:41:", "41:", "act/library"),
    ("张三", "", "act/signer/name"), (#""post":"计量员""#, #""post":7"#, "act/signer/post"),
    (#""state":"reported""#, #""state":7"#, "act/state"),
    (#""clause":"8.1.2""#, #""clause":null"#, "act/text"),
    (#""clause":"8.1.2""#, #""Clause":"8.1.2""#, "act/text"),
    (#""id":"n-1""#, #""id":"n-1","set":{}"#, "set"),
    (#"{"act":{"#, #"{"act":7,"was":{"#, "act"),
  ])
  func `a member out of its form is named`(_ good: String, _ bad: String, _ member: String) throws {
    let text = Self.text.replacingOccurrences(of: good, with: bad)
    let json = try JSON.parse(text)
    let key = try #require(RecordKey(type: "nonconformity", id: "n-1"))
    #expect {
      try Entry.parse(Array(json.canonical.utf8), at: key.path(seq: 12))
    } throws: {
      guard case EntryFault.wrongMember(_, member, _) = $0 else { return false }
      return true
    }
  }

  @Test func `the same act named twice is refused`() throws {
    let text = Self.text.replacingOccurrences(
      of: #"["\#(Self.hash)"]"#, with: #"["\#(Self.hash)","\#(Self.hash)"]"#)
    let key = try #require(RecordKey(type: "nonconformity", id: "n-1"))
    #expect(throws: EntryFault.self) { try Entry.parse(Array(text.utf8), at: key.path(seq: 12)) }
  }

  @Test func `any damage to an act is a fault or another identity, never a crash`() throws {
    var random = SeededRandom(seed: 91)
    let good = Array(Self.text.utf8)
    let key = try #require(RecordKey(type: "nonconformity", id: "n-1"))
    let identity = try Entry.parse(good, at: key.path(seq: 12)).identity
    var taken = 0
    for _ in 0..<2000 {
      var bytes = good
      bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      guard bytes != good, let entry = try? Entry.parse(bytes, at: key.path(seq: 12))
      else { continue }
      taken += 1
      #expect(entry.identity != identity && entry.bytes == bytes)
    }
    print("seed 91: \(taken) of 2000 damaged acts are still entries")
  }

  @Test func `members a later version adds to an act are kept`() throws {
    let later = Self.text.replacingOccurrences(of: #""action":"#, with: #""aaa":[1],"action":"#)
    let key = try #require(RecordKey(type: "nonconformity", id: "n-1"))
    #expect(try Entry.parse(Array(later.utf8), at: key.path(seq: 12)).bytes == Array(later.utf8))
  }

  @Test func `the act on the page is an act`() throws {
    let blocks = try DigestTests.blocks("entry", in: "model.md")
    let text = try #require(blocks.first { $0.contains("\"act\"") }).dropLast()
    let key = try #require(RecordKey(type: "nonconformity", id: "n-12"))
    let entry = try Entry.parse(Array(text.utf8), at: key.path(seq: 13))
    #expect(entry.act?.action == "accept" && entry.act?.state == "accepted")
    let accept = try ActLifecycleTests.lifecycle("nonconformity")[action: "accept"]
    #expect(accept?.to == "accepted" && accept?.guards.map(\.name) == ["charge"])
  }
}
