package import SiteModel

/// Why something cannot be done about a document.
package enum DocumentFault: Fault, Equatable {
  /// No document bears this number.
  case unknown(String)
  /// One bears it already.
  case taken(String)
  /// Two nodes made the number apart.
  case twice(String)
  /// It has no revision of this name.
  case noVersion(String, version: String, known: [String])
  /// It has no revision that is being worked on.
  case noDraft(String)
  /// A revision is being worked on already.
  case hasDraft(String, version: String)
  /// What follows the newest version cannot be told.
  case noNext(String, version: String)
  /// A version was used before.
  case versionTaken(String, version: String)
  /// Nobody would know who prepared it.
  case noAuthor
  /// It cannot come into force before today.
  case past(day: String, today: String)
  /// Nothing of it is in force, so nothing can be withdrawn.
  case nothingInForce(String)
  /// What lies in the store is not what was approved, or nothing.
  case otherBytes(String, version: String)
  /// It is in force, so it cannot be kept as an obsolete one.
  case inForce(String, version: String)
  /// Only document controllers do this.
  case notController(person: String)
  /// Training for it is not planned, or due only after the day it would come into force.
  case untrained(String, version: String, record: String, due: String?, day: String)
  /// It was said that there was no training, and none is due later.
  case trained(String, version: String)
  /// Nothing is to be changed.
  case nothing(String)

  package var kind: FaultKind {
    switch self {
    case .hasDraft, .inForce, .notController, .untrained: .refused
    case .otherBytes: .untrusted
    default: .invalid
    }
  }

  package var phrase: Phrase {
    switch self {
    case .unknown(let number): Phrase("document.unknown", ["number": number])
    case .taken(let number): Phrase("document.taken", ["number": number])
    case .twice(let number): Phrase("document.twice", ["number": number])
    case .noVersion(let number, let version, let known):
      Phrase(
        "document.no-version",
        ["number": number, "version": version, "known": known.joined(separator: ", ")])
    case .noDraft(let number): Phrase("document.no-draft", ["number": number])
    case .hasDraft(let number, let version):
      Phrase("document.has-draft", ["number": number, "version": version])
    case .noNext(let number, let version):
      Phrase("document.no-next", ["number": number, "version": version])
    case .versionTaken(let number, let version):
      Phrase("document.version-taken", ["number": number, "version": version])
    case .noAuthor: Phrase("document.no-author")
    case .past(let day, let today): Phrase("document.past", ["day": day, "today": today])
    case .nothingInForce(let number): Phrase("document.nothing-in-force", ["number": number])
    case .otherBytes(let number, let version):
      Phrase("document.other-bytes", ["number": number, "version": version])
    case .inForce(let number, let version):
      Phrase("document.in-force", ["number": number, "version": version])
    case .notController(let person): Phrase("document.not-controller", ["person": person])
    case .untrained(let number, let version, let record, let due, let day):
      Phrase(
        due == nil ? "document.training-unplanned" : "document.training-late",
        [
          "number": number, "version": version, "record": record, "due": due ?? "", "day": day,
        ])
    case .trained(let number, let version):
      Phrase("document.trained", ["number": number, "version": version])
    case .nothing(let number): Phrase("document.nothing", ["number": number])
    }
  }
}
