import Crypto

/// A stretch of one chain that goes into a bundle.
package struct ChainCut: Sendable, Hashable {
  package let chain: String
  /// The last commit that the other side holds; nil for all from the first.
  package let after: ObjectID?
  /// The last commit that goes.
  package let head: ObjectID
  /// The branch, where a store goes as it stands: a backup. Between nodes a branch goes as a
  /// stretch of its chain, and the reader finds where it belongs.
  package var fork: Fork?

  package init(chain: String, after: ObjectID?, head: ObjectID, fork: Fork? = nil) {
    (self.chain, self.after, self.head, self.fork) = (chain, after, head, fork)
  }

  /// By which a manifest knows it.
  package var name: String { fork?.description ?? chain }

  fileprivate var ref: String { fork?.ref ?? "refs/heads/\(chain)" }
}

/// Writes a git bundle of version 2 that stock `git bundle verify` and `git clone` take.
///
/// The streams of the store are copied; what is in the bundle never depends on more than the cuts.
package struct BundleWriter: Sendable {
  /// Everything the cuts add, each object once, the oldest commit first.
  package let objects: [ObjectID]
  private let store: any FactStore
  private let cuts: [ChainCut]

  /// Finds what belongs in the bundle.
  ///
  /// - Parameter cuts: those with nothing new are left out.
  /// - Throws: ``StoreFault/notAppendOnly`` if a cut's `after` is not in the past of its `head`.
  package init(_ store: any FactStore, cuts: [ChainCut]) throws(StoreFault) {
    self.store = store
    self.cuts = cuts.filter { $0.after != $0.head }.sorted { $0.name < $1.name }
    var (objects, known) = ([ObjectID](), Set<ObjectID>())
    for cut in self.cuts {
      for id in try store.objects(of: cut) where known.insert(id).inserted { objects.append(id) }
    }
    self.objects = objects
  }

  /// Whether there is nothing to send.
  package var isEmpty: Bool { objects.isEmpty }

  /// Writes the bundle under its final name once it is whole and durable.
  package func write(to path: String) throws(StoreFault) {
    try AtomicFile.write(to: path) { (put) throws(StoreFault) in try write(put) }
  }

  /// Hands the bundle's bytes to `put`, piece by piece.
  package func write(_ put: ([UInt8]) throws(StoreFault) -> Void) throws(StoreFault) {
    try put(Array(header.utf8))
    var hash = Insecure.SHA1()
    func add(_ bytes: [UInt8]) throws(StoreFault) {
      bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
      try put(bytes)
    }
    try add(PackWriter.header(count: objects.count))
    for id in objects { try add(try store.deflated(id).packEntry) }
    try put(Array(hash.finalize()))
  }

  private var header: String {
    let prerequisites = Set(cuts.compactMap(\.after)).sorted().map { "-\($0)\n" }
    let heads = cuts.map { "\($0.head) \($0.ref)\n" }
    return "# v2 git bundle\n" + prerequisites.joined() + heads.joined() + "\n"
  }
}

extension FactStore {
  /// One cut for each chain held here, and for each further branch.
  ///
  /// - Parameter known: by the name of the cut, the last commit that the other side holds.
  package func cuts(after known: [String: ObjectID] = [:]) throws(StoreFault) -> [ChainCut] {
    try tips().map { tip in
      let name = tip.fork?.description ?? tip.chain
      return ChainCut(chain: tip.chain, after: known[name], head: tip.head, fork: tip.fork)
    }
  }

  /// The objects that the commits of a cut add, the oldest commit first.
  fileprivate func objects(of cut: ChainCut) throws(StoreFault) -> [ObjectID] {
    var (steps, next) = ([[ObjectID]](), Optional(cut.head))
    while let id = next, id != cut.after {
      let links = try links(of: id)
      let before: ObjectID? =
        if let parent = links.parent { try self.links(of: parent).tree } else { nil }
      var difference = TreeDifference(commit: id) { [self] id throws(StoreFault) in try tree(id) }
      difference.compare(before, links.tree, at: "")
      if let fault = difference.faults.first { throw fault }
      steps.append([id] + difference.folders + difference.files.map(\.id))
      next = links.parent
    }
    guard next == cut.after else {
      throw .notAppendOnly(commit: cut.head.description, path: "")
    }
    return steps.reversed().flatMap { $0 }
  }
}
