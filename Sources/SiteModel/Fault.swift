/// A failure a person can read and act on.
package protocol Fault: Error, CustomStringConvertible {
  /// What the caller can do about it.
  var kind: FaultKind { get }
  /// What is said to the person: what, where, why, and what to do now.
  var phrase: Phrase { get }
}

extension Fault {
  /// The phrase's key and values, for logs; people read the phrase in their own language.
  package var description: String { phrase.description }
}

/// The four answers to "what now?".
package enum FaultKind: String, Sendable, CaseIterable {
  /// What was handed in is wrong; the person can correct it and try again. Exit status 65.
  case invalid
  /// The rules forbid it for this person or in this state. Exit status 77.
  case refused
  /// The disk, the network or the meter said no; the same call may succeed later. Exit status 75.
  case unavailable
  /// A hash or a signature does not hold. Nothing was changed; keep the evidence. Exit status 76.
  case untrusted
}

/// A sentence for a person, named by its key in `schema/phrases/zh.json` and `en.json`.
package struct Phrase: Sendable, Hashable, CustomStringConvertible {
  /// The key both phrase files must have.
  package let key: String
  /// What stands for each `{name}` of the sentence.
  package let values: [String: String]
  /// Phrases that stand for a `{name}` themselves, said in the reader's language too.
  package let within: [String: [Phrase]]

  package init(
    _ key: String, _ values: [String: String] = [:], within: [String: [Phrase]] = [:]
  ) {
    (self.key, self.values, self.within) = (key, values, within)
  }

  /// A title that data files carry in both languages, to stand within another phrase.
  package init(title: BilingualText) {
    self.init(Self.title, ["zh": title.zh, "en": title.en])
  }

  /// Several titles, as a list in each language.
  package init(titles: [BilingualText]) {
    self.init(
      title: BilingualText(
        zh: titles.map(\.zh).joined(separator: "、"), en: titles.map(\.en).joined(separator: ", ")))
  }

  /// The key of a phrase that brings its own words: its values by language.
  package static let title = "title"

  package var description: String {
    let inner = within.mapValues { $0.map(\.description).joined(separator: "; ") }
    let all = values.merging(inner) { $1 }
    return ([key] + all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
      .joined(separator: " ")
  }
}
