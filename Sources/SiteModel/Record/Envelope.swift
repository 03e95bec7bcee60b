/// What every record of every type may have beside its type's own fields: files, links, a voiding.
///
/// Each is a register of its own, joined like any field. Where people on two nodes disagree about
/// one, what anybody wrote still counts until a person decides: no file and no voiding disappears
/// because somebody else did not know of it.
package struct Envelope: Sendable, Hashable {
  /// The files, in the order in which they were attached.
  package let attachments: [Attached]
  /// What it says of other records, by relation.
  package let links: [RecordLink]
  /// Why it is void; nil if it is not, the first by name if two nodes voided it.
  package let voiding: Voiding?
  /// Registers whose value is not in the form of their kind; ascending.
  package let malformed: [String]

  /// A file, and the entry beside which it lies.
  package struct Attached: Sendable, Hashable {
    /// What is said of the file.
    package let file: Attachment
    /// The entry that attached it.
    package let entry: EntryName
  }

  /// The parts of an envelope.
  package enum Part: String, Sendable, CaseIterable {
    case attachment, link, void

    /// How the names of its registers begin; that of ``void`` is the whole name.
    package var prefix: String { self == .void ? rawValue : rawValue + "-" }
  }

  /// Which part a register holds; nil for a field of the record's type.
  package static func part(of register: String) -> Part? {
    if register == Part.void.rawValue { return .void }
    return [Part.attachment, .link].first { part in
      register.hasPrefix(part.prefix)
        && Grammar.isHex(register.dropFirst(part.prefix.count), count: 12)
    }
  }

  /// Reads what a record shows.
  package init(of state: RecordState) {
    var reader = EnvelopeReader()
    for (register, shown) in state.fields.sorted(by: { $0.key < $1.key }) {
      reader.take(register, shown)
    }
    attachments = reader.attachments.sorted {
      ($0.entry.seq, $0.entry.chain, $0.file.path) < ($1.entry.seq, $1.entry.chain, $1.file.path)
    }
    links = reader.links.sorted { ($0.rel.rawValue, $0.target) < ($1.rel.rawValue, $1.target) }
    (voiding, malformed) = (reader.voiding, reader.malformed)
  }

  /// What a person may look for: names of files and notes to them, reasons.
  package var texts: [String] {
    attachments.flatMap { [$0.file.name, $0.file.note].compactMap { $0 } }
      + [voiding?.reason].compactMap { $0 }
  }
}

private struct EnvelopeReader {
  var attachments: [Envelope.Attached] = []
  var links: [RecordLink] = []
  var voiding: Voiding?
  var malformed: [String] = []

  mutating func take(_ register: String, _ shown: Shown) {
    guard let part = Envelope.part(of: register) else { return }
    let writes = shown.writes.filter { $0.value != .null }
    let isRead = writes.contains { read(part, register, $0) }
    if !isRead && !writes.isEmpty { malformed.append(register) }
  }

  private mutating func read(_ part: Envelope.Part, _ register: String, _ write: Write) -> Bool {
    switch part {
    case .attachment:
      guard let file = Attachment(register: register, write.value) else { return false }
      attachments.append(.init(file: file, entry: write.name))
    case .link:
      guard let link = RecordLink(register: register, write.value) else { return false }
      links.append(link)
    case .void:
      guard let voiding = Voiding(write.value) else { return false }
      self.voiding = voiding
    }
    return true
  }
}
