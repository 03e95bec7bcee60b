extension ObjectSource {
  /// An object, or nil if it is not here.
  ///
  /// - Throws: ``StoreFault`` if it cannot be read: what a disk refuses is not absent.
  package func object(ifHere id: ObjectID) throws(StoreFault) -> StoredObject? {
    do throws(StoreFault) { return try read(id) } catch {
      guard case .missing = error else { throw error }
      return nil
    }
  }

  /// A commit, or nil if there is none of this name: nothing is here, or no commit.
  ///
  /// - Throws: as ``object(ifHere:)``.
  package func commit(ifHere id: ObjectID) throws(StoreFault) -> Commit? {
    do throws(StoreFault) { return try commit(id) } catch {
      switch error {
      case .missing, .malformed: return nil
      default: throw error
      }
    }
  }
}

extension StoreFault {
  /// Whether this disk could not be read, which is no word about what came from outside.
  package var isOfDisk: Bool {
    switch self {
    case .missing, .malformed, .notAppendOnly, .refusedName, .pathTaken: false
    case .damaged(let name, _): name != "pack" && name != "bundle"
    case .noStore, .storeExists, .moved, .diskFull, .failed: true
    }
  }
}
