package import SiteModel

/// Why a record's files, links or voiding stay as they are.
package enum EnvelopeFault: Fault, Equatable {
  /// The record is void: nothing more is written in it.
  case void(record: String, reason: String)
  /// Records of this type are made void by a signed act.
  case voidByAct(record: String, type: String)
  /// The record would take its own place, or say something of itself.
  case itself(record: String)
  /// The record has no such file; `known` are those it has.
  case noAttachment(record: String, name: String, known: [String])
  /// Several files of the record are meant.
  case ambiguous(record: String, name: String, hashes: [String])
  /// The record says no such thing of the other.
  case noLink(record: String, link: String)
  /// A file's name that is none everywhere.
  case badName(String)
  /// A file of the node's own, such as a key.
  case ownFile(path: String)
  /// Another file's hash begins alike, which only happens by intent.
  case sameBeginning(record: String, sha256: ContentHash)

  package var kind: FaultKind {
    switch self {
    case .void, .voidByAct, .ownFile, .sameBeginning: .refused
    case .itself, .noAttachment, .ambiguous, .noLink, .badName: .invalid
    }
  }

  package var phrase: Phrase {
    switch self {
    case .void(let record, let reason):
      Phrase("envelope.void", ["record": record, "reason": reason])
    case .voidByAct(let record, let type):
      Phrase("envelope.void-by-act", ["record": record, "type": type])
    case .itself(let record): Phrase("envelope.itself", ["record": record])
    case .noAttachment(let record, let name, let known):
      Phrase(
        "envelope.no-attachment",
        [
          "record": record, "name": name,
          "known": known.isEmpty ? "—" : known.joined(separator: ", "),
        ])
    case .ambiguous(let record, let name, let hashes):
      Phrase(
        "envelope.ambiguous",
        ["record": record, "name": name, "hashes": hashes.joined(separator: ", ")])
    case .noLink(let record, let link):
      Phrase("envelope.no-link", ["record": record, "link": link])
    case .badName(let name): Phrase("envelope.bad-name", ["name": name])
    case .ownFile(let path): Phrase("envelope.own-file", ["path": path])
    case .sameBeginning(let record, let hash):
      Phrase("envelope.same-beginning", ["record": record, "sha256": hash.description])
    }
  }
}
