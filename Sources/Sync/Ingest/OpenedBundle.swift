package import Storage

/// A bundle that came from anywhere, opened to see for which store it is. Nothing is judged yet.
package struct OpenedBundle: Sendable {
  /// The entity whose facts it says it carries.
  package let entity: String
  /// The chains that its refs name; an honest one brings one.
  var chains: [String] { bundle.heads.keys.sorted() }
  let bundle: GitBundle
  let pack: Quarantine

  /// - Parameters:
  ///   - bytes: the whole file, as it was laid down.
  ///   - stores: one of which holds what a thin pack, as stock git writes it, leans on.
  /// - Throws: ``IngestFault`` if it is no whole bundle; ``StoreFault`` if a store cannot be read.
  package init(_ bytes: [UInt8], over stores: some Sequence<any FactStore>) throws {
    bundle = try Ingest.opened(bytes, .usual)
    guard let head = bundle.heads.first?.value else {
      throw IngestFault.refs(bundle.refs.keys.sorted())
    }
    var first: StoreFault?
    for store in [MemoryStore()] + Array(stores) {
      do throws(StoreFault) {
        let pack = try Quarantine(bundle.pack, over: store)
        (entity, self.pack) = (try pack.commit(head).entity, pack)
        return
      } catch {
        guard !error.isOfDisk else { throw error }
        first = first ?? error
      }
    }
    throw IngestFault.pack(first ?? .missing(head))
  }
}
