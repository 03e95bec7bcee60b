import SiteModel
import Storage
import TestSupport

/// A store with one chain and its key, in a folder of its own or in memory.
struct Plant {
  let folder: TemporaryFolder
  let store: any FactStore
  let key: SSHKey
  let chain = "a3kx"

  /// Which implementation of ``FactStore`` stands under the test.
  enum Kind: CaseIterable { case git, memory }

  init(_ kind: Kind = .git) throws {
    folder = try TemporaryFolder()
    key = try SSHKey(seed: (0..<32).map { UInt8($0) })
    store =
      switch kind {
      case .git: try GitStore.create(at: folder.path("plant.git"), chain: "a3kx")
      case .memory: MemoryStore()
      }
  }

  /// Where the repository is, if it is one.
  var path: String { folder.path("plant.git") }

  /// The store again, as another process would open it.
  func reopened() throws -> GitStore { try GitStore(opening: path) }

  func draft(_ message: String = "导入 1 份文件", chain: String? = nil) -> CommitDraft {
    CommitDraft(
      entity: "plant", chain: chain ?? self.chain, message: message, by: "王芳 W007",
      clock: (Instant(seconds: 1_741_907_700), .beijing))
  }

  /// Appends one commit with these files.
  @discardableResult
  func append(_ files: [String: String], chain: String? = nil, key: SSHKey? = nil) throws -> Commit
  {
    try store.append(draft(chain: chain), signer: key ?? self.key) { sink in
      for (path, text) in files.sorted(by: { $0.key < $1.key }) {
        try sink.add(path, Array(text.utf8))
      }
    }
  }

  /// Runs stock git in the repository.
  @discardableResult
  func git(_ arguments: String...) throws -> (status: Int32, output: String, error: String) {
    try run("git", ["-c", "safe.directory=*", "-C", path] + arguments)
  }
}
