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

  /// Reads a phrase file; without one, phrases are shown by key, so that nothing is ever silent.
  package init(_ language: Language, share: Share?) {
    self.language = language
    let file = share?.schema.appending(path: "phrases/\(language.rawValue).json")
    let bytes = file.flatMap { FileManager.default.contents(atPath: $0.path) } ?? Data()
    let members = (try? JSON.parse(bytes))?.object ?? [:]
    sentences = members.compactMapValues(\.string)
  }

  /// The phrase as a sentence, its values put in.
  package func text(_ phrase: Phrase) -> String {
    guard let sentence = sentences[phrase.key] else { return phrase.description }
    let inner = phrase.within.mapValues { $0.map(text).joined(separator: " ") }
    return phrase.values.merging(inner) { $1 }.reduce(sentence) { text, value in
      text.replacing("{\(value.key)}", with: value.value)
    }
  }
}
