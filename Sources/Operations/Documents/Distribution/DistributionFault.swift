package import SiteModel

/// Why nothing is said of a copy.
package enum DistributionFault: Fault, Equatable {
  /// Each copy is called back by its number; those that must come back.
  case noCopies(String, open: [Int])
  /// It was called back before.
  case recalled(String, copy: Int, state: GivenCopy.State, day: String)
  /// What is destroyed is destroyed before somebody's eyes.
  case noWitness
  case ownWitness(person: String)
  /// A copy that does not come back needs a reason.
  case noReason
  /// It was given to somebody else.
  case notRecipient(String, copy: Int, recipient: String)
  case received(String, copy: Int, day: String)

  package var kind: FaultKind {
    switch self {
    case .noCopies, .noWitness, .noReason: .invalid
    case .recalled, .ownWitness, .notRecipient, .received: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .noCopies(let number, let open):
      Phrase(
        "distribution.no-copies",
        [
          "number": number,
          "open": open.isEmpty ? "—" : open.map(String.init).joined(separator: ", "),
        ])
    case .recalled(let number, let copy, let state, let day):
      Phrase(
        "distribution.recalled", ["number": number, "copy": String(copy), "day": day],
        within: ["state": [Phrase("said.copy-\(state.rawValue)")]])
    case .noWitness: Phrase("distribution.no-witness")
    case .ownWitness(let person): Phrase("distribution.own-witness", ["person": person])
    case .noReason: Phrase("distribution.no-reason")
    case .notRecipient(let number, let copy, let recipient):
      Phrase(
        "distribution.not-recipient",
        ["number": number, "copy": String(copy), "recipient": recipient])
    case .received(let number, let copy, let day):
      Phrase(
        "distribution.received", ["number": number, "copy": String(copy), "day": day])
    }
  }
}
