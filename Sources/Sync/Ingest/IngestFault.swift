package import SiteModel
package import Storage

/// The rule by which a bundle is refused; nothing of it was kept.
package enum IngestFault: Fault, Equatable {
  /// The file is larger than any that a node writes.
  case size(bytes: Int)
  /// The file is no bundle.
  case bundle(StoreFault)
  /// It holds another number of refs than one, or one that is no chain.
  case refs([String])
  /// It says that it leans on something else than the one commit before it.
  case prerequisites(chain: String)
  /// Its pack is cut, corrupt, or leans on what is not there.
  case pack(StoreFault)
  /// A commit breaks a rule of form.
  case commit(chain: String, VerificationFault)
  /// The chain bears a name that is not its key's.
  case name(chain: String)
  /// Facts of an entity that this node does not follow.
  case stranger(entity: String)
  /// It brings objects that no commit of it reaches.
  case unreached(chain: String, objects: Int)
  /// It leaves out objects that its commits add.
  case lacking(chain: String, objects: Int)

  package var kind: FaultKind { .untrusted }
  package var phrase: Phrase {
    switch self {
    case .size(let bytes): Phrase("ingest.size", ["bytes": String(bytes)])
    case .bundle(let fault), .pack(let fault):
      Phrase("ingest.bundle", within: ["fault": [fault.phrase]])
    case .refs(let refs): Phrase("ingest.refs", ["refs": refs.joined(separator: ", ")])
    case .prerequisites(let chain): Phrase("ingest.prerequisites", ["chain": chain])
    case .commit(let chain, let fault):
      Phrase("ingest.commit", ["chain": chain], within: ["fault": [fault.phrase]])
    case .name(let chain): Phrase("ingest.name", ["chain": chain])
    case .stranger(let entity): Phrase("ingest.stranger", ["entity": entity])
    case .unreached(let chain, let objects):
      Phrase("ingest.unreached", ["chain": chain, "objects": String(objects)])
    case .lacking(let chain, let objects):
      Phrase("ingest.lacking", ["chain": chain, "objects": String(objects)])
    }
  }
}
