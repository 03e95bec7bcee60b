package import Foundation

/// A scratch folder that is gone when its owner is.
package final class TemporaryFolder: Sendable {
  /// The folder.
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "karez-test-\(UUID().uuidString.lowercased())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A path inside.
  package func path(_ name: String) -> String { url.appending(path: name).path }
}

/// The folder of real files beside the checkout, or nil where a fresh clone has none.
///
/// A test that needs it says so: `@Test(.enabled(if: sharedData != nil, "needs ../shared/data"))`.
package let sharedData: URL? = {
  let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/data").standardizedFileURL
  return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()

/// The top of the checkout.
package let projectFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "../..").standardizedFileURL
