import Indexing
import Operations
import SiteModel

/// What a record has beside its type's fields, printed.
struct EnvelopeView {
  private let envelope: Envelope
  private let references: [Reference]
  private let shelf: EnvelopeShelf
  private let gone: [ContentHash: Disposals.Gone]

  init(_ key: RecordKey, _ state: RecordState, on site: Site) throws {
    envelope = Envelope(of: state)
    references = try site.index.references(to: key)
    shelf = site.schemas.envelope
    gone = try Disposals(on: site).gone
  }

  /// A line for each file, link, record that refers to this one, and for the voiding.
  func lines(_ phrases: PhraseBook) -> [String] {
    let words = EnvelopeWords(shelf, phrases.language)
    let void = envelope.voiding.map { "\(words.title(of: .void))\t\(words.text($0))" }
    let files = envelope.attachments.enumerated().map { place, attached in
      let mark = gone[attached.file.sha256].map { "\t" + phrases.text($0.mark) } ?? ""
      return "\(words.title(of: .attachment))\t\(place + 1)\t\(words.text(attached.file))\(mark)"
    }
    let links = envelope.links.map { "\(words.title(of: .link))\t\(words.text($0))" }
    let title = phrases.text(Phrase("said.referred-to"))
    let back = references.map { "\(title)\t\($0.from) \(words.title(of: $0.rel))" }
    return [void].compactMap { $0 } + files + links + back
  }

  /// The members of `record show --json`.
  var members: [String: JSON] {
    [
      "void": envelope.voiding?.json ?? .null,
      "attachments": .array(envelope.attachments.listed(gone)),
      "links": .array(envelope.links.map(\.json)),
      "references": .array(
        references.map { $0.from.json(["rel": .string($0.rel.rawValue)]) }),
      "malformed": .array(envelope.malformed.map(JSON.string)),
    ]
  }
}

extension EnvelopeWords {
  /// The value of any register, for people.
  func plain(_ register: String, _ value: JSON) -> String {
    text(of: register, value) ?? value.plain
  }
}

extension [Envelope.Attached] {
  /// The files as JSON, each with its place from 1 and the entry that attached it.
  func listed(_ gone: [ContentHash: Disposals.Gone]) -> [JSON] {
    enumerated().map { place, attached in
      var own: [String: JSON] = [
        "n": .number(String(place + 1)), "entry": .string(attached.entry.description),
      ]
      own["disposed"] = gone[attached.file.sha256]?.json
      return .object((attached.file.json.object ?? [:]).merging(own) { $1 })
    }
  }
}
