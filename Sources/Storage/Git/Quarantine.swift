import Synchronization

/// The objects of a pack from outside, over a store that does not have them yet.
///
/// What is judged here touches nothing: a refused pack leaves no object behind that a later check
/// could take for something this store once vouched for.
package final class Quarantine: ObjectSource {
  /// What the pack brings; whole, each hashed.
  package let objects: [ObjectID: StoredObject]
  /// The folder without files, which git reads where nobody put it.
  package static let emptyFolder = ObjectID(naming: .tree, [])
  private let store: any FactStore
  /// Those that were taken apart before.
  private let commits: Mutex<[ObjectID: Commit]>

  /// Takes a pack apart in memory.
  ///
  /// - Parameters:
  ///   - pack: as for ``FactStore/adopt(pack:)``.
  ///   - limits: what it may cost to look at it.
  /// - Throws: ``StoreFault/damaged`` if it is cut, corrupt, too large, or leans on what is not
  ///   there; what the store throws where it cannot be read.
  package init(
    _ pack: [UInt8], over store: any FactStore, limits: PackLimits = .usual
  ) throws(StoreFault) {
    self.store = store
    commits = Mutex([:])
    objects = try PackReader(pack, limits: limits).objects { id throws(StoreFault) in
      try store.object(ifHere: id)
    }
  }

  /// The pack of another one over this store.
  package init(_ other: Quarantine, over store: any FactStore) {
    (self.store, objects) = (store, other.objects)
    commits = Mutex(other.commits.withLock { $0 })
  }

  /// The commit on which those leads that the pack brings below `head`; nil if they begin a chain.
  ///
  /// - Throws: ``StoreFault/missing`` if the pack does not bring `head` itself,
  ///   ``StoreFault/malformed`` for a merge.
  package func base(below head: ObjectID) throws(StoreFault) -> ObjectID? {
    guard objects[head] != nil else { throw .missing(head) }
    var next = Optional(head)
    while let id = next, objects[id] != nil { next = try links(of: id).parent }
    return next
  }

  package func read(_ id: ObjectID) throws(StoreFault) -> StoredObject {
    if let object = objects[id] { return object }
    return try store.read(id)
  }

  package func commit(_ id: ObjectID) throws(StoreFault) -> Commit {
    guard let object = objects[id] else { return try store.commit(id) }
    if let known = commits.withLock({ $0[id] }) { return known }
    let commit = try Commit(id, object)
    commits.withLock { $0[id] = commit }
    return commit
  }
}
