import Foundation
package import SiteModel

/// The two languages a person may read.
package enum Language: String, Sendable, CaseIterable {
  case zh, en

  /// 中文 unless the environment asks for something else: `zh…`, `C` and nothing mean 中文.
  package init(locale: String?) {
    let code = locale?.prefix(2).lowercased() ?? ""
    self = ["", "zh", "c", "c.", "po"].contains(code) ? .zh : .en
  }
}

/// All sentences of one language, from `schema/phrases/<language>.json`.
package struct PhraseBook: Sendable {
  /// The language of these sentences.
  package let language: Language
  private let sentences: [String: String]

  /// Reads a phrase file; without one, phrases are shown by key, so that nothing is ever
  /// silent.
  package init(_ language: Language, share: Share?) {
    self.language = language
    let file = share?.schema.appending(path: "phrases/\(language.rawValue).json")
    let bytes = file.flatMap { FileManager.default.contents(atPath: $0.path) } ?? Data()
    let members = (try? JSON.parse(bytes))?.object ?? [:]
    sentences = members.compactMapValues(\.string).merging(Self.withoutFiles(language)) { said, _ in
      said
    }
  }

  /// What must be said when there are no phrase files: that they are not there.
  private static func withoutFiles(_ language: Language) -> [String: String] {
    switch language {
    case .zh:
      [
        "share.none":
          "找不到程序资料（schema 与 site-template），找过：{tried}。请把 share 文件夹放在程序旁边，或用 --share 指定。"
      ]
    case .en:
      [
        "share.none":
          "The program's own files (schema and site-template) were not found; looked in {tried}. Put the share folder beside the program, or name it with --share."
      ]
    }
  }

  /// The sentences whose keys begin so, by the rest of the key.
  package func sentences(under prefix: String) -> [String: String] {
    let found = sentences.filter { $0.key.hasPrefix(prefix) }
    return Dictionary(found.map { (String($0.key.dropFirst(prefix.count)), $0.value) }) { $1 }
  }

  /// The phrase as a sentence, its values put in.
  package func text(_ phrase: Phrase) -> String {
    if phrase.key == Phrase.title { return phrase.values[language.rawValue] ?? "" }
    guard let sentence = sentences[phrase.key] else { return phrase.description }
    let inner = phrase.within.mapValues { $0.map(text).joined(separator: " ") }
    let values = phrase.values.merging(inner) { $1 }
    // Once through: what a value brings is no place for another.
    return sentence.replacing(/\{([A-Za-z0-9-]+)\}/) { values[String($0.1)] ?? String($0.0) }
  }
}

extension BilingualText {
  /// Both languages, as every `--json` prints them.
  package var json: JSON { ["zh": .string(zh), "en": .string(en)] }
}
