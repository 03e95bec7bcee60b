import CGit2
import Foundation

/// Owns the libgit2 pointers of one store and frees them once; used under the store's lock only.
struct Repository: ~Copyable {
  private let path: String
  private let repository: OpaquePointer
  private let odb: OpaquePointer

  /// Opens a bare repository that exists; never creates one.
  init(_ path: String) throws(StoreFault) {
    try LibGit2.start()
    guard FileManager.default.fileExists(atPath: "\(path)/HEAD") else {
      throw .noStore(path: path)
    }
    (repository, odb) = try Self.pointers(path)
    self.path = path
  }

  deinit {
    git_odb_free(odb)
    git_repository_free(repository)
  }

  func read(_ id: ObjectID) throws(StoreFault) -> StoredObject {
    var (oid, object) = (id.git, OpaquePointer?.none)
    let status = git_odb_read(&object, odb, &oid)
    guard status == 0, let object else { throw Self.readFault(id, status) }
    defer { git_odb_object_free(object) }
    guard let kind = Self.kind(git_odb_object_type(object)) else {
      throw .malformed(name: id.description, detail: "type")
    }
    let bytes = UnsafeRawBufferPointer(
      start: git_odb_object_data(object), count: git_odb_object_size(object))
    return StoredObject(kind: kind, bytes: Array(bytes))
  }

  /// Whether the object is here, without looking for packs that came since the last refresh.
  func holds(_ id: ObjectID) -> Bool {
    var oid = id.git
    return git_odb_exists_ext(odb, &oid, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 1
  }

  /// Looks at the packs on disk again.
  func refresh() throws(StoreFault) { try check("git_odb_refresh") { git_odb_refresh(odb) } }

  /// What a ref names, or nil if there is no such ref.
  func head(of ref: String) throws(StoreFault) -> ObjectID? {
    var oid = git_oid()
    let status = git_reference_name_to_id(&oid, repository, ref)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    guard status == 0 else {
      // A ref of no bytes, as a power cut leaves it, must not look like a chain that never was.
      throw .damaged(name: ref, detail: "\(LibGit2.refusal("", status))")
    }
    return ObjectID(oid)
  }

  /// The names under refs/heads, loose and packed.
  func chains() throws(StoreFault) -> Set<String> {
    let iterator = try make("git_reference_iterator_glob_new") {
      git_reference_iterator_glob_new(&$0, repository, "refs/heads/*")
    }
    defer { git_reference_iterator_free(iterator) }
    // libgit2's iterator skips a loose ref it cannot read, so the files are listed as well.
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/refs/heads")
    else { throw .damaged(name: "refs/heads", detail: path) }
    var names = Set(files.filter { !$0.hasSuffix(".lock") })
    var name: UnsafePointer<CChar>?
    while git_reference_next_name(&name, iterator) == 0, let name {
      names.insert(String(String(cString: name).dropFirst("refs/heads/".count)))
    }
    return names
  }

  /// The branches under refs/forks, loose and packed.
  func forks() throws(StoreFault) -> Set<Fork> {
    let iterator = try make("git_reference_iterator_glob_new") {
      git_reference_iterator_glob_new(&$0, repository, "\(Fork.folder)/*")
    }
    defer { git_reference_iterator_free(iterator) }
    // As for chains: what cannot be read must not look like what never was.
    let files = FileManager.default.enumerator(atPath: "\(path)/\(Fork.folder)")
    var forks = Set((files?.allObjects ?? []).compactMap { Fork(ref: "\(Fork.folder)/\($0)") })
    var name: UnsafePointer<CChar>?
    while git_reference_next_name(&name, iterator) == 0, let name {
      if let fork = Fork(ref: String(cString: name)) { forks.insert(fork) }
    }
    return forks
  }

  /// Compares and sets a ref.
  func move(
    _ name: String, of chain: String, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) {
    var (target, reference) = (new.git, OpaquePointer?.none)
    let status =
      if let expected {
        withUnsafePointer(to: expected.git) {
          git_reference_create_matching(&reference, repository, name, &target, 1, $0, nil)
        }
      } else {
        git_reference_create(&reference, repository, name, &target, 0, nil)
      }
    git_reference_free(reference)
    switch git_error_code(status) {
    case GIT_OK: return
    case GIT_EEXISTS, GIT_EMODIFIED, GIT_ENOTFOUND: throw .moved(chain: chain)
    default: throw LibGit2.refusal("git_reference_create_matching", status)
    }
  }

  /// Checks a pack and writes it and its index into `folder`; what a thin pack leans on is added.
  ///
  /// - Returns: the two files' path without `.pack` and `.idx`.
  func index(_ pack: [UInt8], into folder: String) throws(StoreFault) -> String {
    var progress = git_indexer_progress()
    let indexer = try make("git_indexer_new") { git_indexer_new(&$0, folder, 0o444, odb, nil) }
    defer { git_indexer_free(indexer) }
    try damage("git_indexer_append") {
      git_indexer_append(indexer, pack, pack.count, &progress)
    }
    try damage("git_indexer_commit") { git_indexer_commit(indexer, &progress) }
    guard let name = git_indexer_name(indexer) else {
      throw .failed(call: "git_indexer_name", detail: folder)
    }
    return "\(folder)/pack-\(String(cString: name))"
  }

  /// A failure that is the data's fault unless the system says otherwise.
  private func damage(_ call: String, _ body: () -> Int32) throws(StoreFault) {
    let status = body()
    guard status < 0 else { return }
    let refusal = LibGit2.refusal(call, status)
    if case .failed(_, let detail) = refusal, !LibGit2.lastErrorIsSystem {
      throw .damaged(name: "pack", detail: detail)
    }
    throw refusal
  }

  private static func pointers(
    _ path: String
  ) throws(StoreFault) -> (repository: OpaquePointer, odb: OpaquePointer) {
    let repository = try make("git_repository_open_bare") { git_repository_open_bare(&$0, path) }
    do throws(StoreFault) {
      return (repository, try make("git_repository_odb") { git_repository_odb(&$0, repository) })
    } catch {
      git_repository_free(repository)
      throw error
    }
  }

  private static func readFault(_ id: ObjectID, _ status: Int32) -> StoreFault {
    if status == GIT_ENOTFOUND.rawValue { return .missing(id) }
    let refusal = LibGit2.refusal("git_odb_read", status)
    guard case .failed(_, let detail) = refusal, !LibGit2.lastErrorIsSystem else {
      return refusal
    }
    return .damaged(name: id.description, detail: detail)
  }

  private static func kind(_ type: git_object_t) -> ObjectKind? {
    switch type {
    case GIT_OBJECT_BLOB: .blob
    case GIT_OBJECT_TREE: .tree
    case GIT_OBJECT_COMMIT: .commit
    default: nil
    }
  }
}
