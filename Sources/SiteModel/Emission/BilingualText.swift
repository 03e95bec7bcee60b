/// A title or remark that data files carry in both languages.
package struct BilingualText: Sendable, Hashable {
  /// Simplified Chinese; never empty when read from data.
  package let zh: String
  /// English; never empty when read from data.
  package let en: String

  /// Puts both languages of one text side by side.
  package init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }
}

/// How well a number, an equation or a clause is known.
package enum ConfidenceMark: String, Sendable, Hashable, CaseIterable {
  /// The official text, or two transcriptions that do not depend on each other.
  case confirmed = "A"
  /// One transcription made page by page.
  case pageVerified = "A1"
  /// One public transcription.
  case transcribed = "B"
  /// From memory: never to be shown as official before a person has looked it up.
  case unconfirmed = "C"
}
