package import SiteModel

/// What is wrong with a store.
package enum VerificationFault: Fault, Equatable {
  /// An object is missing, damaged or malformed, or a file was changed.
  case store(StoreFault)
  /// Nobody has said which key signs this chain.
  case noKey(chain: String)
  /// There is no signature, or none that we know.
  case unsigned(commit: ObjectID)
  /// Another key than the chain's has signed.
  case foreignKey(commit: ObjectID)
  /// The signature does not cover these bytes.
  case badSignature(commit: ObjectID)
  /// A trailer does not fit the chain: its entity, its ref, its order.
  case trailer(commit: ObjectID, name: String)
  /// A file among the records is no entry, or one of another place.
  case entry(EntryFault)
  /// An act without a signature that covers its bytes.
  case act(path: String)
  /// A signature without the entry that it would cover, in the same commit.
  case signature(path: String)
  /// A file looks like a pointer to content and is none.
  case pointer(path: String)

  package var kind: FaultKind {
    if case .store(let fault) = self { return fault.kind }
    return .untrusted
  }

  package var phrase: Phrase {
    switch self {
    case .store(let fault): fault.phrase
    case .noKey(let chain): Phrase("verify.no-key", ["chain": chain])
    case .unsigned(let commit): Phrase("verify.unsigned", ["commit": commit.description])
    case .foreignKey(let commit): Phrase("verify.foreign-key", ["commit": commit.description])
    case .badSignature(let commit):
      Phrase("verify.bad-signature", ["commit": commit.description])
    case .trailer(let commit, let name):
      Phrase("verify.trailer", ["commit": commit.description, "trailer": name])
    case .entry(let fault): fault.phrase
    case .act(let path): Phrase("verify.act", ["path": path])
    case .signature(let path): Phrase("verify.signature", ["path": path])
    case .pointer(let path): Phrase("verify.pointer", ["path": path])
    }
  }
}
