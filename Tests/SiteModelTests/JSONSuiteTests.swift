import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct JSONSuiteTests {
  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `every text of the parsing suite is taken or refused as its name says`() throws {
    let folder = try #require(sharedData).appending(path: "json-cases/test_parsing")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    var counts: [Character: Int] = [:]
    for name in names where name.hasSuffix(".json") {
      let bytes = try Data(contentsOf: folder.appending(path: name))
      let json = try? JSON.parse(bytes)
      counts[name.first ?? "?", default: 0] += 1
      switch name.first {
      case "y": #expect(json != nil || Self.strict.contains(name), "\(name)")
      case "n": #expect(json == nil, "\(name)")
      default: break
      }
      if let json { #expect(try JSON.parse(json.canonical) == json, "\(name)") }
    }
    print("JSON parsing suite:", counts.sorted { $0.key < $1.key }.map { "\($0.key)_ \($0.value)" })
    #expect(counts["y", default: 0] > 90 && counts["n", default: 0] > 180)
  }

  /// RFC 8259 lets a reader choose here; a fact has each member once.
  private static let strict: Set = [
    "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
  ]

  @Test func `texts of other code points are other values, however alike they look`() {
    #expect(JSON.string("\u{e9}") != JSON.string("e\u{301}"))
    #expect(JSON.object(["\u{e9}": 1]) != JSON.object(["e\u{301}": 1]))
    #expect(Set([JSON.string("\u{e9}"), JSON.string("e\u{301}")]).count == 2)
  }

  @Test(arguments: [
    ("{\"b\":1,\"a\":[true,null]}", "{\"a\":[true,null],\"b\":1}"),
    ("\"\\u0001\\/\\u00e9\\n\"", "\"\\u0001/é\\n\""), (" 12.50 ", "12.50"),
    ("\"\\ud83d\\ude00\"", "\"😀\""),
  ])
  func `a value has one canonical text`(_ text: String, _ canonical: String) throws {
    #expect(try JSON.parse(text).canonical == canonical)
  }
}
