package import SiteModel

/// Why a carrier cannot carry.
package enum CarrierFault: Fault, Equatable {
  /// There is no such folder, or it is none.
  case none(place: String)
  /// It is full.
  case full(place: String)
  /// What was written does not read back the same.
  case unfaithful(file: String)
  /// It was sealed for another node, or was changed since; or the key to seal with is none.
  case sealed(node: String)
  /// No carrier keeps a name like this as it is.
  case refusedName(String)
  /// It refused a call: a read error, a write protection.
  case failed(place: String, detail: String)

  package var kind: FaultKind {
    switch self {
    case .none, .refusedName: .invalid
    case .full, .failed: .unavailable
    case .unfaithful, .sealed: .untrusted
    }
  }

  package var phrase: Phrase {
    switch self {
    case .none(let place): Phrase("carrier.none", ["place": place])
    case .refusedName(let name): Phrase("carrier.refused-name", ["name": name])
    case .full(let place): Phrase("carrier.full", ["place": place])
    case .unfaithful(let file): Phrase("carrier.unfaithful", ["file": file])
    case .sealed(let node): Phrase("carrier.sealed", ["node": node])
    case .failed(let place, let detail):
      Phrase("carrier.failed", ["place": place, "detail": detail])
    }
  }
}
