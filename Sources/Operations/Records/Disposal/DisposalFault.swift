package import SiteModel

/// Why nothing is disposed of, or what is asked for is not there any more.
package enum DisposalFault: Fault, Equatable {
  /// The bytes were disposed of.
  case gone(Disposals.Gone)
  /// The same person twice.
  case samePerson(String)
  /// Nobody vouches for a person, so his signature would count for nothing.
  case notVouched(person: String)
  /// The person may not approve a disposal; the roles that may.
  case mayNotApprove(person: String, roles: [String])
  /// It is in force, or will be.
  case inForce(name: String)
  /// It is still being worked on.
  case open(name: String)
  /// A document has versions, and it must be said which.
  case whichVersion(number: String, known: [String])
  /// A hold keeps it.
  case held(name: String, hold: String, reason: String)
  /// git keeps these files, for ever.
  case inGit(name: String, files: [String])
  /// There is no file, or all of them are gone already.
  case nothing(name: String)
  /// It has to be kept longer, or nobody knows how long.
  case retention(name: String, until: Phrase)
  /// Only versions of documents become obsolete.
  case notObsolete(name: String)
  case noReason
  case noHold(String)

  package var kind: FaultKind {
    switch self {
    case .whichVersion, .nothing, .noReason, .noHold, .notObsolete: .invalid
    default: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .gone(let gone): gone.phrase
    case .samePerson(let name): Phrase("disposal.same-person", ["person": name])
    case .notVouched(let name): Phrase("disposal.not-vouched", ["person": name])
    case .mayNotApprove(let name, let roles):
      Phrase("disposal.may-not-approve", ["person": name, "roles": roles.joined(separator: ", ")])
    case .inForce(let name): Phrase("disposal.in-force", ["name": name])
    case .open(let name): Phrase("disposal.open", ["name": name])
    case .whichVersion(let number, let known):
      Phrase(
        "disposal.which-version", ["number": number, "known": known.joined(separator: ", ")])
    case .held(let name, let hold, let reason):
      Phrase("disposal.held", ["name": name, "hold": hold, "reason": reason])
    case .inGit(let name, let files):
      Phrase("disposal.in-git", ["name": name, "files": files.joined(separator: ", ")])
    case .nothing(let name): Phrase("disposal.nothing", ["name": name])
    case .retention(let name, let until):
      Phrase("disposal.retention", ["name": name], within: ["until": [until]])
    case .notObsolete(let name): Phrase("disposal.not-obsolete", ["name": name])
    case .noReason: Phrase("disposal.no-reason")
    case .noHold(let name): Phrase("disposal.no-hold", ["hold": name])
    }
  }

  package static func == (a: DisposalFault, b: DisposalFault) -> Bool { a.phrase == b.phrase }
}
