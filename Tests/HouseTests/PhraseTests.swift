import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct PhraseTests {
  private static func sentences(_ language: String) throws -> [String: String] {
    let file = projectFolder.appending(path: "schema/phrases/\(language).json")
    let json = try JSON.parse(Data(contentsOf: file))
    return try #require(json.object).compactMapValues(\.string)
  }

  /// Phrases that the sources write out whole: the key, and the values it is given.
  private static let used: [String: Set<String>] = {
    var keys: [String: Set<String>] = [:]
    // What `say` is given without a dot, a print completes by a beginning of its own.
    let call =
      /(?:Phrase\(\s*"|\bsay\(\s*"(?=[a-z0-9-]+\.))([a-z0-9.-]+)"(?:,\s*\[((?:[^\[\]]|\[[^\]]*\])*)\]\s*)?\)/
    for file in House.sources {
      for match in file.text.matches(of: call) {
        let values = (match.2 ?? "").matches(of: /"([A-Za-z-]+)":/).map { String($0.1) }
        keys[String(match.1), default: []].formUnion(values)
      }
    }
    return keys
  }()

  /// Whether a key stands in the sources, whole or as a beginning that a value completes.
  private static func isSaid(_ key: String) -> Bool {
    let texts = House.sources.map(\.text)
    if texts.contains(where: { $0.contains("\"\(key)\"") }) { return true }
    if key.hasPrefix("page."),
      templates.values.contains(where: { $0.contains("t.\(key.dropFirst(5))}}") })
    {
      return true
    }
    let beginnings = key.indices.filter { ".-".contains(key[$0]) }.map { key[...$0] }
    return beginnings.contains { beginning in
      texts.contains { $0.contains("\"\(beginning)\\(") || $0.contains("\"\(beginning)\" +") }
    }
  }

  /// The texts of the pages' templates, by name.
  private static let templates: [String: String] = {
    let folder = projectFolder.appending(path: "schema/pages")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let texts = names.filter { $0.hasSuffix(".mustache") }.map {
      ($0, (try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)) ?? "")
    }
    return Dictionary(uniqueKeysWithValues: texts)
  }()

  private static func slots(_ sentence: String) -> Set<String> {
    Set(sentence.matches(of: /\{([A-Za-z-]+)\}/).map { String($0.1) })
  }

  @Test func `every phrase is there in both languages`() throws {
    let (zh, en) = (try Self.sentences("zh"), try Self.sentences("en"))
    #expect(Set(zh.keys).symmetricDifference(en.keys).sorted() == [])
    #expect(Set(Self.used.keys).subtracting(zh.keys).sorted() == [])
    #expect(zh.keys.filter { !Self.isSaid($0) }.sorted() == [], "said by nobody")
  }

  @Test func `both languages fill in the same values and the program gives them`() throws {
    let (zh, en) = (try Self.sentences("zh"), try Self.sentences("en"))
    for (key, sentence) in zh {
      #expect(Self.slots(sentence) == Self.slots(en[key] ?? ""), "\(key)")
      guard let given = Self.used[key] else { continue }
      #expect(Self.slots(sentence).isSubset(of: given), "\(key)")
    }
  }

  @Test func `every word that a page's template asks for is there`() throws {
    let zh = try Self.sentences("zh")
    #expect(Self.templates["layout.mustache"] != nil)
    for (name, text) in Self.templates {
      for word in text.matches(of: /\{\{[#^]?t\.([a-z0-9-]+)\}\}/) {
        #expect(zh["page.\(word.1)"] != nil, "\(name): \(word.1)")
      }
      // Three braces would let a person's text be markup.
      #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name)")
    }
  }

  @Test func `the search for phrases finds some`() { #expect(Self.used.count > 20) }
}
