package import SiteModel

/// Where facts are kept for ever: chains of signed commits that only add files.
///
/// The git store and the memory store both pass one contract suite (`FactStoreContractTests`).
/// Every object that is read has been hashed again; a damaged one is ``StoreFault/damaged``.
package protocol FactStore: AnyObject, Sendable {
  /// The newest commit of every chain held here.
  func heads() throws(StoreFault) -> [String: ObjectID]

  /// One object's bytes.
  /// - Throws: ``StoreFault/missing`` if it is not here, ``StoreFault/damaged`` if its bytes do
  ///   not hash to its name.
  func read(_ id: ObjectID) throws(StoreFault) -> StoredObject

  /// Puts objects into one pack and makes it durable; nothing refers to them yet.
  /// - Parameter write: is handed a sink; each object put in is durable once this call returns.
  func add(_ write: (any ObjectSink) throws -> Void) throws

  /// Moves the head of a chain, if it is `expected` now; a chain begins from nil.
  /// - Throws: ``StoreFault/moved`` if another writer was first.
  func move(_ chain: String, from expected: ObjectID?, to new: ObjectID) throws(StoreFault)

  /// Takes in the pack of a bundle that a peer or a backup made; nothing refers to it yet.
  /// - Parameter pack: the bytes from `PACK` on, deltas allowed.
  /// - Throws: ``StoreFault/damaged`` if the pack is cut, corrupt or not whole.
  func adopt(pack: [UInt8]) throws(StoreFault)
}

/// Takes objects one by one, so that a large import is never in memory as a whole.
package protocol ObjectSink: AnyObject {
  /// Adds an object and says its name.
  /// - Parameter deflate: how hard to compress; readings choose by size (`segment.md`).
  func put(_ kind: ObjectKind, _ bytes: [UInt8], deflate: Deflate) throws(StoreFault) -> ObjectID
}

/// The three kinds of git objects in a store.
package enum ObjectKind: String, Sendable, Hashable { case blob, tree, commit }

/// An object as it was read.
package struct StoredObject: Sendable, Hashable {
  package let kind: ObjectKind
  package let bytes: [UInt8]

  package init(kind: ObjectKind, bytes: [UInt8]) {
    self.kind = kind
    self.bytes = bytes
  }
}

/// How an object is compressed. The stream made once stays on disk and on the wire.
package enum Deflate: Sendable, Hashable {
  /// zlib 6: records, trees, commits.
  case usual
  /// zlib 6, `Z_FILTERED`: an import that is one segment.
  case small
  /// zlib 4, `Z_RLE`: bulk imports.
  case bulk
}

/// Why the store cannot do what was asked.
package enum StoreFault: Fault, Equatable {
  /// There is no store in this folder.
  case noStore(path: String)
  /// There is one already.
  case storeExists(path: String)
  /// No object of this name is here.
  case missing(ObjectID)
  /// The bytes of an object or a pack do not hash to their name.
  case damaged(name: String, detail: String)
  /// The chain's head is another one than the writer saw.
  case moved(chain: String)
  /// The disk is full.
  case diskFull(path: String)
  /// libgit2 or the operating system refused a call.
  case failed(call: String, detail: String)

  package var kind: FaultKind {
    switch self {
    case .noStore, .storeExists: .invalid
    case .missing, .damaged: .untrusted
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
    case .moved(let chain): Phrase("store.moved", ["chain": chain])
    case .diskFull(let path): Phrase("store.disk-full", ["path": path])
    case .failed(let call, let detail): Phrase("store.failed", ["call": call, "detail": detail])
    }
  }
}
