import Foundation
package import SiteModel

/// A file that was read, hashed and made durable, and that no fact names yet.
///
/// A large one lies under a temporary name until ``publish()``; what is never published is gone
/// with its owner.
package final class StagedContent {
  /// The hash of its bytes.
  package let sha256: ContentHash
  /// How many bytes there are.
  package let size: Int
  private let body: Body
  private let store: ContentStore
  /// Whether the store holds it because of this value, and not from before.
  private var isNew = false

  /// Where the bytes are.
  enum Body {
    /// Few enough for git.
    case bytes([UInt8])
    /// In a file of this name.
    case file(String)
  }

  init(_ body: Body, sha256: ContentHash, size: Int, in store: ContentStore) {
    (self.body, self.sha256, self.size, self.store) = (body, sha256, size, store)
  }

  // Published, it has another name and nothing is here to remove.
  deinit { if case .file(let path) = body { unlink(path) } }

  /// Gives a large file its place in the content store, durably; a fact may name it from then on.
  ///
  /// - Returns: what git keeps: the bytes, or a pointer to them.
  package func publish() throws(StoreFault) -> [UInt8] {
    switch body {
    case .bytes(let bytes): return bytes
    case .file(let path):
      isNew = !store.holds(sha256)
      try store.place(path, as: sha256)
      return ContentPointer(sha256: sha256, size: size).bytes
    }
  }

  /// Takes it back, once it is certain that no fact names it; what was there before stays.
  package func withdraw() {
    guard isNew else { return }
    unlink(store.path(of: sha256))
    isNew = false
  }
}
