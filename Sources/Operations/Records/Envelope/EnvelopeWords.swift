package import SiteModel

/// Says in a person's language what the registers of an envelope hold.
package struct EnvelopeWords {
  private let shelf: EnvelopeShelf
  private let language: Language

  package init(_ shelf: EnvelopeShelf, _ language: Language) {
    (self.shelf, self.language) = (shelf, language)
  }

  /// What a part is called, such as 附件.
  package func title(of part: Envelope.Part) -> String {
    shelf[part].map { said($0.title) } ?? part.rawValue
  }

  /// What a register is called; nil for a field of the record's type.
  package func title(of register: String) -> String? {
    Envelope.part(of: register).map(title)
  }

  /// The value of a register; nil for a field, for "no value", and for what is not in its form.
  package func text(of register: String, _ value: JSON) -> String? {
    switch Envelope.part(of: register) {
    case .attachment: Attachment(register: register, value).map(text)
    case .link: RecordLink(register: register, value).map(text)
    case .void: Voiding(value).map(text)
    case nil: nil
    }
  }

  /// Name, kind, size and the beginning of the hash.
  package func text(_ file: Attachment) -> String {
    let kind = choice(file.kind.rawValue, of: "kind", in: .attachment)
    let facts = [file.name, kind, "\(file.size) B", String(file.sha256.description.prefix(12))]
    return (facts + [file.captured, file.note].compactMap { $0 }).joined(separator: " · ")
  }

  /// Relation, record and revision.
  package func text(_ link: RecordLink) -> String {
    let revision = link.revision.map { " (\($0))" } ?? ""
    return "\(title(of: link.rel)) \(link.target)\(revision)"
  }

  /// Reason, and what takes the record's place.
  package func text(_ voiding: Voiding) -> String {
    voiding.reason + (voiding.replacedBy.map { " → \($0)" } ?? "")
  }

  /// What a relation is called, such as 证据.
  package func title(of rel: RecordLink.Relation) -> String {
    choice(rel.rawValue, of: "rel", in: .link)
  }

  private func choice(_ value: String, of field: String, in part: Envelope.Part) -> String {
    let choices = shelf[part]?[field]?.choices ?? []
    return choices.first { $0.value == value }.map { said($0.title) } ?? value
  }

  private func said(_ text: BilingualText) -> String { language == .zh ? text.zh : text.en }
}
