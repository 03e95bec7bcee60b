/// The objects of a pack from outside, over a store that does not have them yet.
///
/// What is judged here touches nothing: a refused pack leaves no object behind that a later check
/// could take for something this store once vouched for.
package final class Quarantine: ObjectSource {
  /// What the pack brings; whole, each hashed.
  package let objects: [ObjectID: StoredObject]
  private let store: any FactStore

  /// Takes a pack apart in memory.
  ///
  /// - Parameter pack: as for ``FactStore/adopt(pack:)``.
  /// - Throws: ``StoreFault/damaged`` if it is cut, corrupt, or leans on what is not there.
  package init(_ pack: [UInt8], over store: any FactStore) throws(StoreFault) {
    self.store = store
    objects = try PackReader(pack).objects { try? store.read($0) }
  }

  package func read(_ id: ObjectID) throws(StoreFault) -> StoredObject {
    if let object = objects[id] { return object }
    return try store.read(id)
  }
}
