/// A file kept with a record, such as a scanned certificate: what a register `attachment-…` says.
package struct Attachment: Sendable, Hashable {
  /// The file's name as the person knew it; no path.
  package let name: String
  /// The media type its name tells, such as `application/pdf`.
  package let media: String
  /// Bytes of the file.
  package let size: Int
  /// The hash of its bytes, which is what it is; the name is only what it was called.
  package let sha256: ContentHash
  /// The name of the file beside the entry, `<seq>.<n>.<ext>`: the bytes, or a pointer to them.
  package let path: String
  /// How it came to be.
  package let kind: Kind
  /// When the file was made, a date or RFC 3339, as the person says; nil where nobody said.
  package var captured: String?
  /// What the person says of it.
  package var note: String?

  /// How a file came to be.
  package enum Kind: String, Sendable, CaseIterable {
    case scan, photo, native, rendered
    case signedPDF = "signed-pdf"
  }

  package init(
    name: String, media: String, content: (sha256: ContentHash, size: Int, path: String),
    kind: Kind
  ) {
    (self.name, self.media, self.kind) = (name, media, kind)
    (sha256, size, path) = content
  }

  /// Reads the value of a register; nil if it does not say all of this in its form, or stands in a
  /// register of another name than its hash gives.
  package init?(register: String, _ json: JSON) {
    guard let name = json["name"]?.string, Self.isName(name), let media = json["media"]?.string,
      let size = json["size"]?.number.flatMap({ Grammar.counting($0) }),
      let content = ContentValue(json), let path = content.path, ContentName(path) != nil,
      let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:))
    else { return nil }
    self.init(name: name, media: media, content: (content.sha256, size, path), kind: kind)
    (captured, note) = (json["captured"]?.string, json["note"]?.string)
    guard register == self.register else { return nil }
  }

  /// The register it is written in: one for each content, so that people on two nodes who attach
  /// different files never contradict one another.
  package var register: String { Self.register(of: sha256) }

  /// The register that a file with these bytes is written in.
  package static func register(of sha256: ContentHash) -> String {
    Envelope.Part.attachment.prefix + sha256.description.prefix(12)
  }

  /// The value as an entry writes it.
  package var json: JSON {
    var members: [String: JSON] = [
      "name": .string(name), "media": .string(media), "size": .number(String(size)),
      "sha256": .string(sha256.description), "path": .string(path), "kind": .string(kind.rawValue),
    ]
    members["captured"] = captured.map(JSON.string)
    members["note"] = note.map(JSON.string)
    return .object(members)
  }

  /// Whether this can be a file's name on every disk and in one line of text: a foreign entry must
  /// not choose where `--out` writes.
  package static func isName(_ text: String) -> Bool {
    (1...200).contains(text.unicodeScalars.count) && text != "." && text != ".."
      && text.first != " " && text.last != " "
      && text.unicodeScalars.allSatisfy {
        $0 != "/" && $0 != "\\" && $0.value >= 0x20 && $0.value != 0x7F && $0 != "\u{FFFD}"
      }
  }
}

/// The name of a file beside an entry, `<seq>.<n>.<ext>`.
package struct ContentName: Sendable, Hashable, CustomStringConvertible {
  /// The number of the commit that added it.
  package let seq: Int
  /// Which of the files of that entry, from 1.
  package let number: Int
  /// 1 … 8 of `[a-z0-9]`.
  package let suffix: String

  /// Reads the text form strictly; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let seq = Grammar.counting(parts[0]),
      let number = Grammar.counting(parts[1]), Self.suffix(parts[2]) == parts[2]
    else { return nil }
    (self.seq, self.number, suffix) = (seq, number, String(parts[2]))
  }

  package var description: String { "\(seq).\(number).\(suffix)" }

  /// The suffix to keep a file under: its own, in small letters, or `bin` if that is none.
  package static func suffix(_ text: some StringProtocol) -> String {
    let small = text.lowercased()
    let isPlain =
      (1...8).contains(small.utf8.count)
      && small.utf8.allSatisfy { $0 &- 48 < 10 || (97...122).contains($0) }
    return isPlain ? small : "bin"
  }
}
