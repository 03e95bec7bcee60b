package import SiteModel

/// Why nothing can be done about what may exist once.
package enum SlotFault: Fault, Equatable {
  /// It cannot be a number.
  case badNumber(String)
  /// No revision is called so.
  case badRevision(String)
  /// Nobody has opened the number, as far as this node knows.
  case notOpen(String)
  /// It is open already.
  case isOpen(String, holder: String)
  /// Numbers with this mark, or without one, are another chain's to open.
  case otherMark(String, owner: String)
  /// Headquarters has granted the mark to nobody, as far as this node knows.
  case noMark(String, mark: String)
  /// Another chain holds the number.
  case otherHolder(String, holder: String)
  /// This chain goes on for the holder, and has not said so yet.
  case resumeFirst(String, holder: String, chain: String)
  /// Only a successor of the holder's chain resumes.
  case notHeir(String, holder: String)
  /// No other node has shown that it knows of this chain.
  case notHeard(String)
  /// Several acts stand against each other.
  case contested(String)
  /// Only headquarters takes over.
  case notHeadquarters(String)
  /// Nothing was done about the number in this entry.
  case noAct(String)
  /// The store holds no chain of this name.
  case unknownChain(String)
  /// Nobody would know why.
  case noReason
  /// What is in force of a month is said by closing it.
  case closing
  /// What is in force of a document is said by signing its release and withdrawal.
  case document(String)
  /// Which inventory is in force is said by approving and withdrawing it.
  case approving

  package var kind: FaultKind {
    switch self {
    case .badNumber, .badRevision, .notOpen, .noAct, .unknownChain, .noReason: .invalid
    default: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .badNumber(let number): Phrase("slot.bad-number", ["number": number])
    case .badRevision(let revision): Phrase("slot.bad-revision", ["revision": revision])
    case .notOpen(let number): Phrase("slot.not-open", ["number": number])
    case .isOpen(let number, let holder):
      Phrase("slot.is-open", ["number": number, "holder": holder])
    case .otherMark(let number, let owner):
      Phrase("slot.other-mark", ["number": number, "owner": owner])
    case .noMark(let number, let mark): Phrase("slot.no-mark", ["number": number, "mark": mark])
    case .otherHolder(let number, let holder):
      Phrase("slot.other-holder", ["number": number, "holder": holder])
    case .resumeFirst(let number, let holder, let chain):
      Phrase("slot.resume-first", ["number": number, "holder": holder, "chain": chain])
    case .notHeir(let number, let holder):
      Phrase("slot.not-heir", ["number": number, "holder": holder])
    case .notHeard(let chain): Phrase("slot.not-heard", ["chain": chain])
    case .contested(let number): Phrase("slot.contested", ["number": number])
    case .notHeadquarters(let number): Phrase("slot.not-headquarters", ["number": number])
    case .noAct(let entry): Phrase("slot.no-act", ["entry": entry])
    case .unknownChain(let chain): Phrase("slot.unknown-chain", ["chain": chain])
    case .noReason: Phrase("slot.no-reason")
    case .document(let number): Phrase("slot.document", ["number": number])
    case .closing: Phrase("slot.closing")
    case .approving: Phrase("slot.approving")
    }
  }
}
