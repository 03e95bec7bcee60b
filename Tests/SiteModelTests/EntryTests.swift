import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct EntryTests {
  static let path = "records/point/2a/p-101/9.json"
  static let text =
    #"{"by":"p-0001","entity":"xj-017","id":"p-101","reason":"CT","schema":1,"set":{"multiplier":"#
    + #"{"new":"120","old":"100","over":["a3k7.7"]}},"type":"point"}"#

  @Test func `an entry written and read is the same entry, byte for byte`() throws {
    let key = try #require(RecordKey(type: "point", id: "p-101"))
    let over = try [#require(EntryName("a3k7.7"))]
    let entry = Entry(
      entity: "xj-017", key: key, schema: 1,
      set: ["multiplier": FieldWrite(old: ["100"], new: "120", over: over)],
      by: Author("p-0001", reason: "CT"))
    #expect(entry.json.canonical == Self.text)
    let read = try Entry.parse(entry.bytes, at: Self.path)
    #expect(read == entry && read.identity == entry.identity)
    #expect(key.path(seq: 9) == Self.path)
    #expect(key.contentPath(seq: 9, index: 1, suffix: "pdf") == "records/point/2a/p-101/9.1.pdf")
  }

  @Test func `an identity is what sha256sum says of the file`() throws {
    let folder = try TemporaryFolder()
    let entry = try Entry.parse(Array(Self.text.utf8), at: Self.path)
    try Data(entry.bytes).write(to: folder.url.appending(path: "9.json"))
    let printed = try run("sha256sum", ["9.json"], in: folder.url.path).output
    #expect(printed.hasPrefix(entry.identity.description))
  }

  @Test func `members a later version adds are kept`() throws {
    let later = Self.text.replacingOccurrences(of: "\"by\"", with: "\"action\":\"approve\",\"by\"")
    #expect(try Entry.parse(Array(later.utf8), at: Self.path).bytes == Array(later.utf8))
  }

  @Test(arguments: [
    ("\"a3k7.7\"", "\"a3k7.07\""), ("\"a3k7.7\"", "\"a3k7.7\",\"a3k7.7\""),
    ("\"a3k7.7\"", "\"a3k7.9\",\"a3k7.10\",\"a3k7.7\""), ("\"120\"", "1.5"), ("\"120\"", "-0"),
    ("\"120\"", "[1e3]"), ("\"schema\":1", "\"schema\":0"), ("xj-017", "XJ"), ("\"CT\"", "\"\""),
    ("p-0001", ""), ("multiplier", "Multiplier"), ("\"old\":\"100\"", "\"olds\":[\"100\"]"),
    ("\"old\":\"100\",", ""), ("\"new\":\"120\",", ""), ("\"over\":[\"a3k7.7\"]", "\"over\":7"),
  ])
  func `a member out of its form is named`(_ good: String, _ bad: String) {
    let text = Self.text.replacingOccurrences(of: good, with: bad)
    #expect {
      try Entry.parse(Array(text.utf8), at: Self.path)
    } throws: {
      guard case EntryFault.wrongMember = $0 else { return false }
      return true
    }
  }

  @Test(arguments: [
    "records/point/2b/p-101/9.json", "records/point/2a/p-101/09.json", "records/point/2a/p-101/9",
    "records/point/2a/p-101/x/9.json", "records/source/2a/p-101/9.json", "",
    "records/point/2a/p-102/9.json", "records//2a/p-101/9.json",
  ])
  func `an entry elsewhere than its record is refused`(_ path: String) {
    #expect(throws: EntryFault.elsewhere(path: path)) {
      try Entry.parse(Array(Self.text.utf8), at: path)
    }
  }

  @Test func `an entry that is not canonical, no JSON or too long is refused`() {
    #expect(throws: EntryFault.notCanonical(path: Self.path)) {
      try Entry.parse(Array((Self.text + "\n").utf8), at: Self.path)
    }
    #expect {
      try Entry.parse(Array("{".utf8), at: Self.path)
    } throws: {
      guard case EntryFault.notJSON = $0 else { return false }
      return true
    }
    let long = [UInt8](repeating: 32, count: Entry.sizeLimit + 1)
    #expect(throws: EntryFault.tooLarge(path: Self.path, bytes: long.count)) {
      try Entry.parse(long, at: Self.path)
    }
  }

  @Test func `any damage to an entry is a fault or another identity, never a crash`() throws {
    var random = SeededRandom(seed: 71)
    let good = Array(Self.text.utf8)
    let identity = try Entry.parse(good, at: Self.path).identity
    var taken = 0
    for _ in 0..<3000 {
      var bytes = good
      bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      guard bytes != good, let entry = try? Entry.parse(bytes, at: Self.path) else { continue }
      taken += 1
      #expect(entry.identity != identity && entry.bytes == bytes)
    }
    print("seed 71: \(taken) of 3000 damaged entries are still entries")
  }

  @Test(arguments: ["a3k7.7", "a3k7.7~0123456789ab", "abcdefghijkl.999999999999999"])
  func `a name reads back as it is written`(_ text: String) {
    #expect(EntryName(text)?.description == text)
  }

  @Test(arguments: [
    "a3k.7", "a3k7", "a3k7.0", "a3k7.07", "a3k7.7~", "a3k7.7~0123456789AB", "a3k7.7~0123456789abc",
    "A3K7.7", "a3k7.-7", "a3k7.7.7", "", "~", ".", "a3k7.1000000000000000", "a3k7.7~0123456789ab~",
  ])
  func `what is no name is refused`(_ text: String) {
    #expect(EntryName(text) == nil)
  }
}
