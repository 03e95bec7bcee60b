import SiteModel
import Storage

/// A bundle that was opened and is not believed yet.
extension Ingest {
  /// One stretch of one chain, and what of that chain is held.
  struct Guest {
    let bundle: GitBundle
    let chain: String
    let head: ObjectID
    let tips: [ChainTip]
  }

  static func opened(_ bytes: [UInt8], _ limits: PackLimits) throws(IngestFault) -> GitBundle {
    guard bytes.count <= limits.bundle else { throw .size(bytes: bytes.count) }
    do { return try GitBundle(bytes) } catch { throw .bundle(error) }
  }

  /// A bundle carries one stretch of one chain, and nothing else.
  func guest(_ bundle: GitBundle) throws -> Guest {
    guard bundle.refs.count == 1, bundle.heads.count == 1, let only = bundle.heads.first else {
      throw IngestFault.refs(bundle.refs.keys.sorted())
    }
    guard bundle.prerequisites.count <= 1 else { throw IngestFault.prerequisites(chain: only.key) }
    let tips = try store.tips().filter { $0.chain == only.key }
    return Guest(bundle: bundle, chain: only.key, head: only.value, tips: tips)
  }

  /// What a reader of packs finds damaged in the pack is the bundle's fault, also where only a
  /// second reader finds it; any other failure is this disk's.
  func judged<Value>(_ read: () throws -> Value) throws -> Value {
    do { return try read() } catch let fault as StoreFault {
      throw fault.isOfDisk ? fault : IngestFault.pack(fault)
    }
  }
}
