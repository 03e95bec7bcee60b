package import SiteModel

/// Why the store cannot do what was asked.
package enum StoreFault: Fault, Equatable {
  /// There is no store in this folder.
  case noStore(path: String)
  /// There is one already.
  case storeExists(path: String)
  /// No object of this name is here.
  case missing(ObjectID)
  /// The bytes of an object, a pack or a bundle do not hash to their name, or are cut.
  case damaged(name: String, detail: String)
  /// An object hashes right and is not what a store may hold, such as a merge commit.
  case malformed(name: String, detail: String)
  /// A commit changes or removes a file, or does not follow the one it should.
  case notAppendOnly(commit: String, path: String)
  /// A chain, a path or a line of text is out of its grammar (design §3).
  case refusedName(String)
  /// The path is taken already; files are only added.
  case pathTaken(path: String)
  /// The chain's head is another one than the writer saw.
  case moved(chain: String)
  /// The disk is full.
  case diskFull(path: String)
  /// libgit2 or the operating system refused a call.
  case failed(call: String, detail: String)

  /// The ref of a chain that is known to have commits is gone.
  package static func noRef(of chain: String) -> StoreFault {
    .damaged(name: "refs/heads/\(chain)", detail: "missing")
  }

  package var kind: FaultKind {
    switch self {
    case .noStore, .storeExists, .refusedName, .pathTaken: .invalid
    case .missing, .damaged, .malformed, .notAppendOnly: .untrusted
    case .moved, .diskFull, .failed: .unavailable
    }
  }

  package var phrase: Phrase {
    switch self {
    case .noStore(let path): Phrase("store.none", ["path": path])
    case .storeExists(let path): Phrase("store.exists", ["path": path])
    case .missing(let id): Phrase("store.missing", ["object": id.description])
    case .damaged(let name, let detail):
      Phrase("store.damaged", ["object": name, "detail": detail])
    case .malformed(let name, let detail):
      Phrase("store.malformed", ["object": name, "detail": detail])
    case .notAppendOnly(let commit, let path):
      Phrase("store.not-append-only", ["commit": commit, "path": path])
    case .refusedName(let name): Phrase("store.refused-name", ["name": name])
    case .pathTaken(let path): Phrase("store.path-taken", ["path": path])
    case .moved(let chain): Phrase("store.moved", ["chain": chain])
    case .diskFull(let path): Phrase("store.disk-full", ["path": path])
    case .failed(let call, let detail): Phrase("store.failed", ["call": call, "detail": detail])
    }
  }
}
