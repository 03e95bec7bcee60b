/// Where facts are kept for ever: chains of signed commits that only add files.
///
/// The git store and the memory store both pass one contract suite (`FactStoreContractTests`).
/// Every object that is read has been hashed again; a damaged one is ``StoreFault/damaged``.
package protocol FactStore: ObjectSource {
  /// The newest commit of every chain held here.
  func heads() throws(StoreFault) -> [String: ObjectID]

  /// The newest commit of every further branch of chains that have forked.
  func forks() throws(StoreFault) -> [Fork: ObjectID]

  /// Puts objects into one pack and makes it durable; nothing refers to them yet.
  /// - Parameter write: is handed a sink; each object put in is durable once this call returns.
  func add(_ write: (any ObjectSink) throws -> Void) throws

  /// Moves the head of a chain, if it is `expected` now; a chain begins from nil.
  /// - Throws: ``StoreFault/moved`` if another writer was first, ``StoreFault/missing`` if a
  ///   commit between is not here, ``StoreFault/notAppendOnly`` if `new` does not follow
  ///   `expected`, ``StoreFault/refusedName`` if `chain` is no chain id.
  func move(_ chain: String, from expected: ObjectID?, to new: ObjectID) throws(StoreFault)

  /// Moves the tip of a further branch; its first commit is beside what is held of the chain.
  /// - Throws: as ``move(_:from:to:)``.
  func move(_ fork: Fork, from expected: ObjectID?, to new: ObjectID) throws(StoreFault)

  /// Takes in the pack of a bundle that a peer or a backup made; nothing refers to it yet.
  ///
  /// Judges only that each object is whole; what the objects say is the caller's to check.
  /// - Parameter pack: the bytes from `PACK` on, deltas allowed.
  /// - Throws: ``StoreFault/damaged`` if the pack is cut, corrupt or not whole.
  func adopt(pack: [UInt8]) throws(StoreFault)

  /// An object as it goes on the wire: the stream that was made once, copied where possible.
  /// - Throws: as ``read(_:)``.
  func deflated(_ id: ObjectID) throws(StoreFault) -> DeflatedObject
}

/// Where objects can be read: a store, or one with something over it that is not believed yet.
package protocol ObjectSource: AnyObject, Sendable {
  /// One object's bytes.
  /// - Throws: ``StoreFault/missing`` if it is not here, ``StoreFault/damaged`` if its bytes do
  ///   not hash to its name.
  func read(_ id: ObjectID) throws(StoreFault) -> StoredObject

  /// A commit, taken apart; a source may remember what it took apart before.
  func commit(_ id: ObjectID) throws(StoreFault) -> Commit
}

/// Takes objects one by one, so that a large import is never in memory as a whole.
package protocol ObjectSink: AnyObject {
  /// Adds an object that was named and compressed before, perhaps on another thread.
  ///
  /// What the store already holds is not kept twice.
  func put(_ object: DeflatedObject) throws(StoreFault)
}

extension ObjectSink {
  /// Adds an object and says its name.
  /// - Parameter deflate: how hard to compress; readings choose by size (`segment.md`).
  package func put(
    _ kind: ObjectKind, _ bytes: [UInt8], deflate: Deflate = .usual
  ) throws(StoreFault) -> ObjectID {
    let object = DeflatedObject(kind, bytes, deflate: deflate)
    try put(object)
    return object.id
  }
}

extension FactStore {
  package func deflated(_ id: ObjectID) throws(StoreFault) -> DeflatedObject {
    let object = try read(id)
    return DeflatedObject(object.kind, object.bytes, deflate: .usual)
  }
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
