import Foundation
package import SiteModel
import Storage

/// Files that leave the node together, in a ZIP with a manifest: `unzip` and `sha256sum -c manifest`
/// check it, and nothing of Karez is needed. The same files are the same archive, byte for byte.
package struct Pack {
  /// Hands out the bytes of a file once more.
  typealias Reading = @Sendable () throws(StoreFault) -> [UInt8]

  /// The name of the list of hashes.
  static let manifest = "manifest"

  private var files: [String: (size: Int, reading: Reading)] = [:]

  /// - Parameter name: ASCII, so that any `unzip` gives it back as the manifest has it.
  mutating func add(_ name: String, _ bytes: [UInt8]) {
    add(name, size: bytes.count) { () throws(StoreFault) in bytes }
  }

  /// A file that is read when it is written: what is large is never here with the others.
  mutating func add(_ name: String, size: Int, _ reading: @escaping Reading) {
    files[name] = (size, reading)
  }

  /// What was written.
  package struct Made: Sendable {
    /// How many files, with the manifest.
    package let files: Int
    package let bytes: Int
    package let sha256: ContentHash
    /// The SHA-256 of the manifest, which stands for all files.
    package let manifest: ContentHash
  }

  /// Writes the archive, whole or not at all.
  ///
  /// - Throws: ``PackFault``: a file that is there is never replaced; ``StoreFault``.
  func write(to file: URL, on site: Site) throws -> Made {
    try Self.check(file, on: site)
    guard files.values.map(\.size).reduce(0, +) < ZipWriter.limit else {
      throw PackFault.tooLarge(file: file.path)
    }
    var (archive, hashing, size) = (ZipWriter(), ContentHashing(), 0)
    var list = ""
    try AtomicFile.write(to: file.path) { (put) throws(StoreFault) in
      func keep(_ bytes: [UInt8]) throws(StoreFault) {
        hashing.add(bytes)
        size += bytes.count
        try put(bytes)
      }
      for (name, item) in files.sorted(by: { $0.key < $1.key }) {
        let bytes = try item.reading()
        list += "\(ContentHash(of: bytes))  \(name)\n"
        try keep(archive.file(name, bytes))
      }
      try keep(archive.file(Self.manifest, Array(list.utf8)))
      try keep(archive.end())
    }
    return Made(
      files: files.count + 1, bytes: size, sha256: hashing.value,
      manifest: ContentHash(of: Array(list.utf8)))
  }

  /// - Throws: ``PackFault/exists(file:)``; asked before the work is done, too.
  static func check(_ file: URL, on site: Site) throws {
    guard !site.layout.hides(file) else { throw EnvelopeFault.ownFile(path: file.path) }
    guard !FileManager.default.fileExists(atPath: file.path) else {
      throw PackFault.exists(file: file.path)
    }
  }
}

/// Why a pack is not written.
package enum PackFault: Fault, Equatable {
  /// There is a file of this name.
  case exists(file: String)
  /// More than a ZIP holds.
  case tooLarge(file: String)
  /// It is no month.
  case notMonth(period: String)
  /// The month is not over.
  case early(month: String)
  /// Nothing is known of the month.
  case empty(month: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .exists(let file): Phrase("pack.exists", ["file": file])
    case .tooLarge(let file): Phrase("pack.too-large", ["file": file])
    case .notMonth(let period): Phrase("pack.not-month", ["period": period])
    case .early(let month): Phrase("pack.early", ["month": month])
    case .empty(let month): Phrase("pack.empty", ["month": month])
    }
  }
}
