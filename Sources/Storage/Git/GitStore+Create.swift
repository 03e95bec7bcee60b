import Foundation

extension GitStore {
  /// Makes a store; it is there as a whole or not at all.
  ///
  /// - Parameters:
  ///   - path: `<entity>.git`; the folder around it must exist.
  ///   - chain: the first chain, which `HEAD` names, so that a stock `git log` shows it.
  /// - Throws: ``StoreFault/storeExists`` if anything stands at `path`,
  ///   ``StoreFault/refusedName`` if `chain` is no chain id.
  package static func create(at path: String, chain: String) throws(StoreFault) -> GitStore {
    guard PathGrammar.isChain(chain) else { throw .refusedName(chain) }
    guard !FileManager.default.fileExists(atPath: path) else { throw .storeExists(path: path) }
    let temporary = "\(path)_\(TemporaryName.suffix())"
    do throws(StoreFault) {
      for folder in ["", "/objects", "/objects/info", "/objects/pack", "/refs", "/refs/heads"] {
        guard mkdir(temporary + folder, 0o755) == 0 else { throw StoreFault.system("mkdir", path) }
      }
      try AtomicFile.write(Array(config.utf8), to: "\(temporary)/config")
      try AtomicFile.write(Array("ref: refs/heads/\(chain)\n".utf8), to: "\(temporary)/HEAD")
      for folder in ["/objects", "/refs"] { try DurableFile.sync(folder: temporary + folder, nil) }
      try DurableFile.rename(temporary, path)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw error
    }
    try DurableFile.sync(folder: URL(filePath: path).deletingLastPathComponent().path, nil)
    return try GitStore(opening: path)
  }

  /// What a stock git does here if an administrator runs one: nothing by itself, everything with
  /// fsync, nothing that loses a commit.
  private static let config = """
    [core]
    \trepositoryformatversion = 0
    \tfilemode = true
    \tbare = true
    \tlogAllRefUpdates = false
    \tfsync = all
    [gc]
    \tauto = 0
    [transfer]
    \tfsckObjects = true
    [receive]
    \tdenyDeletes = true
    \tdenyNonFastForwards = true

    """
}
