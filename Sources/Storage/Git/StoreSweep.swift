import Foundation

extension GitStore {
  /// Removes what writers that died have left unfinished, and nothing that ever was a fact.
  ///
  /// The caller holds the ``NodeLock``: then no other writer is at work, and a lock file beside a
  /// ref is nobody's. Names of stock git's own temporary files are not touched.
  /// - Returns: the paths that were removed.
  @discardableResult
  package func sweep() -> [String] { Self.sweep(path) }

  /// The same for a store that need not be opened for it.
  ///
  /// - Parameter path: the store's folder; one that is not there holds nothing to sweep.
  @discardableResult
  package static func sweep(_ path: String) -> [String] {
    let stems = TemporaryName.Stem.allCases.map { $0.rawValue + "_" }
    func isOurs(_ name: String) -> Bool {
      stems.contains { name.hasPrefix($0) } && TemporaryName.isLeftOver(name)
    }
    return remove(in: "\(path)/objects/pack", isOurs) + remove(in: path, isOurs)
      + remove(in: ContentStore.unfinished(in: path), isOurs)
      + remove(in: "\(path)/refs/heads") { $0.hasSuffix(".lock") }
  }

  /// Removes stores whose making was cut short; the caller holds the ``NodeLock``.
  ///
  /// - Parameter folder: where the stores stand, `.karez/stores`.
  @discardableResult
  package static func sweepUnfinished(in folder: String) -> [String] {
    remove(in: folder) { $0.contains(".git_") && TemporaryName.isLeftOver($0) }
  }

  private static func remove(in folder: String, _ isLeftOver: (String) -> Bool) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let paths = names.filter(isLeftOver).sorted().map { "\(folder)/\($0)" }
    return paths.filter { (try? FileManager.default.removeItem(atPath: $0)) != nil }
  }
}
