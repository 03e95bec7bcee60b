extension FactStore {
  /// Adds one commit to a chain: files, folders and the signed commit in one pack, then one
  /// move of the ref. The caller holds the ``NodeLock``.
  ///
  /// - Parameters:
  ///   - draft: what the commit says; `Seq` and the parent are found here.
  ///   - key: the chain's key.
  ///   - write: adds the files.
  /// - Returns: the commit, durable.
  /// - Throws: ``StoreFault``, or what `write` throws; then the chain stands where it was.
  package func append(
    _ draft: CommitDraft, signer key: SSHKey,
    files write: (_ files: inout FileSink) throws -> Void
  ) throws -> Commit {
    let parent = try heads()[draft.chain].map { id throws(StoreFault) in try commit(id) }
    guard parent == nil || (parent?.entity == draft.entity && parent?.chain == draft.chain) else {
      throw StoreFault.malformed(name: draft.chain, detail: "Entity")
    }
    let folders = try TreeDraft(root: parent?.tree) { [self] id throws(StoreFault) in
      try tree(id)
    }
    var made: (id: ObjectID, bytes: [UInt8])?
    try add { sink in
      var files = FileSink(sink: sink, folders: folders)
      try write(&files)
      var complete = draft
      complete.trailers += files.trailers
      let placed = PlacedDraft(
        draft: complete, seq: (parent?.seq ?? 0) + 1, tree: try files.finish(), parent: parent?.id)
      let bytes = try placed.bytes(signedBy: key)
      made = (try sink.put(.commit, bytes), bytes)
    }
    guard let made else { throw StoreFault.failed(call: "add", detail: draft.chain) }
    try move(draft.chain, from: parent?.id, to: made.id)
    return try Commit(made.id, made.bytes)
  }
}

/// Takes the files of one commit, each straight into the pack.
package struct FileSink {
  private let sink: any ObjectSink
  private var folders: TreeDraft
  /// What is known of the commit only once its files are there, such as the hash of their source.
  package var trailers: [Trailer] = []

  init(sink: any ObjectSink, folders: TreeDraft) { (self.sink, self.folders) = (sink, folders) }

  /// Adds a file.
  ///
  /// - Parameter path: in the grammar of ``PathGrammar``.
  /// - Returns: the name of its bytes.
  /// - Throws: ``StoreFault/refusedName``, ``StoreFault/pathTaken``, ``StoreFault/diskFull``.
  @discardableResult
  package mutating func add(
    _ path: String, _ bytes: [UInt8], deflate: Deflate = .usual
  ) throws(StoreFault) -> ObjectID {
    try folders.check(path)
    let id = try sink.put(.blob, bytes, deflate: deflate)
    folders.insert(path, id)
    return id
  }

  /// Adds a file that was hashed and compressed before, perhaps on another thread.
  package mutating func add(_ path: String, _ blob: DeflatedObject) throws(StoreFault) {
    try folders.check(path)
    guard blob.kind == .blob else { throw .malformed(name: path, detail: blob.kind.rawValue) }
    try sink.put(blob)
    folders.insert(path, blob.id)
  }

  mutating func finish() throws(StoreFault) -> ObjectID { try folders.write(to: sink) }
}
